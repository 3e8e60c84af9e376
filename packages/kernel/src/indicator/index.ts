// Indicators: what a figure means and how it is computed from simple readings of registers.
// The store answers the readings; nothing else in the product computes a figure.
export { type Column, type Computation, Computer, periodOf, type ReadColumn } from './compute.js';
export { formulaText } from './formula.js';
export type {
  CumulativeIndicator,
  DerivedIndicator,
  DerivedInput,
  Indicator,
  Measure,
  MeasureName,
  RatioIndicator,
  SimpleIndicator,
  Time,
} from './indicator.js';
export { type Query, queryOf, type Window } from './query.js';
export { dimensionPath, parseScope, type Scope, scopeText } from './scope.js';
