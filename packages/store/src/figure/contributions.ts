/** The entries behind a simple figure, by the same FROM and WHERE, each with what it adds. */
import type { Query } from '@yipan/kernel/indicator';
import type { Pack } from '@yipan/kernel/pack';
import { sql } from 'kysely';
import type { Executor } from '../connection/transaction.js';
import { QuerySql } from './query-sql.js';

export interface Contribution {
  readonly entry: string;
  readonly recordId: string;
  readonly title: string;
  /** The seq of the version that counted. */
  readonly version: number;
  readonly officePath: string;
  readonly origin: string | null;
  /** In the field's stored unit; 1 for a count; the value itself for count_distinct. */
  readonly contribution: string | null;
}

export async function contributionsOf(
  executor: Executor,
  pack: Pack,
  seq: number,
  query: Query,
  page?: { readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: Contribution[] }> {
  const built = new QuerySql(query, pack, seq);
  const { field } = query.measure;
  const title = built.field(built.register.title);
  const titleText =
    title.type === 'ref'
      ? built.column(`${title.id}.${refTitle(pack, title.register!)}`)
      : built.column(title.id);
  const paths = title.type === 'ref' ? [`${title.id}.${refTitle(pack, title.register!)}`] : [];
  const from = built.from(paths);
  const where = built.where();
  const amount = field ? sql`${built.column(field)}::text` : sql`'1'`;
  const limits = page ? sql`limit ${page.limit} offset ${page.offset}` : sql``;
  const { rows } = await sql<Contribution & { version: string }>`
    select e.entry_id as entry, e.record_id as "recordId",
      coalesce(${titleText}::text, e.record_id) as title, e.seq as version,
      e.office_path as "officePath", e.origin, ${amount} as contribution
    from ${from} where ${where}
    order by ${field ? sql`${built.column(field)} desc nulls last,` : sql``} e.record_id
    ${limits}`.execute(executor);
  const counted = rows.map((row) => ({ ...row, version: Number(row.version) }));
  if (!page) return { total: counted.length, rows: counted };
  const total = await sql<{ n: string }>`
    select count(*) as n from ${from} where ${where}`.execute(executor);
  return { total: Number(total.rows[0]?.n ?? 0), rows: counted };
}

/** The title field of a ref's target; its key when the title is itself a ref. */
function refTitle(pack: Pack, register: string): string {
  const target = pack.registers.get(register)!;
  const title = target.fields.find((f) => f.id === target.title);
  return title && title.type !== 'ref' ? title.id : target.key[0]!;
}
