/** A pool whose values arrive as Yipan keeps them: dates, decimals and big integers as text. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from '../schema/tables.js';

export type Database = Kysely<Tables>;

const { DATE, INT8, NUMERIC, TIMESTAMPTZ } = pg.types.builtins;
const asText = (value: string) => value;

/** node-pg turns a DATE into a local midnight and so moves the day in Asia/Shanghai: keep text. */
const PARSERS = new Map<number, (value: string) => unknown>([
  [DATE, asText],
  [NUMERIC, asText],
  [INT8, asText],
  [TIMESTAMPTZ, (value) => new Date(value).toISOString()],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser(id, format) {
    const parser = PARSERS.get(id as number);
    return parser && format !== 'binary' ? parser : pg.types.getTypeParser(id, format as 'text');
  },
};

/** Connections that one server process keeps; the region's writer takes one of them. */
const POOL_MAX = 10;

export function openDatabase(options: pg.PoolConfig): Database {
  const pool = new pg.Pool({ max: POOL_MAX, ...options, types });
  // An idle client whose server goes away would otherwise end the process; the next query reports it.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
