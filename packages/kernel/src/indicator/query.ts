/** The plan of one simple figure: plain data that the store turns into SQL. */
import type { Expression } from '../expression/index.js';
import type { Pack } from '../pack/index.js';
import { type Period, yearOf, yearToDate } from '../value/index.js';
import type { Measure, SimpleIndicator, Time } from './indicator.js';
import { dimensionPath, type Scope } from './scope.js';

/** Which entries a period takes in, ready for comparison. Dates are "YYYY-MM-DD", inclusive. */
export type Window =
  | {
      readonly kind: 'between';
      readonly field: string;
      readonly start: string;
      readonly end: string;
    }
  | {
      readonly kind: 'present';
      readonly from: string;
      readonly to?: string | undefined;
      readonly at: string;
    }
  | { readonly kind: 'equals'; readonly field: string; readonly value: string }
  | { readonly kind: 'all' };

export interface Query {
  readonly register: string;
  readonly measure: Measure;
  readonly where?: Expression | undefined;
  readonly window: Window;
  readonly period: Period;
  readonly region: string;
  /** Office path whose subtree counts; absent = all. */
  readonly officePath?: string | undefined;
  /** Dotted path → stored value. */
  readonly equals: Readonly<Record<string, string>>;
}

/** The window of a period: a flow of a day is the year up to it, a stock is what stands at its end. */
function windowOf(time: Time, period: Period): Window {
  switch (time.kind) {
    case 'flow': {
      const { start, end } = period.kind === 'day' ? yearToDate(period) : period;
      return { kind: 'between', field: time.field, start, end };
    }
    case 'stock':
      return { kind: 'present', from: time.from, to: time.to, at: period.end };
    case 'list':
      return { kind: 'equals', field: time.field, value: String(yearOf(period)) };
    case 'period':
      return { kind: 'equals', field: time.field, value: period.id };
    case 'attribute':
      return { kind: 'all' };
  }
}

/** The query of a simple indicator; undefined where its register knows no such dimension. */
export function queryOf(
  indicator: SimpleIndicator,
  scope: Scope,
  period: Period,
  pack: Pack,
): Query | undefined {
  const register = pack.registers.get(indicator.register)!;
  const equals: Record<string, string> = {};
  for (const [field, value] of Object.entries(scope.dimensions)) {
    const path = dimensionPath(register, field, pack);
    if (!path) return undefined;
    equals[path] = value;
  }
  return {
    register: register.id,
    measure: indicator.measure,
    where: indicator.where,
    window: windowOf(indicator.time, period),
    period,
    region: scope.region,
    officePath: pack.offices.find((office) => office.id === scope.office)?.path,
    equals,
  };
}
