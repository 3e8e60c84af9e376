/** What an expression over a register may name: its own fields, and one step through a ref. */
import type { FieldShape, Shape } from '../expression/index.js';
import { type Field, fieldOf, isNumeric, type Register } from '../register/index.js';

type Registers = ReadonlyMap<string, Register>;

/** The field at a dotted path of a register: own, or one step through a ref. */
export function fieldAt(
  register: Register,
  path: readonly string[],
  registers: Registers,
): Field | undefined {
  const own = fieldOf(register, path[0] ?? '');
  if (path.length === 1) return own;
  if (path.length !== 2 || own?.type !== 'ref') return undefined;
  const target = registers.get(own.register ?? '');
  return target && fieldOf(target, path[1]!);
}

function shapeOfField(field: Field): FieldShape {
  if (isNumeric(field)) return { type: 'number' };
  if (field.type === 'date' || field.type === 'bool') return { type: field.type };
  return field.of ? { type: 'text', of: field.of.map((value) => value.id) } : { type: 'text' };
}

/** The shape of a register; rules see own fields only, indicators also refs and the period. */
export function shapeOf(
  register: Register,
  registers: Registers,
  reach: 'own' | 'refs' | 'refs-and-period',
): Shape {
  return {
    period: reach === 'refs-and-period',
    names: () =>
      register.fields.flatMap((field) => {
        const target = reach !== 'own' && field.type === 'ref' && registers.get(field.register!);
        return target ? [field.id, ...target.fields.map((f) => `${field.id}.${f.id}`)] : [field.id];
      }),
    field(path) {
      if (path.length > 1 && reach === 'own') return undefined;
      const field = fieldAt(register, path, registers);
      return field && shapeOfField(field);
    },
  };
}
