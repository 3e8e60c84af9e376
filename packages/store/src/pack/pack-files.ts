/** The applied pack in the database: its files, all versions. Start never overwrites them. */
import { type Pack, type PackFile, readPack } from '@yipan/kernel/pack';
import type { Change } from '../change/writer.js';
import type { Executor } from '../connection/transaction.js';

/** The files that stood at a seq, in reading order (the packs that others extend come first). */
export async function packFilesAt(
  executor: Executor,
  region: string,
  seq: number,
): Promise<PackFile[]> {
  const rows = await executor
    .selectFrom('pack_file')
    .select(['path', 'content'])
    .where('region_code', '=', region)
    .where('seq', '<=', seq as never)
    .where((eb) =>
      eb.or([eb('superseded_seq', 'is', null), eb('superseded_seq', '>', seq as never)]),
    )
    .orderBy('position')
    .execute();
  return rows.map(({ path, content }) => ({ path, text: content }));
}

/** The seq at which the files that stood at `seq` last changed: packs are cached by it. */
export async function packSeqAt(executor: Executor, region: string, seq: number): Promise<number> {
  const row = await executor
    .selectFrom('change')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('region_code', '=', region)
    .where('kind', '=', 'pack')
    .where('seq', '<=', seq as never)
    .executeTakeFirst();
  return Number(row?.seq ?? 0);
}

/** Supersedes the files that changed or left, then inserts the new texts; returns their paths. */
export async function replacePackFiles(
  executor: Executor,
  change: Change,
  files: readonly PackFile[],
): Promise<string[]> {
  const before = new Map(
    (await packFilesAt(executor, change.region, change.seq)).map((file) => [file.path, file.text]),
  );
  const after = new Map(files.map((file) => [file.path, file.text]));
  const gone = [...before].filter(([path, text]) => after.get(path) !== text).map(([path]) => path);
  const come = files.filter((file) => before.get(file.path) !== file.text);
  if (gone.length) {
    await executor
      .updateTable('pack_file')
      .set({ superseded_seq: change.seq })
      .where('region_code', '=', change.region)
      .where('superseded_seq', 'is', null)
      .where('path', 'in', gone)
      .execute();
  }
  if (come.length) {
    await executor
      .insertInto('pack_file')
      .values(
        come.map((file) => ({
          region_code: change.region,
          path: file.path,
          position: files.indexOf(file),
          seq: change.seq,
          content: file.text,
        })),
      )
      .execute();
  }
  return [...new Set([...gone, ...come.map((file) => file.path)])].sort();
}

/** Reads a stored pack; what apply checked once is an invariant afterwards. */
export function storedPack(files: readonly PackFile[]): Pack | undefined {
  if (!files.length) return undefined;
  const { pack, problems } = readPack(files);
  if (!pack) throw new Error(`the stored pack no longer reads: ${JSON.stringify(problems[0])}`);
  return pack;
}
