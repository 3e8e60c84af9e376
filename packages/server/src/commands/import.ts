/** Importing a ledger file: checked whole, then written whole, the file kept as evidence. */
import { type Problem, YipanError } from '@yipan/kernel/errors';
import type { Actor } from '@yipan/kernel/policy';
import { importEntries, NothingToDo, RowsRefused } from '@yipan/store';
import type { ImportView } from '../api/index.js';
import { type Counter, permit } from '../counter.js';
import { readRows, readTable } from '../ledger-file/index.js';
import { presentProblem } from '../presenters/problem.js';

export interface ImportAsked {
  readonly register: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly dryRun?: boolean | undefined;
  readonly reason?: string | undefined;
  /** Only the demo loader: the injected clock, and which batch this is. */
  readonly recordedAt?: string | undefined;
  readonly demo?: string | undefined;
}

/** Undoes a dry run's transaction, carrying out what it would have done. */
class DryRun extends Error {
  constructor(readonly outcome: Omit<ImportView, 'register' | 'dryRun' | 'warnings'>) {
    super('dry run');
  }
}

function refuseOn(problems: readonly Problem[]): void {
  const errors = problems.filter((problem) => problem.level === 'error');
  if (errors.length) throw new YipanError('import-refused', { count: errors.length }, problems);
}

export async function importFile(
  counter: Counter,
  actor: Actor,
  asked: ImportAsked,
): Promise<ImportView> {
  permit(actor, 'import', counter.region);
  const { store, region } = counter;
  const { pack, register } = await counter.sit(actor, undefined, async (sitting) => ({
    pack: sitting.pack,
    register: counter.register(sitting.pack, asked.register),
  }));
  const table = await readTable(asked.file, asked.bytes);
  const reading = readRows(pack, register, table);
  refuseOn(reading.problems);
  const sha256 = asked.dryRun ? undefined : await store.evidence.keep(asked.bytes);
  const locate = (line: number, field: string) => ({
    file: asked.file,
    line,
    column: reading.columnOf(field),
  });
  const base = {
    register: register.id,
    dryRun: asked.dryRun ?? false,
    warnings: reading.problems.map(presentProblem),
  };
  const command = {
    kind: 'import',
    actor: actor.id,
    reason: asked.reason ?? `导入 ${register.label.zh}`,
    source: { file: asked.file, sha256, demo: asked.demo },
    recordedAt: asked.recordedAt,
  } as const;
  try {
    const outcome = await store.writer(region).submit(command, async (executor, change) => {
      const done = await importEntries(executor, pack, register, change, reading.rows, locate);
      const { seq, added, changed, unchanged } = done;
      const counts = {
        seq,
        added,
        changed: changed.map((c) => ({ ...c, fields: [...c.fields] })),
        unchanged,
      };
      if (asked.dryRun) throw new DryRun({ ...counts, seq: null });
      await store.nameEvidence(executor, change, {
        sha256: sha256!,
        name: asked.file,
        size: asked.bytes.length,
      });
      return counts;
    });
    return { ...base, ...outcome };
  } catch (error) {
    if (error instanceof DryRun) return { ...base, ...error.outcome };
    if (error instanceof RowsRefused) {
      throw new YipanError('import-refused', { count: error.problems.length }, error.problems);
    }
    if (error instanceof NothingToDo) {
      return { ...base, seq: null, added: 0, changed: [], unchanged: reading.rows.length };
    }
    throw error;
  }
}
