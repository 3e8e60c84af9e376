/** Regions, the one order of changes, packs and evidence; the application's role and its wall. */
import { type Kysely, sql } from 'kysely';

/** One permissive policy a table: restrictive ones leak on Citus shards (CITUS.md). */
const byRegion = (table: string) => `
  alter table ${table} enable row level security;
  create policy by_region on ${table}
    using (region_code = current_setting('app.region', true));`;

const DDL = `
create extension if not exists pg_trgm;

create table region (
  region_code text primary key,
  head_seq bigint not null default 0,
  last_recorded_at timestamptz,
  is_demo boolean not null,
  created_at timestamptz not null
);
comment on table region is 'One county (tenant). Its row is locked while a batch of changes commits.';

create table change (
  region_code text not null,
  seq bigint not null,
  recorded_at timestamptz not null,
  kind text not null,
  actor text not null,
  reason text not null,
  source jsonb not null default '{}',
  summary jsonb not null default '{}',
  primary key (region_code, seq)
);
comment on table change is 'Every command, gapless in commit order per region; recorded_at never decreases.';
create index change_recorded_at on change (region_code, recorded_at);

create table pack_file (
  region_code text not null,
  path text not null,
  seq bigint not null,
  position integer not null,
  superseded_seq bigint,
  content text not null,
  primary key (region_code, path, seq)
);
comment on table pack_file is 'The applied pack, all versions; after the first apply this is the pack.';

create table evidence (
  region_code text not null,
  sha256 text not null,
  seq bigint not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  primary key (region_code, sha256)
);
comment on table evidence is 'Files kept by content under the data folder; this names them.';

create schema register;
comment on schema register is 'One typed table a register, all versions; made by pack apply.';

grant usage on schema public, register to yipan_app;
grant select, insert on change, pack_file, evidence to yipan_app;
grant select, insert on region to yipan_app;
grant update (head_seq, last_recorded_at) on region to yipan_app;
grant update (summary) on change to yipan_app;
grant update (superseded_seq) on pack_file to yipan_app;
grant select on migration to yipan_app;
${['region', 'change', 'pack_file', 'evidence'].map(byRegion).join('\n')}
`;

export async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw(DDL).execute(database);
}
