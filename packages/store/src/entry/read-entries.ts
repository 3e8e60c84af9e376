/** Entries as they stood: a page of a list, one with its history, all for an export. */
import type { Expression } from '@yipan/kernel/expression';
import type { Pack } from '@yipan/kernel/pack';
import type { EntryValues, Register } from '@yipan/kernel/register';
import { type RawBuilder, sql } from 'kysely';
import type { Executor } from '../connection/transaction.js';
import { compileExpression } from '../expression-sql/index.js';
import { standing } from './as-of.js';
import { fromRow, type Row, tableOf } from './columns.js';

export interface Entry {
  readonly id: string;
  /** The seq that wrote this version. */
  readonly version: number;
  readonly officePath: string;
  readonly values: EntryValues;
  /** Ref field → the target's title and id, for display. */
  readonly refs: Readonly<Record<string, { id: string; key: string; title: string }>>;
}

export interface EntryVersion extends Entry {
  readonly supersededSeq: number | null;
  readonly sourceRow: number | null;
  readonly recordedAt: string;
  readonly actor: string;
  readonly reason: string;
  readonly source: Readonly<Record<string, unknown>>;
}

export interface EntryFilter {
  readonly where?: Expression | undefined;
  /** Words that the title, the key or any text contains. */
  readonly search?: string | undefined;
  /** Field → stored value. */
  readonly equals?: Readonly<Record<string, string>> | undefined;
  readonly sort?: { readonly field: string; readonly descending: boolean } | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

type RawRow = Record<string, string | boolean | null>;

const refFields = (register: Register) => register.fields.filter((field) => field.type === 'ref');

/** Joins every ref and names its key and title `<field>$key`, `<field>$title`. */
function refJoins(pack: Pack, register: Register, region: string, seq: number) {
  const parts = refFields(register).map((field) => {
    const target = pack.registers.get(field.register!)!;
    const alias = `r_${field.id}`;
    const title = target.fields.find((f) => f.id === target.title);
    const shown = title && title.type !== 'ref' ? title.id : target.key[0]!;
    return {
      join: sql`left join ${tableOf(target)} as ${sql.id(alias)}
        on ${sql.ref(`${alias}.region_code`)} = ${region}
        and ${sql.ref(`${alias}.entry_id`)} = ${sql.ref(`e.${field.id}`)}
        and ${standing(alias, seq)}`,
      select: sql`, ${sql.ref(`${alias}.${target.key[0]!}`)}::text as ${sql.id(`${field.id}$key`)},
        ${sql.ref(`${alias}.${shown}`)}::text as ${sql.id(`${field.id}$title`)}`,
    };
  });
  const joined = (pick: 'join' | 'select') =>
    sql.join(
      parts.map((p) => p[pick]),
      sql` `,
    );
  return { joins: joined('join'), selects: joined('select') };
}

function toEntry(register: Register, row: RawRow): Entry {
  const values: Record<string, string | boolean | null> = fromRow(register, row as Row);
  const refs: Record<string, { id: string; key: string; title: string }> = {};
  for (const { id } of refFields(register)) {
    const target = values[id];
    if (typeof target !== 'string') continue;
    const key = String(row[`${id}$key`] ?? '');
    refs[id] = { id: target, key, title: String(row[`${id}$title`] ?? key) };
    values[id] = key;
  }
  return {
    id: String(row.entry_id),
    version: Number(row.seq),
    officePath: String(row.office_path),
    values,
    refs,
  };
}

function conditions(register: Register, filter: EntryFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (filter.where) {
    const column = (path: string, part: 'value' | 'start' | 'end') => {
      const [first, second] = path.split('.') as [string, string?];
      const name = second ? `r_${first}.${second}` : `e.${first}`;
      return sql`${sql.ref(part === 'end' ? `${name}_end` : name)}`;
    };
    found.push(compileExpression(filter.where, { column }));
  }
  if (filter.search) {
    const texts = register.fields.filter((f) => f.type === 'text' || f.type === 'project_code');
    const pattern = `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`;
    const own = texts.map((field) => sql`${sql.ref(`e.${field.id}`)} ilike ${pattern}`);
    const refs = refFields(register).map((f) => {
      return sql`${sql.ref(`r_${f.id}.record_id`)} ilike ${pattern}`;
    });
    found.push(sql`(${sql.join([...own, ...refs], sql` or `)})`);
  }
  for (const [field, value] of Object.entries(filter.equals ?? {})) {
    found.push(sql`${sql.ref(`e.${field}`)}::text = ${value}`);
  }
  return found;
}

function ordering(register: Register, filter: EntryFilter): RawBuilder<unknown> {
  const { sort } = filter;
  const field = register.fields.find((f) => f.id === sort?.field);
  const last = sql`e.record_id`;
  if (!field) {
    const dated = register.datedBy;
    return dated ? sql`${sql.ref(`e.${dated}`)} desc nulls last, ${last}` : last;
  }
  const named =
    field.type === 'ref' ? sql.ref(`r_${field.id}.record_id`) : sql.ref(`e.${field.id}`);
  const text = field.type === 'text';
  return sql`${named} ${text ? sql`collate "zh-x-icu"` : sql``}
    ${sort!.descending ? sql`desc` : sql`asc`} nulls last, ${last}`;
}

/** A page of entries as they stood at a seq, and how many there are in all. */
export async function listEntries(
  executor: Executor,
  pack: Pack,
  register: Register,
  seq: number,
  filter: EntryFilter,
): Promise<{ total: number; entries: Entry[] }> {
  const region = pack.region.code;
  const { joins, selects } = refJoins(pack, register, region, seq);
  const where = sql.join(
    [sql`e.region_code = ${region}`, standing('e', seq), ...conditions(register, filter)],
    sql` and `,
  );
  const from = sql`${tableOf(register)} as e ${joins} where ${where}`;
  const limit = filter.limit === undefined ? sql`` : sql`limit ${filter.limit}`;
  const { rows } = await sql<RawRow>`select e.* ${selects} from ${from}
    order by ${ordering(register, filter)} ${limit} offset ${filter.offset ?? 0}`.execute(executor);
  const entries = rows.map((row) => toEntry(register, row));
  if (filter.limit === undefined) return { total: entries.length, entries };
  const count = await sql<{ n: string }>`select count(*) as n from ${from}`.execute(executor);
  return { total: Number(count.rows[0]?.n ?? 0), entries };
}

/** All versions of one entry up to a seq, newest first, each with the change that wrote it. */
export async function entryHistory(
  executor: Executor,
  pack: Pack,
  register: Register,
  seq: number,
  entryId: string,
): Promise<EntryVersion[]> {
  const region = pack.region.code;
  const { joins, selects } = refJoins(pack, register, region, seq);
  const { rows } = await sql<RawRow & { source: Record<string, unknown> }>`
    select e.* ${selects}, c.recorded_at, c.actor, c.reason, c.source
    from ${tableOf(register)} as e ${joins}
    join change as c on c.region_code = e.region_code and c.seq = e.seq
    where e.region_code = ${region} and e.entry_id = ${entryId}::uuid and e.seq <= ${seq}
    order by e.seq desc`.execute(executor);
  return rows.map((row) => ({
    ...toEntry(register, row),
    supersededSeq: row.superseded_seq === null ? null : Number(row.superseded_seq),
    sourceRow: row.source_row === null ? null : Number(row.source_row),
    recordedAt: String(row.recorded_at),
    actor: String(row.actor),
    reason: String(row.reason),
    source: row.source,
  }));
}

/** How many entries each register holds at a seq. */
export async function countEntries(
  executor: Executor,
  pack: Pack,
  seq: number,
): Promise<Map<string, number>> {
  const counts = [...pack.registers.values()].map(
    (register) => sql`select ${register.id} as register, count(*) as n
      from ${tableOf(register)} as e
      where e.region_code = ${pack.region.code} and ${standing('e', seq)}`,
  );
  if (!counts.length) return new Map();
  const { rows } = await sql<{ register: string; n: string }>`
    ${sql.join(counts, sql` union all `)}`.execute(executor);
  return new Map(rows.map(({ register, n }) => [register, Number(n)]));
}

/** The newest reporting date of any standing entry: 数据截至…报送. */
export async function latestReport(
  executor: Executor,
  pack: Pack,
  seq: number,
): Promise<string | null> {
  const latest = [...pack.registers.values()].map(
    (register) => sql`select max(e.reported_on_end) as day from ${tableOf(register)} as e
      where e.region_code = ${pack.region.code} and ${standing('e', seq)}`,
  );
  if (!latest.length) return null;
  const { rows } = await sql<{ day: string | null }>`
    select max(day) as day from (${sql.join(latest, sql` union all `)}) as all_days`.execute(
    executor,
  );
  return rows[0]?.day ?? null;
}
