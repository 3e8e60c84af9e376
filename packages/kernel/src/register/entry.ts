/** Checking one entry against its register: the rules, evaluated as the SQL would. */
import { evaluate, type Value } from '../expression/index.js';
import { decimal, parseDate } from '../value/index.js';
import { type EntryValues, type Field, isNumeric, type Register, type Rule } from './register.js';

/** A canonical value as expressions see it. */
export function expressionValue(field: Field, value: string | boolean | null): Value {
  if (value === null || typeof value === 'boolean') return value;
  if (isNumeric(field)) return decimal(value);
  if (field.type === 'date') return parseDate(value) ?? null;
  return value;
}

/** The rules that an entry breaks, in declared order. */
export function brokenRules(register: Register, values: EntryValues): readonly Rule[] {
  const fields = new Map(register.fields.map((field) => [field.id, field]));
  const read = (path: string): Value => {
    const field = fields.get(path);
    return field ? expressionValue(field, values[path] ?? null) : null;
  };
  return register.rules.filter(
    (rule) =>
      (!rule.when || evaluate(rule.when, read) === true) && evaluate(rule.require, read) !== true,
  );
}
