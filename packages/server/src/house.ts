/**
 * Opens the house: the store, the region's pack (applied only when the database holds none), and
 * on a data folder created as demo, the batches of the demo ledger that are not in yet.
 */
import { join, resolve } from 'node:path';
import type { Pack } from '@yipan/kernel/pack';
import type { Actor } from '@yipan/kernel/policy';
import { headOf, type Reach, Store, type StoreOptions } from '@yipan/store';
import { type DemoProgress, loadDemo } from './commands/load-demo.js';
import { applyPack, checkPack } from './commands/pack.js';
import { Counter } from './counter.js';
import { readPackFolder } from './pack-folder.js';

export interface HouseOptions extends StoreOptions {
  readonly packDir: string;
  /** Load the demo ledger into a folder that this opening creates. */
  readonly demo: boolean;
  readonly onProgress?: ((at: DemoProgress) => void) | undefined;
}

export interface House {
  readonly counter: Counter;
  readonly demo: boolean;
  close(): Promise<void>;
}

/** When the demo's year begins to be recorded: its pack comes before its first batch. */
const DEMO_BEGINS = '2025-01-01T00:00:00.000Z';

/** The program itself, at start: it may apply the first pack and load the demo. */
function starter(region: string): Actor {
  return { id: 'system', name: '系统', roles: ['admin'], region, offices: '*' };
}

async function standingPack(store: Store, region: string): Promise<Pack | undefined> {
  const reach: Reach = { region, offices: '*', actor: 'system' };
  return (await store.read(reach, (executor) => store.moment(executor, region)))?.pack;
}

/** The one region of this database that has a pack; of several, the pack folder's. */
async function findRegion(store: Store, packDir: string): Promise<string | undefined> {
  const standing: string[] = [];
  for (const region of await store.regions()) {
    if (await standingPack(store, region)) standing.push(region);
  }
  if (standing.length < 2) return standing[0];
  const { code } = checkPack(await readPackFolder(packDir)).pack.region;
  return standing.find((region) => region === code) ?? standing[0];
}

async function firstPack(store: Store, options: HouseOptions): Promise<string> {
  const files = await readPackFolder(options.packDir);
  const { pack } = checkPack(files);
  const demo = options.demo && pack.demo !== undefined;
  const recordedAt = demo ? DEMO_BEGINS : undefined;
  const { region } = await applyPack(store, starter(pack.region.code), files, { demo, recordedAt });
  return region;
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const store = await Store.open(options);
  try {
    const region = (await findRegion(store, options.packDir)) ?? (await firstPack(store, options));
    const reach: Reach = { region, offices: '*', actor: 'system' };
    const { demo } = await store.read(reach, (executor) => headOf(executor, region));
    const counter = new Counter(store, region, demo);
    const pack = await standingPack(store, region);
    if (demo && options.demo && pack?.demo) {
      const folder = join(resolve(options.packDir), pack.demo);
      await loadDemo(counter, starter(region), folder, options.onProgress);
    }
    return { counter, demo, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}
