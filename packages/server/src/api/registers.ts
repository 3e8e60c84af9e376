import { type Static, Type } from 'typebox';
import { Label, Nullable, ProblemView } from './common.js';

export const FieldView = Type.Object({
  id: Type.String(),
  label: Label,
  type: Type.String({
    description: 'text | int | decimal | quantity | date | bool | enum | ref | project_code',
  }),
  required: Type.Boolean(),
  unit: Nullable(Type.String()),
  ledgerUnit: Nullable(Type.String()),
  of: Nullable(Type.Array(Type.Object({ id: Type.String(), label: Label }))),
  register: Nullable(Type.String()),
  common: Type.Boolean(),
});
export type FieldView = Static<typeof FieldView>;

export const RegisterView = Type.Object({
  id: Type.String(),
  label: Label,
  owner: Type.String(),
  description: Nullable(Label),
  disclosure: Type.String(),
  key: Type.Array(Type.String()),
  title: Type.String(),
  datedBy: Nullable(Type.String()),
  entries: Type.Integer(),
  fields: Type.Array(FieldView),
});
export type RegisterView = Static<typeof RegisterView>;

const Value = Type.Union([Type.String(), Type.Boolean(), Type.Null()]);
const RefView = Type.Object({ id: Type.String(), key: Type.String(), title: Type.String() });

/** `values`: enum ids, dates as precise as known, numbers as plain decimals in the stored unit. */
export const EntryView = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  officePath: Type.String(),
  title: Type.String(),
  values: Type.Record(Type.String(), Value),
  refs: Type.Record(Type.String(), RefView),
});
export type EntryView = Static<typeof EntryView>;

export const EntryPage = Type.Object({ total: Type.Integer(), entries: Type.Array(EntryView) });
export type EntryPage = Static<typeof EntryPage>;

export const EntryDetail = Type.Object({
  register: RegisterView,
  entry: EntryView,
  /** Newest first; `changes` against the version before it. */
  history: Type.Array(
    Type.Object({
      version: Type.Integer(),
      recordedAt: Type.String(),
      actor: Type.String(),
      reason: Type.String(),
      /** File that brought it, and its row there. */
      file: Nullable(Type.String()),
      evidence: Nullable(Type.String({ description: 'SHA-256; GET /api/v1/evidence/{sha256}' })),
      row: Nullable(Type.Integer()),
      changes: Type.Array(Type.Object({ field: Type.String(), old: Value, new: Value })),
    }),
  ),
  /** Entries of other registers that refer to this one: 月度进展, 节点, 手续 … */
  related: Type.Array(
    Type.Object({
      register: Type.String(),
      label: Label,
      field: Type.String(),
      total: Type.Integer(),
    }),
  ),
});
export type EntryDetail = Static<typeof EntryDetail>;

export const ImportView = Type.Object({
  register: Type.String(),
  seq: Nullable(Type.Integer()),
  dryRun: Type.Boolean(),
  added: Type.Integer(),
  changed: Type.Array(
    Type.Object({
      row: Type.Integer(),
      recordId: Type.String(),
      fields: Type.Array(Type.Object({ field: Type.String(), old: Value, new: Value })),
    }),
  ),
  unchanged: Type.Integer(),
  warnings: Type.Array(ProblemView),
});
export type ImportView = Static<typeof ImportView>;
