import { type Static, Type } from 'typebox';

export const Label = Type.Object({ zh: Type.String(), en: Type.String() });
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

/** `asOf`: ISO 8601 instant or a date (its end in the region's time zone); absent = now. */
export const When = Type.Object({
  asOf: Type.Optional(Type.String({ description: 'as known at: 2025-06-30 or an ISO instant' })),
});
export const PeriodAndScope = Type.Object({
  period: Type.Optional(
    Type.String({ description: '2025 · 2025-H1 · 2025-Q3 · 2025-06 · 2025-12-31' }),
  ),
  scope: Type.Optional(
    Type.String({ description: '140406 · 140406/fgj · 140406?township=店上镇' }),
  ),
  asOf: Type.Optional(Type.String()),
});
export const Page = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
});
export const PeriodView = Type.Object({
  id: Type.String(),
  label: Label,
  start: Type.String(),
  end: Type.String(),
});

export const ProblemView = Type.Object({
  file: Type.String(),
  line: Type.Integer(),
  column: Type.Integer(),
  zh: Type.String(),
  en: Type.String(),
  suggestion: Type.Optional(Type.String()),
  level: Type.Union([Type.Literal('error'), Type.Literal('warn')]),
});
export type ProblemView = Static<typeof ProblemView>;
/** Every answer that is not 2xx has this shape. */
export const ErrorView = Type.Object({
  code: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  problems: Type.Optional(Type.Array(ProblemView)),
});
export type ErrorView = Static<typeof ErrorView>;
