/**
 * How a figure is printed: scale, digits, and the approximator that an indicator declares
 * (320余万吨, 130余千米, 近300场, 25.95万亩以上). Printing only ever says what is true of the value.
 * Source: GB/T 15835—2011 §4.1; the bounds are those of proof's verdicts.
 */
import { type Decimal, decimal, parseDecimal, plain, roundHalfUp } from './decimal.js';
import { SCALES } from './unit.js';

/** 余: before the scale (320余万); 后余: after it (1.6万余); 近, 超, 以上 as they stand. */
export const PRINT_STYLES = ['exact', '余', '后余', '近', '超', '以上'] as const;
export type PrintStyle = (typeof PRINT_STYLES)[number];

export interface PrintFormat {
  /** 万 or 亿; absent prints plain units. */
  readonly scale?: string | undefined;
  /** Decimals at that scale; absent keeps all that the value has (at most 4). */
  readonly digits?: number | undefined;
  readonly style?: PrintStyle | undefined;
  /** What an approximator rounds to, in the scaled unit (10 prints 324.3万 as 320余万). */
  readonly step?: string | undefined;
}

const DIGITS_MAX = 4;

function stepped(value: Decimal, step: Decimal, up: boolean): Decimal {
  const steps = value.div(step);
  return (up ? steps.ceil() : steps.floor()).mul(step);
}

/** A value in `unit` as a report would print it. */
export function printValue(value: Decimal, unit: string, format: PrintFormat = {}): string {
  const scale = format.scale ?? '';
  const scaled = value.div(SCALES.get(scale) ?? 1);
  const style = format.style ?? 'exact';
  if (style === 'exact') {
    const text =
      format.digits === undefined
        ? plain(roundHalfUp(scaled, DIGITS_MAX))
        : roundHalfUp(scaled, format.digits).toFixed(format.digits);
    return `${text}${scale}${unit}`;
  }
  const step = parseDecimal(format.step ?? '') ?? decimal(10).pow(-(format.digits ?? 0));
  const rounded = stepped(scaled, step, style === '近');
  const text = format.digits === undefined ? plain(rounded) : rounded.toFixed(format.digits);
  // 余 and 超 say "more than", 近 "less than": on the step itself the plain number is the truth.
  if (style !== '以上' && rounded.eq(scaled)) return `${text}${scale}${unit}`;
  switch (style) {
    case '余':
      return `${text}余${scale}${unit}`;
    case '后余':
      return `${text}${scale}余${unit}`;
    case '近':
      return `近${text}${scale}${unit}`;
    case '超':
      return `超${text}${scale}${unit}`;
    case '以上':
      return `${text}${scale}${unit}以上`;
  }
}
