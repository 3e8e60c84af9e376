/**
 * The one table of operators. The evaluator runs it, the SQL compiler must name every entry of it,
 * and a property test holds the two equal.
 *
 * Null: a comparison with null is false, arithmetic with null is null, in logic null is false.
 * Division: rounded half-up to 20 decimals; by zero it is null.
 * Text: ordered and measured by code point.
 * Dates have a precision (2025 is a year long) and compare by what is certain:
 *   a <  b   the last day of a is before the first of b
 *   a <= b   the last day of a is not after the last of b
 *   a >  b   the first day of a is after the last of b
 *   a >= b   the first day of a is not before the first of b
 *   a == b   the same first and last day
 */
import { Decimal, decimal, type LedgerDate } from '../value/index.js';
import type { Value, ValueType } from './node.js';

interface Operator {
  readonly operands: readonly ValueType[];
  readonly result: ValueType;
  /** Runs on operands that are not null; logic sees null as false. */
  readonly apply: (a: never, b: never) => Value;
}

/** Decimals that a quotient keeps. */
export const QUOTIENT_DIGITS = 20;

const binary = <A extends ValueType>(type: A, apply: Operator['apply']): Operator => ({
  operands: [type, type],
  result: 'bool',
  apply,
});
const arithmetic = (apply: (a: Decimal, b: Decimal) => Decimal | null): Operator => ({
  operands: ['number', 'number'],
  result: 'number',
  apply: apply as Operator['apply'],
});
const numbers = (apply: (a: Decimal, b: Decimal) => boolean) =>
  binary('number', apply as Operator['apply']);
const dates = (apply: (a: LedgerDate, b: LedgerDate) => boolean) =>
  binary('date', apply as Operator['apply']);
const texts = (apply: (order: number) => boolean) =>
  binary('text', ((a: string, b: string) => apply(byCodePoint(a, b))) as Operator['apply']);
const logic = (apply: (a: boolean, b: boolean) => boolean): Operator => ({
  operands: ['bool', 'bool'],
  result: 'bool',
  apply: apply as Operator['apply'],
});
const search = (apply: (a: string, b: string) => boolean): Operator => ({
  operands: ['text', 'text'],
  result: 'bool',
  apply: apply as Operator['apply'],
});

/** Negative, zero or positive by code point; `<` on strings would compare UTF-16 units. */
function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
    if (difference) return difference;
  }
  return x.length - y.length;
}

function divide(a: Decimal, b: Decimal): Decimal | null {
  return b.isZero() ? null : a.div(b).toDecimalPlaces(QUOTIENT_DIGITS, Decimal.ROUND_HALF_UP);
}

const sameDate = (a: LedgerDate, b: LedgerDate) => a.start === b.start && a.end === b.end;

export const OPERATORS = {
  'number ==': numbers((a, b) => a.eq(b)),
  'number !=': numbers((a, b) => !a.eq(b)),
  'number <': numbers((a, b) => a.lt(b)),
  'number <=': numbers((a, b) => a.lte(b)),
  'number >': numbers((a, b) => a.gt(b)),
  'number >=': numbers((a, b) => a.gte(b)),
  'text ==': texts((order) => order === 0),
  'text !=': texts((order) => order !== 0),
  'text <': texts((order) => order < 0),
  'text <=': texts((order) => order <= 0),
  'text >': texts((order) => order > 0),
  'text >=': texts((order) => order >= 0),
  'date ==': dates(sameDate),
  'date !=': dates((a, b) => !sameDate(a, b)),
  'date <': dates((a, b) => a.end < b.start),
  'date <=': dates((a, b) => a.end <= b.end),
  'date >': dates((a, b) => a.start > b.end),
  'date >=': dates((a, b) => a.start >= b.start),
  'bool ==': logic((a, b) => a === b),
  'bool !=': logic((a, b) => a !== b),
  '&&': logic((a, b) => a && b),
  '||': logic((a, b) => a || b),
  '!': { operands: ['bool'], result: 'bool', apply: ((a: boolean) => !a) as Operator['apply'] },
  '+': arithmetic((a, b) => a.add(b)),
  '-': arithmetic((a, b) => a.sub(b)),
  '*': arithmetic((a, b) => a.mul(b)),
  '/': arithmetic(divide),
  negate: {
    operands: ['number'],
    result: 'number',
    apply: ((a: Decimal) => a.neg()) as Operator['apply'],
  },
  startsWith: search((a, b) => a.startsWith(b)),
  endsWith: search((a, b) => a.endsWith(b)),
  contains: search((a, b) => a.includes(b)),
  size: {
    operands: ['text'],
    result: 'number',
    apply: ((a: string) => decimal([...a].length)) as Operator['apply'],
  },
  year: {
    operands: ['date'],
    result: 'number',
    apply: ((a: LedgerDate) => decimal(a.start.slice(0, 4))) as Operator['apply'],
  },
} as const satisfies Readonly<Record<string, Operator>>;

export type OperatorName = keyof typeof OPERATORS;

/** Operators whose null operands count as false instead of making the result null or false. */
export const LOGIC: ReadonlySet<OperatorName> = new Set(['&&', '||', '!', 'bool ==', 'bool !=']);

export function operator(name: OperatorName): Operator {
  return OPERATORS[name];
}
