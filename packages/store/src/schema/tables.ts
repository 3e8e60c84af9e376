/** The fixed tables as Kysely sees them; register tables are made by pack apply and are dynamic. */
import type { ColumnType, Generated } from 'kysely';

type Seq = ColumnType<string, string | number, string | number>;
type Json = ColumnType<unknown, string, never>;

export interface RegionTable {
  region_code: string;
  head_seq: Seq;
  last_recorded_at: string | null;
  is_demo: boolean;
  created_at: string;
}

export interface ChangeTable {
  region_code: string;
  seq: Seq;
  recorded_at: string;
  kind: string;
  actor: string;
  reason: string;
  source: Json;
  summary: ColumnType<unknown, string, string>;
}

export interface PackFileTable {
  region_code: string;
  path: string;
  seq: Seq;
  superseded_seq: ColumnType<string | null, string | number | null, string | number>;
  /** Order in which the files are read: extended packs first. */
  position: number;
  content: string;
}

export interface EvidenceTable {
  region_code: string;
  sha256: string;
  seq: Seq;
  name: string;
  media_type: string;
  size_bytes: Seq;
}

export interface Tables {
  region: RegionTable;
  change: ChangeTable;
  pack_file: PackFileTable;
  evidence: EvidenceTable;
  migration: { name: string; applied_at: Generated<string> };
}
