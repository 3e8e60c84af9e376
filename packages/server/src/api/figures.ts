import { type Static, Type } from 'typebox';
import { Label, Nullable, PeriodView } from './common.js';

/** One figure (contract, DESIGN §9). `value` is a plain decimal in `unit`; null = no data. */
export const FigureView = Type.Object({
  indicator: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  period: Type.String(),
  scope: Type.String(),
  value: Nullable(Type.String()),
  unit: Type.String(),
  /** As a report prints it; 待录入 or 暂无数据 where there is no value. */
  shown: Type.String(),
  numerator: Type.Optional(Nullable(Type.String())),
  denominator: Type.Optional(Nullable(Type.String())),
  cited: Type.Boolean(),
  asOf: Nullable(Type.String()),
});
export type FigureView = Static<typeof FigureView>;

/** One bar of a break-down; `shown` as printed. */
export const Slice = Type.Object({
  id: Type.String(),
  label: Type.String(),
  value: Nullable(Type.String()),
  shown: Type.String(),
});
export type Slice = Static<typeof Slice>;

/** A figure's page: 口径卡, parts, months, offices. */
export const FigureDetail = Type.Object({
  figure: FigureView,
  label: Label,
  aliases: Type.Array(Type.String()),
  type: Type.String({ description: 'simple | ratio | derived | cumulative' }),
  definition: Label,
  caveat: Nullable(Label),
  source: Nullable(Label),
  owner: Type.String(),
  disclosure: Type.String(),
  better: Type.String(),
  formula: Type.String(),
  period: PeriodView,
  register: Nullable(Type.Object({ id: Type.String(), label: Label })),
  /** Numerator and denominator of a ratio, inputs of a derived figure. */
  operands: Type.Array(FigureView),
  /** 当月 beside 累计, and the same month of last year; empty where months mean nothing. */
  months: Type.Array(Type.Object({ month: Slice, toDate: Slice, lastYear: Slice })),
  /** By reporting office in the official order; only offices that have a value. */
  offices: Type.Array(Slice),
  /** The citations behind a cited figure are entries; others list what was summed or counted. */
  entryTotal: Type.Integer(),
});
export type FigureDetail = Static<typeof FigureDetail>;

export const ContributionView = Type.Object({
  register: Type.String(),
  registerLabel: Label,
  entry: Type.String(),
  recordId: Type.String(),
  title: Type.String(),
  version: Type.Integer(),
  office: Type.String(),
  origin: Nullable(Type.String()),
  contribution: Nullable(Type.String()),
  unit: Type.String(),
});
export type ContributionView = Static<typeof ContributionView>;

export const ContributionPage = Type.Object({
  total: Type.Integer(),
  rows: Type.Array(ContributionView),
});
export type ContributionPage = Static<typeof ContributionPage>;

/** A trace (contract, DESIGN §9): formula → operands → every entry with what it adds. */
export interface TraceView {
  readonly indicator: string;
  readonly name: string;
  readonly period: string;
  readonly scope: string;
  readonly value: string | null;
  readonly unit: string;
  readonly formula: string;
  readonly operands: readonly TraceView[];
  readonly entries: {
    readonly total: number;
    readonly rows: readonly {
      register: string;
      entry: string;
      recordId: string;
      title: string;
      version: number;
      contribution: string | null;
    }[];
  };
}
export const TraceView = Type.Unsafe<TraceView>(
  Type.Object({
    indicator: Type.String(),
    name: Type.String(),
    period: Type.String(),
    scope: Type.String(),
    value: Nullable(Type.String()),
    unit: Type.String(),
    formula: Type.String(),
    operands: Type.Array(Type.Object({}, { description: 'traces of the same shape' })),
    entries: Type.Object({
      total: Type.Integer(),
      rows: Type.Array(
        Type.Object({
          register: Type.String(),
          entry: Type.String(),
          recordId: Type.String(),
          title: Type.String(),
          version: Type.Integer(),
          contribution: Nullable(Type.String()),
        }),
      ),
    }),
  }),
);
