/**
 * The one place where a figure is computed. It walks an indicator's parts, asks the store for the
 * simple ones, and keeps every step, so that a figure and its trace are the same walk.
 */
import { evaluate, type Value } from '../expression/index.js';
import type { Pack } from '../pack/index.js';
import {
  convert,
  type Decimal,
  decimal,
  type Period,
  parsePeriod,
  RATIO_DIGITS,
  yearsBefore,
  yearToDate,
} from '../value/index.js';
import type { Indicator, SimpleIndicator } from './indicator.js';
import { type Query, queryOf } from './query.js';
import type { Scope } from './scope.js';

/** Group → value; an ungrouped reading has the one group ''. Null: no data. */
export type Column = ReadonlyMap<string, Decimal | null>;

/** How the store answers a query, grouped as its caller wants. */
export type ReadColumn = (query: Query) => Promise<Column>;

/** A figure with all that it was computed from. */
export interface Computation {
  readonly indicator: Indicator;
  readonly period: Period;
  readonly scope: Scope;
  readonly values: Column;
  readonly operands: readonly Computation[];
  /** Of a simple figure: the plan that found its entries. */
  readonly query?: Query | undefined;
}

/** Multiplier from a plain quotient to the printed unit. */
function rateFactor(unit: string): number {
  return unit === '%' ? 100 : unit === '‰' ? 1000 : 1;
}

/** A rate is rounded once, to 12 decimals, from its exact parts. */
function rate(value: Decimal, unit: string): Decimal {
  return value.mul(rateFactor(unit)).toDecimalPlaces(RATIO_DIGITS);
}

/** What a group without any entry is: nothing was counted, or nothing is known. */
function absent(indicator: Indicator): Decimal | null {
  return indicator.type === 'simple' && indicator.measure.name.startsWith('count')
    ? decimal(0)
    : null;
}

function combine(
  operands: readonly Computation[],
  compute: (values: readonly (Decimal | null)[]) => Decimal | null,
): Column {
  const groups = new Set(operands.flatMap((operand) => [...operand.values.keys()]));
  const value = (operand: Computation, group: string) =>
    operand.values.has(group) ? operand.values.get(group)! : absent(operand.indicator);
  return new Map(
    [...groups].map((group) => [group, compute(operands.map((o) => value(o, group)))]),
  );
}

/** An indicator's own fixed period, else the one asked for. */
export function periodOf(indicator: Indicator, asked: Period): Period {
  return (indicator.period && parsePeriod(indicator.period)) || asked;
}

/** All time up to a period's end. */
function sinceStart(period: Period): Period {
  return { id: `..${period.end}`, kind: 'months', start: '0001-01-01', end: period.end };
}

/** Computes indicators of one pack over one reader. */
export class Computer {
  constructor(
    private readonly pack: Pack,
    private readonly read: ReadColumn,
  ) {}

  /** The figure and every figure below it. The id must be one of the pack's. */
  async compute(id: string, scope: Scope, asked: Period): Promise<Computation> {
    const indicator = this.pack.indicators.get(id);
    if (!indicator) throw new Error(`no indicator ${id}`);
    const period = periodOf(indicator, asked);
    const at = { indicator, period, scope };
    switch (indicator.type) {
      case 'simple':
        return { ...at, ...(await this.simple(indicator, scope, period)), operands: [] };
      case 'ratio': {
        const operands = [
          await this.compute(indicator.numerator, scope, period),
          await this.compute(indicator.denominator, scope, period),
        ];
        const values = combine(operands, ([top, bottom]) =>
          top && bottom && !bottom.isZero() ? rate(top.div(bottom), indicator.unit) : null,
        );
        return { ...at, values, operands };
      }
      case 'derived': {
        const operands: Computation[] = [];
        for (const input of indicator.inputs) {
          const then = input.yearsBefore ? yearsBefore(period, input.yearsBefore) : period;
          operands.push(await this.compute(input.indicator, scope, then));
        }
        const values = combine(operands, (found) => {
          const named = new Map<string, Value>(
            indicator.inputs.map((input, i) => [input.name, found[i]!]),
          );
          const value = evaluate(indicator.formula, (path) => named.get(path) ?? null);
          return value === null ? null : rate(value as Decimal, indicator.unit);
        });
        return { ...at, values, operands };
      }
      case 'cumulative': {
        const span = indicator.from === 'year' ? yearToDate(period) : sinceStart(period);
        const operand = await this.compute(indicator.of, scope, span);
        return { ...at, values: operand.values, operands: [operand] };
      }
    }
  }

  private async simple(indicator: SimpleIndicator, scope: Scope, period: Period) {
    const query = queryOf(indicator, scope, period, this.pack);
    if (!query) return { values: new Map([['', null]]) };
    const { fieldUnit } = indicator.measure;
    const found = await this.read(query);
    if (!fieldUnit || fieldUnit === indicator.unit) return { values: found, query };
    const values = new Map(
      [...found].map(([group, v]) => [group, v && convert(v, fieldUnit, indicator.unit)]),
    );
    return { values, query };
  }
}
