/**
 * The table of a register, made and widened by pack apply (outside the numbered migrations).
 * Fields are only ever added: a field that changes its type is refused, one that leaves the pack
 * keeps its column and its data.
 */
import { YipanError } from '@yipan/kernel/errors';
import type { Register } from '@yipan/kernel/register';
import { sql } from 'kysely';
import type { Database } from '../connection/database.js';
import { type Column, columnsOf, endColumn, tableOf } from '../entry/columns.js';

/** What apply will do to the database, said before it does it. */
export interface TablePlan {
  readonly register: string;
  readonly create: boolean;
  readonly add: readonly string[];
}

const SYSTEM = `
  region_code text not null,
  entry_id uuid not null,
  seq bigint not null,
  superseded_seq bigint,
  removed boolean not null default false,
  office_path text not null,
  source_row integer,
  extra jsonb not null default '{}'`;

async function existing(owner: Database): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'register'
    where a.attnum > 0 and not a.attisdropped`.execute(owner);
  const tables = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    if (!tables.has(table)) tables.set(table, new Map());
    tables.get(table)!.set(column, type);
  }
  return tables;
}

const allColumns = (register: Register): Column[] => register.fields.flatMap(columnsOf);

/** Plans the tables of a pack; throws when a change would lose data. */
export async function planTables(
  owner: Database,
  registers: Iterable<Register>,
): Promise<TablePlan[]> {
  const tables = await existing(owner);
  return [...registers].map((register) => {
    const found = tables.get(register.id);
    const columns = allColumns(register);
    for (const column of columns) {
      const type = found?.get(column.name);
      if (type && type !== column.type) {
        const reason = `${register.id}.${column.name}：${type} → ${column.type}`;
        throw new YipanError('pack-change-refused', { reason });
      }
    }
    const add = columns.filter((column) => !found?.has(column.name)).map((column) => column.name);
    return { register: register.id, create: !found, add };
  });
}

/** The unique key over current rows: two close-then-insert statements may swap its values. */
function keyIndex(register: Register): string {
  const columns = register.key.flatMap((id) => {
    const field = register.fields.find((f) => f.id === id)!;
    return columnsOf(field).map((column) => `"${column.name}"`);
  });
  return `create unique index "${register.id}_key" on register."${register.id}"
    (region_code, ${columns.join(', ')}) nulls not distinct
    where superseded_seq is null and not removed`;
}

/** Filters that pages and figures use: refs, enums, the date a list is ordered by. */
function dimensionIndexes(register: Register): string[] {
  const indexed = register.fields.filter(
    (field) => field.type === 'ref' || field.id === register.datedBy,
  );
  return indexed.map(
    (field) => `create index "${register.id}_${field.id}" on register."${register.id}"
      (region_code, "${field.type === 'date' ? endColumn(field.id) : field.id}")`,
  );
}

function createTable(register: Register): string[] {
  const columns = allColumns(register).map((column) => `"${column.name}" ${column.type}`);
  const table = `register."${register.id}"`;
  return [
    `create table ${table} (${SYSTEM}, ${columns.join(', ')},
      primary key (region_code, entry_id, seq))`,
    keyIndex(register),
    `create index "${register.id}_seq" on ${table} (region_code, seq)`,
    `create index "${register.id}_office" on ${table} (region_code, office_path)`,
    ...dimensionIndexes(register),
    `alter table ${table} enable row level security`,
    // texteq is leakproof, so the policy leaves index scans possible; LIKE would not (DESIGN §7).
    `create policy by_office on ${table} using (
      region_code = current_setting('app.region', true)
      and (current_setting('app.offices', true) = '*'
        or office_path = any (string_to_array(current_setting('app.offices', true), ','))))`,
    `grant select, insert on ${table} to yipan_app`,
    `grant update (superseded_seq) on ${table} to yipan_app`,
  ];
}

/** Carries a plan out, as the owner, in one transaction. */
export async function makeTables(
  owner: Database,
  registers: ReadonlyMap<string, Register>,
  plan: readonly TablePlan[],
): Promise<void> {
  await owner.transaction().execute(async (tx) => {
    for (const { register: id, create, add } of plan) {
      const register = registers.get(id)!;
      if (create) {
        for (const statement of createTable(register)) await sql.raw(statement).execute(tx);
        continue;
      }
      const types = new Map(allColumns(register).map((column) => [column.name, column.type]));
      for (const name of add) {
        await sql`alter table ${tableOf(register)}
          add column ${sql.id(name)} ${sql.raw(types.get(name)!)}`.execute(tx);
      }
    }
  });
}
