/** Registers: which there are, a page of entries, one entry with its history. */
import { YipanError } from '@yipan/kernel/errors';
import type { Actor } from '@yipan/kernel/policy';
import { type FieldValue, isNumeric, type Register } from '@yipan/kernel/register';
import { countEntries, type EntryVersion, entryHistory, listEntries } from '@yipan/store';
import type { EntryDetail, EntryPage, RegisterView } from '../api/index.js';
import type { Counter, Sitting } from '../counter.js';
import { presentEntry, presentRegister } from '../presenters/register.js';

export function listRegisters(
  counter: Counter,
  actor: Actor,
  asOf?: string,
): Promise<RegisterView[]> {
  return counter.sit(actor, asOf, async ({ executor, pack, seq }) => {
    const counts = await countEntries(executor, pack, seq);
    return [...pack.registers.values()].map((r) => presentRegister(r, counts.get(r.id) ?? 0));
  });
}

export interface EntriesAsked {
  readonly asOf?: string | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly search?: string | undefined;
  readonly sort?: string | undefined;
  readonly desc?: boolean | undefined;
  /** Field → value as users write it; other query keys are no fields and are refused. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Filters by stored values; an enum may be named by its label, a ref by its record number. */
async function equals(sitting: Sitting, register: Register, fields: EntriesAsked['fields']) {
  const found: Record<string, string> = {};
  for (const [id, value] of Object.entries(fields)) {
    const field = register.fields.find((f) => f.id === id);
    if (!field) throw new YipanError('bad-request', { reason: `${register.id} 没有字段 ${id}` });
    if (field.type === 'ref') found[id] = (await refId(sitting, field.register!, value)) ?? value;
    else found[id] = field.of?.find((v) => v.label.zh === value)?.id ?? value;
    if (isNumeric(field) && !/^-?[\d.]+$/.test(value)) {
      throw new YipanError('bad-request', { reason: `${id}=${value}` });
    }
  }
  return found;
}

async function refId({ executor, pack, seq }: Sitting, target: string, key: string) {
  const register = pack.registers.get(target)!;
  const filter = { equals: { [register.key[0]!]: key }, limit: 1 };
  return (await listEntries(executor, pack, register, seq, filter)).entries[0]?.id;
}

export function pageEntries(
  counter: Counter,
  actor: Actor,
  id: string,
  asked: EntriesAsked,
): Promise<EntryPage> {
  return counter.sit(actor, asked.asOf, async (sitting) => {
    const { executor, pack, seq } = sitting;
    const register = counter.register(pack, id);
    const page = await listEntries(executor, pack, register, seq, {
      search: asked.search,
      equals: await equals(sitting, register, asked.fields),
      sort: asked.sort ? { field: asked.sort, descending: asked.desc ?? false } : undefined,
      limit: asked.limit,
      offset: asked.offset,
    });
    return {
      total: page.total,
      entries: page.entries.map((entry) => presentEntry(register, entry)),
    };
  });
}

function changesBetween(register: Register, before: EntryVersion | undefined, now: EntryVersion) {
  if (!before) return [];
  return register.fields.flatMap(({ id }) => {
    const value = (version: EntryVersion): FieldValue => version.values[id] ?? null;
    const [old, fresh] = [value(before), value(now)];
    return old === fresh ? [] : [{ field: id, old, new: fresh }];
  });
}

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

async function relatedTo(sitting: Sitting, register: Register, entryId: string) {
  const { executor, pack, seq } = sitting;
  const related: EntryDetail['related'] = [];
  for (const other of pack.registers.values()) {
    for (const field of other.fields) {
      if (field.type !== 'ref' || field.register !== register.id) continue;
      const filter = { equals: { [field.id]: entryId }, limit: 1 };
      const { total } = await listEntries(executor, pack, other, seq, filter);
      if (total) related.push({ register: other.id, label: other.label, field: field.id, total });
    }
  }
  return related;
}

export function showEntry(
  counter: Counter,
  actor: Actor,
  registerId: string,
  entryId: string,
  asOf?: string,
): Promise<EntryDetail> {
  return counter.sit(actor, asOf, async (sitting) => {
    const { executor, pack, seq } = sitting;
    const register = counter.register(pack, registerId);
    const known = /^[0-9a-f-]{36}$/.test(entryId);
    const versions = known ? await entryHistory(executor, pack, register, seq, entryId) : [];
    const latest = versions[0];
    if (!latest) {
      throw new YipanError('unknown-entry', { register: registerId, entry: entryId });
    }
    return {
      register: presentRegister(register, 0),
      entry: presentEntry(register, latest),
      history: versions.map((version, i) => ({
        version: version.version,
        recordedAt: version.recordedAt,
        actor: version.actor,
        reason: version.reason,
        file: textOrNull(version.source.file),
        evidence: textOrNull(version.source.sha256),
        row: version.sourceRow,
        changes: changesBetween(register, versions[i + 1], version),
      })),
      related: await relatedTo(sitting, register, entryId),
    };
  });
}

/** Every standing entry of a register, for an export. */
export function allEntries(counter: Counter, actor: Actor, id: string, asOf?: string) {
  return counter.sit(
    actor,
    asOf,
    async ({ executor, pack, seq }) => {
      const register = counter.register(pack, id);
      if (register.sensitivity === 'aggregate' && !actor.roles.includes('admin')) {
        const reason = '该台账汇总后敏感，不提供整表导出';
        throw new YipanError('not-allowed', { reason });
      }
      const sort = { field: 'record_id', descending: false };
      const { entries } = await listEntries(executor, pack, register, seq, { sort });
      return { pack, register, entries };
    },
    'export',
  );
}
