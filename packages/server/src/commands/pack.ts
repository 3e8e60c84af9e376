/** Checking and applying a pack; the plan is said before it is carried out. */
import { type Problem, YipanError } from '@yipan/kernel/errors';
import { type Pack, type PackFile, readPack } from '@yipan/kernel/pack';
import type { Actor } from '@yipan/kernel/policy';
import type { Store, TablePlan } from '@yipan/store';
import { permit } from '../counter.js';

export interface PackPlan {
  readonly pack: string;
  readonly region: string;
  readonly tables: readonly TablePlan[];
  readonly warnings: readonly Problem[];
  /** Of what was applied; null = the same pack stands already, or a dry run. */
  readonly seq: number | null;
  readonly files: readonly string[];
}

/** The checked pack, or every problem at its place. */
export function checkPack(files: readonly PackFile[]): {
  pack: Pack;
  warnings: readonly Problem[];
} {
  const { pack, problems } = readPack(files);
  if (pack) return { pack, warnings: problems };
  throw new YipanError('pack-invalid', { count: problems.length }, problems);
}

export async function applyPack(
  store: Store,
  actor: Actor,
  files: readonly PackFile[],
  how: {
    dryRun?: boolean | undefined;
    demo?: boolean | undefined;
    recordedAt?: string | undefined;
  },
): Promise<PackPlan> {
  const { pack, warnings } = checkPack(files);
  const region = pack.region.code;
  permit(actor, 'apply-pack', region);
  const plan = await store.planTables(pack);
  const tables = plan.filter((table) => table.create || table.add.length);
  const base = { pack: pack.id, region, tables, warnings };
  if (how.dryRun) return { ...base, seq: null, files: [] };
  const by = { actor: actor.id, demo: how.demo ?? false, recordedAt: how.recordedAt };
  return { ...base, ...(await store.applyPack(pack, files, by)) };
}
