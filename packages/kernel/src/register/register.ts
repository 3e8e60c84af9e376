/** What a register is: checked, frozen plain data read from a pack. */
import type { Expression } from '../expression/index.js';

/** A text in both languages of the product. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

export const FIELD_TYPES = [
  'text',
  'int',
  'decimal',
  'quantity',
  'date',
  'bool',
  'enum',
  'ref',
  'project_code',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export interface EnumValue {
  readonly id: string;
  readonly label: Label;
}

export interface Field {
  readonly id: string;
  readonly type: FieldType;
  readonly label: Label;
  /** Header words that offices print for it, beside the label. */
  readonly aliases: readonly string[];
  readonly required: boolean;
  /** Stored unit of a quantity (base unit) or printed unit of a number. */
  readonly unit?: string | undefined;
  /** Unit of the ledger's own column (万元): import under the label and display use it. */
  readonly ledgerUnit?: string | undefined;
  readonly of?: readonly EnumValue[] | undefined;
  /** Target of a ref. */
  readonly register?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** One of the fields every register has. */
  readonly common: boolean;
  readonly description?: Label | undefined;
}

export interface Rule {
  readonly id: string;
  readonly when?: Expression | undefined;
  readonly require: Expression;
  readonly level: 'error' | 'warn';
  readonly say: Label;
}

export const DISCLOSURES = ['主动公开', '依申请公开', '不予公开'] as const;
export type Disclosure = (typeof DISCLOSURES)[number];

export interface Register {
  readonly id: string;
  readonly label: Label;
  readonly owner: string;
  /** Fields whose values tell one entry from another at import. */
  readonly key: readonly string[];
  /** Field shown as an entry's title. */
  readonly title: string;
  readonly datedBy?: string | undefined;
  readonly fields: readonly Field[];
  readonly rules: readonly Rule[];
  readonly disclosure: Disclosure;
  readonly sensitivity?: 'aggregate' | undefined;
  readonly description?: Label | undefined;
}

/** Values as kept, sent and hashed: decimals and dates as text, so that no JSON reader bends them. */
export type FieldValue = string | boolean | null;
export type EntryValues = Readonly<Record<string, FieldValue>>;

export function fieldOf(register: Register, id: string): Field | undefined {
  return register.fields.find((field) => field.id === id);
}

/** Is the stored value a number? */
export function isNumeric(field: Field): boolean {
  return field.type === 'int' || field.type === 'decimal' || field.type === 'quantity';
}
