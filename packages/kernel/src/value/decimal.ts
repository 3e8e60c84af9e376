/** Exact decimals: every value in Yipan is one; binary floats never hold a value. */
import { Decimal as Base } from 'decimal.js';

/** Precision 40, half-up for display: an isolated clone, so no other user of the library sees it. */
export const Decimal = Base.clone({
  precision: 40,
  rounding: Base.ROUND_HALF_UP,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = Base;

const PLAIN = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** Decimals after the point that a stored or published ratio carries. */
export const RATIO_DIGITS = 12;

/** Reads a plain decimal ("-12.50"); undefined when the text is anything else (no exponents). */
export function parseDecimal(text: string): Decimal | undefined {
  const trimmed = text.trim();
  return PLAIN.test(trimmed) ? new Decimal(trimmed) : undefined;
}

/** A decimal from text known to be plain; throws on anything else, which is a bug of the caller. */
export function decimal(text: string | number | Decimal): Decimal {
  if (typeof text !== 'string') return new Decimal(text);
  const value = parseDecimal(text);
  if (!value) throw new Error(`not a plain decimal: ${JSON.stringify(text)}`);
  return value;
}

/** The plain text of a value: no exponent, no trailing zeros, no "-0". */
export function plain(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** value rounded half-up at `digits` decimals; negative digits round to tens, hundreds … */
export function roundHalfUp(value: Decimal, digits: number): Decimal {
  if (digits >= 0) return value.toDecimalPlaces(digits, Decimal.ROUND_HALF_UP);
  const step = new Decimal(10).pow(-digits);
  return value.div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).mul(step);
}

/** numerator ÷ denominator, rounded once to 12 decimals; undefined over zero. */
export function quotient(numerator: Decimal, denominator: Decimal): Decimal | undefined {
  if (denominator.isZero()) return undefined;
  return numerator.div(denominator).toDecimalPlaces(RATIO_DIGITS, Decimal.ROUND_HALF_UP);
}
