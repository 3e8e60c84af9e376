/** How a field lies in its register's table. A date takes two columns: its first and last day. */
import { type Field, isNumeric, type Register } from '@yipan/kernel/register';
import { dateText, parseDate } from '@yipan/kernel/value';
import { type RawBuilder, sql } from 'kysely';

export interface Column {
  readonly name: string;
  readonly type: 'text' | 'numeric' | 'date' | 'boolean' | 'uuid';
}

/** The last-day column of a date field. */
export const endColumn = (field: string) => `${field}_end`;

function columnType(field: Field): Column['type'] {
  if (isNumeric(field)) return 'numeric';
  if (field.type === 'bool') return 'boolean';
  if (field.type === 'ref') return 'uuid';
  return field.type === 'date' ? 'date' : 'text';
}

export function columnsOf(field: Field): readonly Column[] {
  const type = columnType(field);
  const first = { name: field.id, type };
  return field.type === 'date' ? [first, { name: endColumn(field.id), type }] : [first];
}

/** The register's table, quoted: register.projects. */
export function tableOf(register: Pick<Register, 'id'>): RawBuilder<unknown> {
  return sql`${sql.id('register', register.id)}`;
}

export type Row = Readonly<Record<string, string | boolean | null>>;

/** Canonical values → column values; refs must already be entry ids. */
export function toRow(register: Register, values: Row): Record<string, string | boolean | null> {
  const row: Record<string, string | boolean | null> = {};
  for (const field of register.fields) {
    const value = values[field.id] ?? null;
    if (field.type !== 'date') {
      row[field.id] = value;
      continue;
    }
    const date = typeof value === 'string' ? parseDate(value) : undefined;
    row[field.id] = date?.start ?? null;
    row[endColumn(field.id)] = date?.end ?? null;
  }
  return row;
}

/** Column values → canonical values; a number loses the zeros that numeric keeps (1.50 → 1.5). */
export function fromRow(register: Register, row: Row): Record<string, string | boolean | null> {
  const values: Record<string, string | boolean | null> = {};
  for (const field of register.fields) {
    const value = row[field.id] ?? null;
    if (value === null || typeof value === 'boolean') values[field.id] = value;
    else if (field.type === 'date') {
      values[field.id] = dateText(value, String(row[endColumn(field.id)]));
    } else values[field.id] = isNumeric(field) ? trimZeros(value) : value;
  }
  return values;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
