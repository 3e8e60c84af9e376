/**
 * Units as Chinese statistics print them. A unit has a dimension and a factor to that dimension's
 * base unit; scales (十 百 千 万 亿) multiply any unit but the SI ones that carry their own prefix.
 * Sources: GB 3100—93 (units), GB/T 15835—2011 (numbers in print).
 */
import { type Decimal, decimal } from './decimal.js';

export interface Unit {
  /** As printed: 元, 公里, 个. */
  readonly name: string;
  /** What it measures; two units convert only within one dimension. A classifier is its own. */
  readonly dimension: string;
  /** How many base units of the dimension one unit is. */
  readonly factor: Decimal;
}

/** Scales in rising order; the value of one is its multiplier. */
export const SCALES: ReadonlyMap<string, Decimal> = new Map([
  ['十', decimal(10)],
  ['百', decimal(100)],
  ['千', decimal(1000)],
  ['万', decimal(10_000)],
  ['亿', decimal(100_000_000)],
]);

/** dimension → [unit, factor]; the first of each is its base unit. */
const DIMENSIONS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  money: [
    ['元', '1'],
    ['角', '0.1'],
    ['分', '0.01'],
  ],
  dollar: [['美元', '1']],
  length: [
    ['米', '1'],
    ['毫米', '0.001'],
    ['厘米', '0.01'],
    ['千米', '1000'],
    ['公里', '1000'],
    ['里', '500'],
  ],
  // 1 亩 = 10000/15 平方米 is no finite decimal: 亩 and 公顷 convert, 亩 and 平方米 do not.
  field: [
    ['亩', '1'],
    ['公顷', '15'],
  ],
  area: [
    ['平方米', '1'],
    ['平方千米', '1000000'],
    ['平方公里', '1000000'],
  ],
  mass: [
    ['公斤', '1'],
    ['千克', '1'],
    ['克', '0.001'],
    ['斤', '0.5'],
    ['吨', '1000'],
  ],
  coal: [['吨标准煤', '1']],
  volume: [
    ['立方米', '1'],
    ['方', '1'],
    ['升', '0.001'],
  ],
  power: [
    ['千瓦', '1'],
    ['瓦', '0.001'],
    ['兆瓦', '1000'],
    ['吉瓦', '1000000'],
  ],
  energy: [
    ['千瓦时', '1'],
    ['度', '1'],
    ['兆瓦时', '1000'],
  ],
  share: [
    ['%', '1'],
    ['‰', '0.1'],
  ],
  points: [['百分点', '1']],
  multiple: [
    ['倍', '1'],
    ['番', '1'],
  ],
};

const UNITS: ReadonlyMap<string, Unit> = new Map(
  Object.entries(DIMENSIONS).flatMap(([dimension, units]) =>
    units.map(([name, factor]) => [name, { name, dimension, factor: decimal(factor) }] as const),
  ),
);

/** The unit of that name; a name not in the table is a classifier (个, 家, 亩次): its own dimension. */
export function unit(name: string): Unit {
  return UNITS.get(name) ?? { name, dimension: `count:${name}`, factor: decimal(1) };
}

/** Names of all units that measure something (classifiers are open-ended and not listed). */
export function measuredUnits(): readonly string[] {
  return [...UNITS.keys()];
}

/** Can a number in `from` be said in `to`? */
export function convertible(from: string, to: string): boolean {
  return unit(from).dimension === unit(to).dimension;
}

/** The same amount in another unit of the dimension; throws when the dimensions differ. */
export function convert(value: Decimal, from: string, to: string): Decimal {
  if (from === to) return value;
  const [a, b] = [unit(from), unit(to)];
  if (a.dimension !== b.dimension) throw new Error(`${from} does not convert to ${to}`);
  return value.mul(a.factor).div(b.factor);
}

/** A unit with its scale, as a header prints it: 万元 → 10000 × 元. */
export interface ScaledUnit {
  readonly scale: Decimal;
  readonly unit: string;
}

/** Reads 万元, 亿公斤, 万亩, 亿元, 兆瓦, 千米: the scale characters first, the unit after them. */
export function parseScaledUnit(text: string): ScaledUnit {
  let scale = decimal(1);
  let rest = text.trim();
  while (rest && !UNITS.has(rest)) {
    const next = SCALES.get(rest[0]!);
    if (!next) break;
    scale = scale.mul(next);
    rest = rest.slice(1);
  }
  return { scale, unit: rest };
}
