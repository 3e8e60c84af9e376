import { type Static, Type } from 'typebox';
import { Nullable, ProblemView } from './common.js';

/** What applying a pack does, or would do. */
export const PackPlanView = Type.Object({
  pack: Type.String(),
  region: Type.String(),
  tables: Type.Array(
    Type.Object({
      register: Type.String(),
      create: Type.Boolean(),
      add: Type.Array(Type.String()),
    }),
  ),
  warnings: Type.Array(ProblemView),
  /** Of what was applied; null = the same pack stands already, or a dry run. */
  seq: Nullable(Type.Integer()),
  files: Type.Array(Type.String()),
});
export type PackPlanView = Static<typeof PackPlanView>;

/** One of doctor's checks: what was found and what to do. */
export const CheckView = Type.Object({
  name: Type.String(),
  ok: Type.Boolean(),
  zh: Type.String(),
  en: Type.String(),
});
export type CheckView = Static<typeof CheckView>;
