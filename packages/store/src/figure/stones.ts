/** The board's stones: every month's row of the declared register, its light by the pack's rules. */
import type { Pack, Stones } from '@yipan/kernel/pack';
import type { Period } from '@yipan/kernel/value';
import { type RawBuilder, sql } from 'kysely';
import type { Executor } from '../connection/transaction.js';
import { compileExpression } from '../expression-sql/index.js';
import { QuerySql } from './query-sql.js';

export interface StoneRow {
  /** Entry id of the piece. */
  readonly piece: string;
  readonly recordId: string;
  readonly title: string;
  readonly row: string | null;
  readonly column: string | null;
  readonly size: string | null;
  readonly officePath: string;
  readonly origin: string | null;
  /** First day of the row's month. */
  readonly at: string;
  /** Index of the first light whose rule holds; -1 = none, which is green. */
  readonly light: number;
}

/** All rows of a period, ordered by piece and month. */
export async function stonesOf(
  executor: Executor,
  pack: Pack,
  seq: number,
  stones: Stones,
  period: Period,
): Promise<StoneRow[]> {
  const query = {
    register: stones.register,
    measure: { name: 'count' },
    window: { kind: 'between', field: stones.at, start: period.start, end: period.end },
    period,
    region: pack.region.code,
    equals: {},
  } as const;
  const built = new QuerySql(query, pack, seq);
  const column = (path: string, part: 'value' | 'start' | 'end' = 'value') =>
    built.column(path, part);
  const rules = stones.lights.map(({ when }, i): RawBuilder<unknown> => {
    const condition = compileExpression(when, { column, period });
    return sql`when ${condition} then ${sql.raw(String(i))}`;
  });
  const light = rules.length ? sql`case ${sql.join(rules, sql` `)} else -1 end` : sql`-1`;
  const target = pack.registers.get(built.field(stones.piece).register!)!;
  const title = `${stones.piece}.${target.title}`;
  const paths = [stones.row, stones.column, stones.size, title];
  const used = [...paths, ...stones.lights.flatMap((rule) => rule.when.paths)];
  const office = stones.office === 'office' ? sql`e.office_path` : column(stones.office);
  const { rows } = await sql<Omit<StoneRow, 'light'> & { light: number }>`
    select ${column(stones.piece)} as piece, ${column(`${stones.piece}.record_id`)} as "recordId",
      ${column(title)}::text as title, ${column(stones.row)}::text as row,
      ${column(stones.column)}::text as column, ${column(stones.size)}::text as size,
      ${office} as "officePath", ${column(`${stones.piece}.origin`)} as origin,
      ${column(stones.at, 'start')} as at, ${light} as light
    from ${built.from(used)} where ${built.where()}
    order by 2, ${column(stones.at, 'start')}`.execute(executor);
  return rows;
}
