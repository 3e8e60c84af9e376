/** Forward-only migrations, run by the owner; a database newer than the program is refused. */
import { YipanError } from '@yipan/kernel/errors';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../connection/database.js';
import { up as foundation } from './0001-foundation.js';

interface Migration {
  readonly name: string;
  readonly up: (database: Kysely<unknown>) => Promise<void>;
}

const MIGRATIONS: readonly Migration[] = [{ name: '0001-foundation', up: foundation }];

/** Any constant: serialises two processes that migrate one served database. */
const LOCK = 4680_140406;

export async function migrate(owner: Database): Promise<readonly string[]> {
  return owner.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    await sql`create table if not exists migration (
      name text primary key, applied_at timestamptz not null default now())`.execute(tx);
    const applied = (await tx.selectFrom('migration').select('name').execute()).map((r) => r.name);
    const known = MIGRATIONS.map((migration) => migration.name);
    const newer = applied.filter((name) => !known.includes(name)).sort();
    if (newer.length) {
      throw new YipanError('database-newer', { found: newer.at(-1)!, known: known.at(-1)! });
    }
    const missing = MIGRATIONS.filter((migration) => !applied.includes(migration.name));
    for (const { name, up } of missing) {
      await up(tx as unknown as Kysely<unknown>);
      await tx.insertInto('migration').values({ name }).execute();
    }
    return missing.map((migration) => migration.name);
  });
}
