/** Reading the order of changes: the head, the seq of a moment, the list of what happened. */
import { sql } from 'kysely';
import type { Executor } from '../connection/transaction.js';

export interface ChangeRecord {
  readonly seq: number;
  readonly recordedAt: string;
  readonly kind: string;
  readonly actor: string;
  readonly reason: string;
  readonly source: Readonly<Record<string, unknown>>;
  readonly summary: Readonly<Record<string, unknown>>;
}

/** The newest seq and when it was recorded; 0 before the first change. */
export async function headOf(
  executor: Executor,
  region: string,
): Promise<{ seq: number; recordedAt: string | null; demo: boolean }> {
  const row = await executor
    .selectFrom('region')
    .select(['head_seq', 'last_recorded_at', 'is_demo'])
    .where('region_code', '=', region)
    .executeTakeFirst();
  return {
    seq: Number(row?.head_seq ?? 0),
    recordedAt: row?.last_recorded_at ?? null,
    demo: row?.is_demo ?? false,
  };
}

/** The last seq recorded at or before an instant (ISO 8601 with zone); 0 when none was. */
export async function seqAt(executor: Executor, region: string, instant: string): Promise<number> {
  const row = await executor
    .selectFrom('change')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('region_code', '=', region)
    .where('recorded_at', '<=', instant)
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

/** Changes after a seq, oldest first. */
export async function changesSince(
  executor: Executor,
  region: string,
  seq: number,
  limit: number,
): Promise<ChangeRecord[]> {
  const rows = await executor
    .selectFrom('change')
    .selectAll()
    .where('region_code', '=', region)
    .where('seq', '>', seq as never)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: Number(row.seq),
    recordedAt: row.recorded_at,
    kind: row.kind,
    actor: row.actor,
    reason: row.reason,
    source: row.source as ChangeRecord['source'],
    summary: row.summary as ChangeRecord['summary'],
  }));
}

/** Makes the region's row when absent; its first maker decides whether it is a demo. */
export async function ensureRegion(
  executor: Executor,
  region: string,
  demo: boolean,
  now: string,
): Promise<void> {
  await sql`insert into region (region_code, is_demo, created_at)
    values (${region}, ${demo}, ${now}) on conflict do nothing`.execute(executor);
}
