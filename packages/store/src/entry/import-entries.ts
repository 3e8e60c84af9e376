/**
 * Entries from a ledger file, all or nothing: refs resolved, compared with what stands, changed
 * ones closed, then inserted. Set-based: a round trip a step, not a row.
 */
import type { Problem } from '@yipan/kernel/errors';
import type { Pack } from '@yipan/kernel/pack';
import type { EntryValues, Field, FieldValue, Register } from '@yipan/kernel/register';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { type Change, NothingToDo, summarise } from '../change/writer.js';
import type { Executor } from '../connection/transaction.js';
import { standing } from './as-of.js';
import { columnsOf, fromRow, type Row, tableOf, toRow } from './columns.js';

/** A checked row of a file: canonical values, refs still by key. */
export interface IncomingRow {
  /** Row in the file, from 1 with the header. */
  readonly row: number;
  readonly values: EntryValues;
}

export interface ChangedEntry {
  readonly row: number;
  readonly recordId: string;
  readonly fields: readonly { field: string; old: FieldValue; new: FieldValue }[];
}

export interface ImportOutcome {
  readonly seq: number | null;
  readonly added: number;
  readonly unchanged: number;
  readonly changed: readonly ChangedEntry[];
  /** Rows refused; when there are any, nothing was written. */
  readonly problems: readonly Problem[];
}

/** Where a problem of a row stands in the file. */
export type Locate = (row: number, field: string) => { file: string; line: number; column: number };

/** Thrown inside the transaction so that a refused file leaves nothing behind. */
export class RowsRefused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('rows refused');
  }
}

/** Rows a statement inserts; keeps parameters and memory small. */
const CHUNK = 2000;

