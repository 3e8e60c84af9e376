/** Answers the kernel's queries: one aggregate a query, grouped as the caller wants. */
import type { Query, ReadColumn } from '@yipan/kernel/indicator';
import type { Pack } from '@yipan/kernel/pack';
import { type Decimal, decimal } from '@yipan/kernel/value';
import { type RawBuilder, sql } from 'kysely';
import type { Executor } from '../connection/transaction.js';
import { QuerySql } from './query-sql.js';

/** Group by a dotted path of each queried register, or by a fixed column. */
export type GroupBy = (query: Query) => string | undefined;

function measureSql(query: Query, built: QuerySql): RawBuilder<string | null> {
  const { name, field } = query.measure;
  const column = field ? built.column(field) : sql`null`;
  switch (name) {
    case 'count':
      return sql`count(*)`;
    case 'count_distinct':
      return sql`count(distinct ${column})`;
    case 'sum':
      return sql`sum(${column})`;
    // Exactly one, or nothing: min and max agree on one value; two entries are an error upstream.
    case 'only':
      return sql`case when count(*) = 1 then min(${column}) end`;
  }
}

/** A reader of simple figures as of a seq. */
export function columnReader(
  executor: Executor,
  pack: Pack,
  seq: number,
  groupBy?: GroupBy,
): ReadColumn {
  return async (query) => {
    const built = new QuerySql(query, pack, seq);
    const group = groupBy?.(query);
    if (groupBy && group === undefined) return new Map();
    const by = group === undefined ? sql`''` : built.column(group, 'start');
    const { rows } = await sql<{ group: string | null; value: string | null }>`
      select ${by}::text as "group", ${measureSql(query, built)} as value
      from ${built.from(group ? [group] : [])} where ${built.where()}
      ${group === undefined ? sql`` : sql`group by ${by}`}`.execute(executor);
    return new Map<string, Decimal | null>(
      rows.map((row) => [row.group ?? '', row.value === null ? null : decimal(row.value)]),
    );
  };
}
