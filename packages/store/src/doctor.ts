/** Facts about the database that doctor judges. */
import type { Pack } from '@yipan/kernel/pack';
import { sql } from 'kysely';
import { headOf } from './change/changes.js';
import type { Executor } from './connection/transaction.js';
import { tableOf } from './entry/columns.js';

export interface Diagnosis {
  readonly version: string;
  readonly versionMajor: number;
  readonly encoding: string;
  readonly ctype: string;
  readonly role: string;
  /** No superuser, no BYPASSRLS: the second wall stands. */
  readonly appRoleIsPlain: boolean;
  readonly trigramsSeeChinese: boolean;
  readonly head: number;
  /** The first missing seq; null = gapless. */
  readonly gap: number | null;
  /** Registers in which an entry has two standing versions. */
  readonly brokenVersions: readonly string[];
}

async function doubled(executor: Executor, pack: Pack): Promise<string[]> {
  const broken: string[] = [];
  for (const register of pack.registers.values()) {
    const { rows } = await sql`select 1 from ${tableOf(register)} as e
      where e.region_code = ${pack.region.code} and e.superseded_seq is null
      group by e.entry_id having count(*) > 1 limit 1`.execute(executor);
    if (rows.length) broken.push(register.label.zh);
  }
  return broken;
}

export async function diagnose(executor: Executor, pack: Pack, region: string): Promise<Diagnosis> {
  const { rows } = await sql<{
    number: string;
    version: string;
    encoding: string;
    ctype: string;
    role: string;
    plain: boolean;
    trigrams: number;
  }>`select current_setting('server_version_num') as number,
      current_setting('server_version') as version, pg_encoding_to_char(d.encoding) as encoding,
      d.datctype as ctype, current_user as role,
      not (r.rolsuper or r.rolbypassrls) as plain,
      cardinality(show_trgm('潞城区')) as trigrams
    from pg_database d, pg_roles r
    where d.datname = current_database() and r.rolname = current_user`.execute(executor);
  const found = rows[0]!;
  const { seq } = await headOf(executor, region);
  const gaps = await sql<{ seq: string }>`
    select s.seq::text from generate_series(1, ${seq}::bigint) as s(seq)
    where not exists (select 1 from change c where c.region_code = ${region} and c.seq = s.seq)
    order by s.seq limit 1`.execute(executor);
  return {
    version: found.version,
    versionMajor: Math.floor(Number(found.number) / 10_000),
    encoding: found.encoding,
    ctype: found.ctype,
    role: found.role,
    appRoleIsPlain: found.plain,
    trigramsSeeChinese: found.trigrams > 0,
    head: seq,
    gap: gaps.rows[0] ? Number(gaps.rows[0].seq) : null,
    brokenVersions: await doubled(executor, pack),
  };
}