/** Key text of a ref's target → entry id, for all targets that stand. */
async function targetIds(
  executor: Executor,
  pack: Pack,
  change: Change,
  field: Field,
): Promise<Map<string, string>> {
  const target = pack.registers.get(field.register!)!;
  const { rows } = await sql<{ key: string; id: string }>`
    select ${sql.ref(`t.${target.key[0]!}`)}::text as key, t.entry_id as id
    from ${tableOf(target)} as t
    where t.region_code = ${change.region} and ${standing('t', change.seq)}`.execute(executor);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

async function resolveRefs(
  executor: Executor,
  pack: Pack,
  register: Register,
  change: Change,
  rows: readonly IncomingRow[],
  locate: Locate,
): Promise<{ resolved: Row[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const resolved = rows.map((row): Record<string, FieldValue> => ({ ...row.values }));
  for (const field of register.fields.filter((f) => f.type === 'ref')) {
    if (!rows.some((row) => row.values[field.id] != null)) continue;
    const ids = await targetIds(executor, pack, change, field);
    // A file may refer to its own rows: parents of 打包项目, actions of a plan.
    const own = field.register === register.id ? selfIds(register, rows, ids) : undefined;
    rows.forEach((row, i) => {
      const key = row.values[field.id];
      if (typeof key !== 'string') return;
      const id = ids.get(key) ?? own?.get(key);
      if (id) {
        resolved[i]![field.id] = id;
        return;
      }
      const label = pack.registers.get(field.register!)!.label;
      problems.push({
        ...locate(row.row, field.id),
        level: 'error',
        zh: `“${label.zh}”中没有“${key}”，请先导入它或改正编号`,
        en: `"${label.en}" has no "${key}"; import it first or mend the code`,
      });
    });
  }
  return { resolved, problems };
}

/** Ids given in advance to new rows that other rows of the file refer to. */
const selfGiven = new WeakMap<IncomingRow, string>();
function selfIds(register: Register, rows: readonly IncomingRow[], known: Map<string, string>) {
  const ids = new Map<string, string>();
  for (const row of rows) {
    const key = row.values[register.key[0]!];
    if (typeof key !== 'string' || known.has(key)) continue;
    const id = uuidv7();
    selfGiven.set(row, id);
    ids.set(key, id);
  }
  return ids;
}

interface Standing {
  readonly entryId: string;
  readonly values: Row;
}

const keyText = (register: Register, values: Row) =>
  JSON.stringify(register.key.map((id) => values[id] ?? null));

async function standingEntries(
  executor: Executor,
  register: Register,
  change: Change,
): Promise<Map<string, Standing>> {
  const { rows } = await sql<Record<string, string | boolean | null>>`
    select * from ${tableOf(register)} as e
    where e.region_code = ${change.region} and ${standing('e', change.seq)}`.execute(executor);
  return new Map(
    rows.map((row) => {
      const values = fromRow(register, row);
      return [keyText(register, values), { entryId: String(row.entry_id), values }];
    }),
  );
}

function differences(register: Register, before: Row, after: Row) {
  return register.fields
    .filter((field) => (before[field.id] ?? null) !== (after[field.id] ?? null))
    .map(({ id }) => ({ field: id, old: before[id] ?? null, new: after[id] ?? null }));
}

interface Version {
  readonly entryId: string;
  readonly row: number;
  readonly values: Row;
}

async function insertVersions(
  executor: Executor,
  pack: Pack,
  register: Register,
  change: Change,
  versions: readonly Version[],
): Promise<void> {
  const offices = new Map(pack.offices.map((office) => [office.id, office.path]));
  const columns = register.fields.flatMap(columnsOf);
  for (let start = 0; start < versions.length; start += CHUNK) {
    const chunk = versions.slice(start, start + CHUNK);
    const records = chunk.map((version) => toRow(register, version.values));
    // One array a column: unnest takes any number of rows with a fixed number of parameters.
    const arrays = columns.map(
      ({ name, type }) => sql`${records.map((record) => record[name] ?? null)}::${sql.raw(type)}[]`,
    );
    const paths = chunk.map(({ values }) => offices.get(String(values.office)) ?? '');
    const names = columns.map((column) => sql.id(column.name));
    await sql`insert into ${tableOf(register)}
        (region_code, seq, entry_id, source_row, office_path, ${sql.join(names)})
      select ${change.region}, ${change.seq}::bigint, u.* from unnest(
        ${chunk.map((version) => version.entryId)}::uuid[],
        ${chunk.map((version) => version.row)}::integer[],
        ${paths}::text[], ${sql.join(arrays)}) as u`.execute(executor);
  }
}

/** Applies checked rows as one change. Throws RowsRefused or NothingToDo, having written nothing. */
export async function importEntries(
  executor: Executor,
  pack: Pack,
  register: Register,
  change: Change,
  rows: readonly IncomingRow[],
  locate: Locate,
): Promise<ImportOutcome> {
  const { resolved, problems } = await resolveRefs(executor, pack, register, change, rows, locate);
  if (problems.length) throw new RowsRefused(problems);
  const before = await standingEntries(executor, register, change);
  const versions: Version[] = [];
  const closed: string[] = [];
  const changed: ChangedEntry[] = [];
  rows.forEach((incoming, i) => {
    const values = resolved[i]!;
    const found = before.get(keyText(register, values));
    if (!found) {
      const entryId = selfGiven.get(incoming) ?? uuidv7();
      versions.push({ entryId, row: incoming.row, values });
      return;
    }
    const fields = differences(register, found.values, values);
    if (!fields.length) return;
    closed.push(found.entryId);
    changed.push({ row: incoming.row, recordId: String(values.record_id), fields });
    versions.push({ entryId: found.entryId, row: incoming.row, values });
  });
  const unchanged = rows.length - versions.length;
  if (!versions.length) throw new NothingToDo(String(unchanged));
  // Close, then insert: in one statement two entries that swap a unique value would collide.
  await sql`update ${tableOf(register)} set superseded_seq = ${change.seq}
    where region_code = ${change.region} and superseded_seq is null
    and entry_id = any (${closed}::uuid[])`.execute(executor);
  await insertVersions(executor, pack, register, change, versions);
  const added = versions.length - closed.length;
  const counts = { register: register.id, added, changed: changed.length, unchanged };
  await summarise(executor, change, counts);
  return { seq: change.seq, added, unchanged, changed, problems: [] };
}
