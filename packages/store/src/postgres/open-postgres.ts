/** Opens PostgreSQL, embedded or served, with the two roles that the product uses. */
import { chmodSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { YipanError } from '@yipan/kernel/errors';
import pg from 'pg';
import { findBinaries } from './binaries.js';
import { type Address, initialise, start, stop } from './cluster.js';
import { holdDataFolder } from './hold.js';
import { barredAt, databaseUser } from './os-user.js';
import { readSecrets, type Secrets } from './secrets.js';

export interface Postgres {
  readonly embedded: boolean;
  /** Owns the tables; migrations and pack tables only. */
  readonly owner: pg.PoolConfig;
  /** What the server uses: no superuser, no BYPASSRLS. */
  readonly app: pg.PoolConfig;
  /** The superuser of the embedded cluster; tests make databases with it. */
  readonly admin?: pg.PoolConfig;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  /** Of the application role, where the DBA made it. */
  readonly appDatabaseUrl?: string | undefined;
}

const OWNER = 'yipan_owner';
const APP = 'yipan_app';
const DATABASE = 'yipan';
const VERSION_MIN = 15;

/** Makes the roles and the database once; every statement is safe to repeat after a kill. */
async function makeRoles(admin: pg.ClientConfig, secrets: Secrets): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    for (const [role, password] of [
      [OWNER, secrets.owner],
      [APP, secrets.app],
    ] as const) {
      const found = await client.query('select 1 from pg_roles where rolname = $1', [role]);
      if (found.rowCount) continue;
      const quoted = pg.escapeLiteral(password);
      await client.query(`create role ${role} login nosuperuser nobypassrls password ${quoted}`);
    }
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!found.rowCount) await client.query(`create database ${DATABASE} owner ${OWNER}`);
  } finally {
    await client.end();
  }
}

async function openEmbedded(dataDir: string): Promise<Postgres> {
  const user = databaseUser();
  const barred = user && barredAt(dataDir, user);
  if (barred) {
    throw new YipanError('data-folder-unreachable', {
      path: dataDir,
      user: user.name,
      blocked: barred,
    });
  }
  const secrets = readSecrets(dataDir);
  const place = { dataDir, binaries: findBinaries(user), user, secrets };
  initialise(place);
  const running = await start(place);
  const at = (address: Address, name: string, password: string, database = DATABASE) => ({
    ...address,
    user: name,
    password,
    database,
  });
  const admin = at(running.address, 'postgres', secrets.superuser, 'postgres');
  await makeRoles(admin, secrets);
  return {
    embedded: true,
    owner: at(running.address, OWNER, secrets.owner),
    app: at(running.address, APP, secrets.app),
    admin,
    stop: () => stop(running),
  };
}

/** A served database must be new enough, in UTF-8, and have a ctype that knows Chinese. */
async function checkServed(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string; ctype: string }>(
    `select current_setting('server_version_num') as version,
      pg_encoding_to_char(encoding) as encoding, datctype as ctype
     from pg_database where datname = current_database()`,
  );
  const { version, encoding, ctype } = rows[0]!;
  const unfit = (reason: string) => new YipanError('database-unfit', { reason });
  if (Number(version) < VERSION_MIN * 10_000) {
    throw unfit(`PostgreSQL ${Math.floor(Number(version) / 10_000)} < ${VERSION_MIN}`);
  }
  if (encoding !== 'UTF8') throw unfit(`encoding ${encoding}，应为 UTF8`);
  if (ctype === 'C' || ctype === 'POSIX') {
    throw unfit(`lc_ctype ${ctype} 下检索不到中文，建库时应用 lc_ctype C.UTF-8`);
  }
}

async function makeServedApp(client: pg.Client, password: string): Promise<void> {
  const statement = `create role ${APP} login nosuperuser nobypassrls password '…'`;
  try {
    const found = await client.query('select 1 from pg_roles where rolname = $1', [APP]);
    const verb = found.rowCount ? 'alter' : 'create';
    await client.query(`${verb} role ${APP} login password ${pg.escapeLiteral(password)}`);
  } catch (cause) {
    throw new YipanError('database-roles', { sql: statement }, [], { cause });
  }
}

async function openServed(options: PostgresOptions, url: string): Promise<Postgres> {
  const owner = { connectionString: url, connectionTimeoutMillis: 10_000 };
  const client = new pg.Client(owner);
  try {
    await client.connect();
  } catch (cause) {
    throw new YipanError('database-down', { reason: (cause as Error).message }, [], { cause });
  }
  try {
    await checkServed(client);
    if (options.appDatabaseUrl) {
      const app = { connectionString: options.appDatabaseUrl };
      return { embedded: false, owner, app, stop: async () => undefined };
    }
    const secrets = readSecrets(options.dataDir);
    await makeServedApp(client, secrets.app);
    const app = new URL(url);
    app.username = APP;
    app.password = secrets.app;
    return {
      embedded: false,
      owner,
      app: { connectionString: app.href },
      stop: async () => undefined,
    };
  } finally {
    await client.end();
  }
}

/** Opens the database of a data folder; the folder is held until stop(). */
export async function openPostgres(options: PostgresOptions): Promise<Postgres> {
  const dataDir = resolve(options.dataDir);
  try {
    mkdirSync(dataDir, { recursive: true });
    // The database user passes through; the secrets in it are for this process's user alone.
    chmodSync(dataDir, 0o711);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new YipanError('data-folder-unwritable', { path: dataDir, reason }, [], { cause });
  }
  const release = holdDataFolder(dataDir);
  try {
    const postgres = options.databaseUrl
      ? await openServed({ ...options, dataDir }, options.databaseUrl)
      : await openEmbedded(dataDir);
    return {
      ...postgres,
      async stop() {
        await postgres.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
