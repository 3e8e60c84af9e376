/** Checking and applying a pack; the plan is said before it is carried out. */
import { type Problem, YipanError } from '@yipan/kernel/errors';
import { type Pack, type PackFile, readPack } from '@yipan/kernel/pack';
import type { Actor } from '@yipan/kernel/policy';
import { packFilesAt, type Store } from '@yipan/store';
import type { PackPlanView } from '../api/index.js';
import { type Counter, permit } from '../counter.js';
import { presentProblem } from '../presenters/problem.js';

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
): Promise<PackPlanView> {
  const { pack, warnings } = checkPack(files);
  const region = pack.region.code;
  permit(actor, 'apply-pack', region);
  const plan = await store.planTables(pack);
  const tables = plan
    .filter((table) => table.create || table.add.length)
    .map((table) => ({ ...table, add: [...table.add] }));
  const base = { pack: pack.id, region, tables, warnings: warnings.map(presentProblem) };
  if (how.dryRun) return { ...base, seq: null, files: [] };
  const by = { actor: actor.id, demo: how.demo ?? false, recordedAt: how.recordedAt };
  return { ...base, ...(await store.applyPack(pack, files, by)) };
}

/** The files of the pack that stood, in reading order. */
export function currentPack(counter: Counter, actor: Actor, asOf?: string): Promise<PackFile[]> {
  return counter.sit(actor, asOf, ({ executor, seq }) =>
    packFilesAt(executor, counter.region, seq),
  );
}
