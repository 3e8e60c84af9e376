/**
 * The demo ledger: monthly folders of CSV, imported as a user would, under an injected clock, so
 * that recorded time runs through the year. Resumable: a batch file that is in is not read again.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { YipanError } from '@yipan/kernel/errors';
import type { Pack } from '@yipan/kernel/pack';
import type { Actor } from '@yipan/kernel/policy';
import { changesSince, headOf } from '@yipan/store';
import type { Counter } from '../counter.js';
import { importFile } from './import.js';

/** Reports of a batch are recorded at the close of its day, 18:00 in Shanghai. */
const RECORDED = 'T10:00:00.000Z';
const CHANGES_MAX = 100_000;

export interface DemoProgress {
  readonly done: number;
  readonly total: number;
  readonly file: string;
}

/** Registers so that refs come after what they refer to. */
function loadOrder(pack: Pack): string[] {
  const order: string[] = [];
  const visit = (id: string): void => {
    if (order.includes(id)) return;
    const register = pack.registers.get(id)!;
    for (const field of register.fields) {
      if (field.type === 'ref' && field.register !== id) visit(field.register!);
    }
    order.push(id);
  };
  for (const id of pack.registers.keys()) visit(id);
  return order;
}

async function batchFiles(
  pack: Pack,
  folder: string,
): Promise<{ day: string; register: string }[]> {
  if (!existsSync(folder)) throw new YipanError('demo-missing', { path: folder });
  const days = (await readdir(folder)).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name)).sort();
  const order = loadOrder(pack);
  const files: { day: string; register: string }[] = [];
  for (const day of days) {
    const there = await readdir(join(folder, day));
    for (const register of order) {
      if (there.includes(`${register}.csv`)) files.push({ day, register });
    }
  }
  return files;
}

/** Loads what is missing; returns how many files were loaded. */
export async function loadDemo(
  counter: Counter,
  actor: Actor,
  folder: string,
  progress: (at: DemoProgress) => void = () => undefined,
): Promise<number> {
  const { pack, loaded, demo } = await counter.sit(actor, undefined, async (sitting) => {
    const { executor } = sitting;
    const changes = await changesSince(executor, counter.region, 0, CHANGES_MAX);
    const head = await headOf(executor, counter.region);
    const batches = new Set(changes.map((change) => change.source.demo));
    return { pack: sitting.pack, loaded: batches, demo: head.demo };
  });
  if (!demo) throw new YipanError('data-folder-not-demo');
  const files = await batchFiles(pack, folder);
  const missing = files.filter(({ day, register }) => !loaded.has(`${day}/${register}`));
  for (const [i, { day, register }] of missing.entries()) {
    const file = `${day}/${register}.csv`;
    progress({ done: i, total: missing.length, file });
    await importFile(counter, actor, {
      register,
      file,
      bytes: await readFile(join(folder, file)),
      reason: `演示台账 ${day} 报送`,
      recordedAt: day + RECORDED,
      demo: `${day}/${register}`,
    });
  }
  progress({ done: missing.length, total: missing.length, file: '' });
  return missing.length;
}
