/** Computations → what the API shows. */
import { type Computation, scopeText } from '@yipan/kernel/indicator';
import { type Decimal, plain, printValue } from '@yipan/kernel/value';
import type { FigureView } from '../api/index.js';

/** As printed; 待录入 for a citation that nobody has entered yet. */
export function shownValue(computation: Computation, value: Decimal | null): string {
  const { indicator } = computation;
  if (value) return printValue(value, indicator.unit, indicator.print);
  return indicator.type === 'simple' && indicator.cited ? '待录入' : '暂无数据';
}

export const ungrouped = (computation: Computation): Decimal | null =>
  computation.values.get('') ?? null;

const text = (value: Decimal | null) => (value ? plain(value) : null);

export function presentFigure(computation: Computation, asOf: string | null): FigureView {
  const { indicator, period, scope, operands } = computation;
  const value = ungrouped(computation);
  const parts =
    indicator.type === 'ratio'
      ? { numerator: text(ungrouped(operands[0]!)), denominator: text(ungrouped(operands[1]!)) }
      : {};
  return {
    indicator: indicator.id,
    name: indicator.label.zh,
    nameEn: indicator.label.en,
    period: period.id,
    scope: scopeText(scope),
    value: text(value),
    unit: indicator.unit,
    shown: shownValue(computation, value),
    ...parts,
    cited: indicator.type === 'simple' && indicator.cited,
    asOf,
  };
}
