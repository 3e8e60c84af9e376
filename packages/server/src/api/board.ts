import { type Static, Type } from 'typebox';
import { Label, Nullable, PeriodView } from './common.js';
import { FigureView } from './figures.js';

const LightName = Type.Union([
  Type.Literal('green'),
  Type.Literal('amber'),
  Type.Literal('red'),
  /** 未报: the month has no report of this piece. */
  Type.Literal('none'),
]);

const Choice = Type.Object({ id: Type.String(), label: Label });

/** Where a piece stood in one month: indexes into `columns` and `reasons`. */
const Step = Type.Object({
  column: Type.Integer(),
  light: LightName,
  /** Index into `reasons`; -1 = none. */
  reason: Type.Integer(),
});

export const Piece = Type.Object({
  /** Entry id of the project. */
  id: Type.String(),
  recordId: Type.String(),
  title: Type.String(),
  /** Index into `rows`; -1 = the source does not say. */
  row: Type.Integer(),
  /** 元; null = not stated. */
  size: Nullable(Type.String()),
  office: Type.String(),
  origin: Nullable(Type.String()),
  /** One a month of `months`; null = not on the board yet. */
  track: Type.Array(Nullable(Step)),
});
export type Piece = Static<typeof Piece>;

/** domains × stages, every month of the year: the page plays it without asking again. */
export const StonesView = Type.Object({
  register: Type.String(),
  pieceRegister: Type.String(),
  rows: Type.Array(Choice),
  columns: Type.Array(Choice),
  months: Type.Array(Type.Object({ id: Type.String(), label: Label })),
  reasons: Type.Array(Label),
  pieces: Type.Array(Piece),
});
export type StonesView = Static<typeof StonesView>;

const EntryLink = Type.Object({
  register: Type.String(),
  entry: Type.String(),
  title: Type.String(),
  /** 2025, 2025-03 or 2025-03-15, as precise as the source; null = not stated. */
  date: Nullable(Type.String()),
  origin: Nullable(Type.String()),
});
export type EntryLink = Static<typeof EntryLink>;

export const BoardView = Type.Object({
  id: Type.String(),
  label: Label,
  period: PeriodView,
  headline: Type.Array(FigureView),
  stones: Nullable(StonesView),
  sections: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Label,
      figures: Type.Array(FigureView),
      /** Status facts: dated entries. */
      facts: Type.Array(Type.Object({ label: Label, entries: Type.Array(EntryLink) })),
    }),
  ),
  /** Next year's plan beside the running year. */
  plan: Nullable(
    Type.Object({
      year: Type.Integer(),
      register: Type.String(),
      actions: Type.Array(EntryLink),
      items: Type.Array(EntryLink),
    }),
  ),
});
export type BoardView = Static<typeof BoardView>;
