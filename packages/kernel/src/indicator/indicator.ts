/**
 * What an indicator is (口径卡): checked, frozen plain data. Types are MetricFlow's words: simple,
 * ratio, derived, cumulative; a cited figure is a simple one over the register of citations.
 */
import type { Expression } from '../expression/index.js';
import type { Disclosure, Label } from '../register/index.js';
import type { PrintFormat } from '../value/index.js';

export type MeasureName = 'count' | 'count_distinct' | 'sum' | 'only';

export interface Measure {
  readonly name: MeasureName;
  /** Dotted path of the field: own, or one step through a ref. Absent only for count. */
  readonly field?: string | undefined;
  /** Unit of the field's stored values. */
  readonly fieldUnit?: string | undefined;
}

/** Which entries a period takes in. A stock counts what is there at the period's end. */
export type Time =
  | { readonly kind: 'flow'; readonly field: string }
  | { readonly kind: 'stock'; readonly from: string; readonly to?: string | undefined }
  | { readonly kind: 'list'; readonly field: string }
  /** A text field that holds the id of the period itself. */
  | { readonly kind: 'period'; readonly field: string }
  | { readonly kind: 'attribute' };

interface IndicatorBase {
  readonly id: string;
  readonly label: Label;
  readonly aliases: readonly string[];
  readonly unit: string;
  /** A fixed period (the plan of 2026): the figure is always listed with it. */
  readonly period?: string | undefined;
  readonly print: PrintFormat;
  readonly better: 'higher' | 'lower' | 'none';
  readonly owner: string;
  readonly section?: string | undefined;
  readonly disclosure: Disclosure;
  readonly definition: Label;
  readonly caveat?: Label | undefined;
  readonly source?: Label | undefined;
}

export interface SimpleIndicator extends IndicatorBase {
  readonly type: 'simple';
  readonly register: string;
  readonly measure: Measure;
  readonly where?: Expression | undefined;
  readonly time: Time;
  /** Taken from another body's document: shown with it, never computed. */
  readonly cited: boolean;
}

export interface RatioIndicator extends IndicatorBase {
  readonly type: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
}

export interface DerivedInput {
  readonly name: string;
  readonly indicator: string;
  readonly yearsBefore: number;
}

export interface DerivedIndicator extends IndicatorBase {
  readonly type: 'derived';
  readonly inputs: readonly DerivedInput[];
  readonly formula: Expression;
}

export interface CumulativeIndicator extends IndicatorBase {
  readonly type: 'cumulative';
  readonly of: string;
  readonly from: 'year' | 'start';
}

export type Indicator = SimpleIndicator | RatioIndicator | DerivedIndicator | CumulativeIndicator;
