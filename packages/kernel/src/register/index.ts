// Registers: typed collections of entries as a pack declares them; what a cell may hold, and
// which rules an entry breaks. Reading files is the server's, keeping entries the store's.
export { type Cell, parseCell } from './cell.js';
export { COMMON_FIELDS, ORIGINS } from './common-fields.js';
export { brokenRules, expressionValue } from './entry.js';
export { nearest } from './nearest.js';
export {
  DISCLOSURES,
  type Disclosure,
  type EntryValues,
  type EnumValue,
  FIELD_TYPES,
  type Field,
  type FieldType,
  type FieldValue,
  fieldOf,
  isNumeric,
  type Label,
  type Register,
  type Rule,
} from './register.js';
