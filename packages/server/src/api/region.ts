import { type Static, Type } from 'typebox';
import { Label, Nullable } from './common.js';

export const OfficeView = Type.Object({
  id: Type.String(),
  label: Label,
  short: Label,
  kind: Type.String({ description: 'district | department | zone | township | street' }),
  path: Type.String(),
  /** 待核: the name is general knowledge, not from an official list. */
  unverified: Type.Boolean(),
});
export type OfficeView = Static<typeof OfficeView>;

/** What every page needs to know first. */
export const RegionView = Type.Object({
  code: Type.String(),
  label: Label,
  parent: Nullable(Label),
  businessDate: Type.String(),
  businessYear: Type.Integer(),
  /** The newest date on which any entry was reported: 数据截至…报送. */
  reportedThrough: Nullable(Type.String()),
  demo: Type.Boolean(),
  /** Banner of a demo. */
  notice: Nullable(Label),
  pack: Type.Object({ id: Type.String(), label: Label, version: Type.String() }),
  seq: Type.Integer(),
  recordedAt: Nullable(Type.String()),
  /** In the official order; never sort them by anything else. */
  offices: Type.Array(OfficeView),
});
export type RegionView = Static<typeof RegionView>;
