/** The only place that opens transactions: each says whose it is before anything else. */
import { sql, type Transaction } from 'kysely';
import type { Tables } from '../schema/tables.js';
import type { Database } from './database.js';

/** Whose rows a transaction may touch: the second wall (row-level security) reads these. */
export interface Reach {
  readonly region: string;
  /** Office paths, or `*` for all of the region's. */
  readonly offices: '*' | readonly string[];
  readonly actor: string;
}

export type Executor = Transaction<Tables>;

/**
 * Plain SET LOCAL, never set_config(…): only the former reaches Citus workers. It takes no
 * parameters, so values go in as quoted literals.
 */
async function declare(executor: Executor, reach: Reach): Promise<void> {
  const offices = reach.offices === '*' ? '*' : reach.offices.join(',');
  await sql`set local app.region = ${sql.lit(reach.region)}`.execute(executor);
  await sql`set local app.offices = ${sql.lit(offices)}`.execute(executor);
  await sql`set local app.actor = ${sql.lit(reach.actor)}`.execute(executor);
}

/** Reads in one snapshot. */
export function reading<T>(
  database: Database,
  reach: Reach,
  work: (executor: Executor) => Promise<T>,
): Promise<T> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (executor) => {
      await declare(executor, reach);
      return work(executor);
    });
}

/** Writes; only the region's writer calls it. */
export function writing<T>(
  database: Database,
  reach: Reach,
  work: (executor: Executor) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (executor) => {
    await declare(executor, reach);
    return work(executor);
  });
}
