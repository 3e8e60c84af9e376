/** A kernel query → the FROM and WHERE that serve both a figure and the entries behind it. */
import type { Query, Window } from '@yipan/kernel/indicator';
import { fieldAt, type Pack } from '@yipan/kernel/pack';
import { type Field, isNumeric, type Register } from '@yipan/kernel/register';
import { type RawBuilder, sql } from 'kysely';
import { standing } from '../entry/as-of.js';
import { endColumn, tableOf } from '../entry/columns.js';
import { compileExpression } from '../expression-sql/index.js';

/** The queried register's alias; refs are joined as r_<field>. */
const MAIN = 'e';
const aliasOf = (ref: string) => `r_${ref}`;

export class QuerySql {
  readonly register: Register;

  constructor(
    private readonly query: Query,
    private readonly pack: Pack,
    private readonly seq: number,
  ) {
    this.register = pack.registers.get(query.register)!;
  }

  field(path: string): Field {
    const field = fieldAt(this.register, path.split('.'), this.pack.registers);
    if (!field) throw new Error(`${this.register.id} has no ${path}`);
    return field;
  }

  /** The column of a dotted path; `end` is the last day of a date. */
  column(path: string, part: 'value' | 'start' | 'end' = 'value'): RawBuilder<unknown> {
    const [first, second] = path.split('.') as [string, string?];
    const [alias, name] = second ? [aliasOf(first), second] : [MAIN, first];
    return sql`${sql.ref(`${alias}.${part === 'end' ? endColumn(name) : name}`)}`;
  }

  /** Every ref of the register, as it stood; unused joins cost nothing on a unique key. */
  from(paths: readonly string[]): RawBuilder<unknown> {
    const used = new Set(
      [...paths, ...this.paths()].filter((p) => p.includes('.')).map((p) => p.split('.')[0]!),
    );
    const joins = [...used].map((ref) => {
      const target = this.pack.registers.get(this.field(ref).register!)!;
      const alias = aliasOf(ref);
      return sql`left join ${tableOf(target)} as ${sql.id(alias)}
        on ${sql.ref(`${alias}.region_code`)} = ${this.query.region}
        and ${sql.ref(`${alias}.entry_id`)} = ${this.column(ref)}
        and ${standing(alias, this.seq)}`;
    });
    return sql`${tableOf(this.register)} as ${sql.id(MAIN)} ${sql.join(joins, sql` `)}`;
  }

  private paths(): string[] {
    const { where, measure, equals, window } = this.query;
    const dated = Object.entries(window).filter(([key]) => ['field', 'from', 'to'].includes(key));
    return [
      ...(where?.paths ?? []),
      ...(measure.field ? [measure.field] : []),
      ...Object.keys(equals),
      ...dated.flatMap(([, path]) => (typeof path === 'string' ? [path] : [])),
    ];
  }

  where(): RawBuilder<boolean> {
    const { query } = this;
    const conditions = [
      sql`${sql.ref(`${MAIN}.region_code`)} = ${query.region}`,
      standing(MAIN, this.seq),
      ...this.window(query.window),
      ...this.office(),
      ...Object.entries(query.equals).map(([path, value]) => this.equals(path, value)),
    ];
    if (query.where) {
      const context = {
        column: (path: string, part: 'value' | 'start' | 'end') => this.column(path, part),
        period: query.period,
      };
      conditions.push(sql`${compileExpression(query.where, context)}`);
    }
    return sql<boolean>`${sql.join(conditions, sql` and `)}`;
  }

  /** A date of known precision lies in a period when its whole span does. */
  private window(window: Window): RawBuilder<unknown>[] {
    switch (window.kind) {
      case 'between':
        return [
          sql`${this.column(window.field, 'start')} >= ${window.start}::date`,
          sql`${this.column(window.field, 'end')} <= ${window.end}::date`,
        ];
      case 'present': {
        const since = sql`${this.column(window.from, 'end')} <= ${window.at}::date`;
        if (!window.to) return [since];
        const to = (part: 'start' | 'end') => this.column(window.to!, part);
        return [since, sql`(${to('start')} is null or ${to('end')} > ${window.at}::date)`];
      }
      case 'equals':
        return [this.equals(window.field, window.value)];
      case 'all':
        return [];
    }
  }

  private office(): RawBuilder<unknown>[] {
    const path = this.query.officePath;
    if (!path) return [];
    const column = sql.ref(`${MAIN}.office_path`);
    // A range instead of LIKE: "0" follows "/" in code order, so this is the whole subtree.
    return [
      sql`(${column} = ${path} or (${column} collate "C" > ${`${path}/`}
        and ${column} collate "C" < ${`${path}0`}))`,
    ];
  }

  /** A dimension's value as users write it: an enum's label, a ref's key, a plain value. */
  private equals(path: string, value: string): RawBuilder<unknown> {
    const field = this.field(path);
    if (isNumeric(field)) return sql`${this.column(path)} = ${value}::numeric`;
    if (field.type === 'bool') return sql`${this.column(path)} = ${value === 'true'}`;
    if (field.type === 'date') return sql`${this.column(path, 'start')}::text like ${`${value}%`}`;
    if (field.type === 'ref') {
      const target = this.pack.registers.get(field.register!)!;
      return sql`${this.column(path)} in (select t.entry_id from ${tableOf(target)} as t
        where t.region_code = ${this.query.region} and ${standing('t', this.seq)}
        and ${sql.ref(`t.${target.key[0]!}`)} = ${value})`;
    }
    const found = field.of?.find((v) => v.id === value || v.label.zh === value);
    return sql`${this.column(path)} = ${found?.id ?? value}`;
  }
}
