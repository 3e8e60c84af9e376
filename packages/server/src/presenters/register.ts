/** Registers and entries → what the API shows. */
import type { Register } from '@yipan/kernel/register';
import type { Entry } from '@yipan/store';
import type { EntryView, RegisterView } from '../api/index.js';

export function presentRegister(register: Register, entries: number): RegisterView {
  return {
    id: register.id,
    label: register.label,
    owner: register.owner,
    description: register.description ?? null,
    disclosure: register.disclosure,
    key: [...register.key],
    title: register.title,
    datedBy: register.datedBy ?? null,
    entries,
    fields: register.fields.map((field) => ({
      id: field.id,
      label: field.label,
      type: field.type,
      required: field.required,
      unit: field.unit ?? null,
      ledgerUnit: field.ledgerUnit ?? null,
      of: field.of ? field.of.map(({ id, label }) => ({ id, label })) : null,
      register: field.register ?? null,
      common: field.common,
    })),
  };
}

export function entryTitle(register: Register, entry: Entry): string {
  const ref = entry.refs[register.title];
  return ref?.title ?? String(entry.values[register.title] ?? entry.values.record_id ?? '');
}

export function presentEntry(register: Register, entry: Entry): EntryView {
  const { id, version, officePath, values, refs } = entry;
  return { id, version, officePath, title: entryTitle(register, entry), values, refs };
}
