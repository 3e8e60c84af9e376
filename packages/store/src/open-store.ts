/** The store of one data folder: database, writer, evidence; opened once a process. */
import { join, resolve } from 'node:path';
import type { Pack, PackFile } from '@yipan/kernel/pack';
import { ensureRegion, headOf, seqAt } from './change/changes.js';
import { type Change, RegionWriter, summarise } from './change/writer.js';
import { type Database, openDatabase } from './connection/database.js';
import { type Executor, type Reach, reading, writing } from './connection/transaction.js';
import { EvidenceFiles } from './evidence/evidence-files.js';
import { packFilesAt, packSeqAt, replacePackFiles, storedPack } from './pack/pack-files.js';
import { makeTables, planTables, type TablePlan } from './pack/register-table.js';
import { openPostgres, type Postgres, type PostgresOptions } from './postgres/index.js';
import { migrate } from './schema/migrate.js';

export interface StoreOptions extends PostgresOptions {
  readonly clock: () => Date;
}

/** The pack as it stood, and the seq it is read at. */
export interface Moment {
  readonly pack: Pack;
  readonly seq: number;
}

/** Packs kept in memory by the seq that wrote them; a few versions are enough. */
const PACKS_MAX = 4;

export class Store {
  private readonly packs = new Map<string, Pack>();
  private readonly writers = new Map<string, RegionWriter>();
  readonly evidence: EvidenceFiles;

  private constructor(
    private readonly postgres: Postgres,
    private readonly owner: Database,
    readonly database: Database,
    readonly clock: () => Date,
    dataDir: string,
  ) {
    this.evidence = new EvidenceFiles(join(resolve(dataDir), 'evidence'));
  }

  static async open(options: StoreOptions): Promise<Store> {
    const postgres = await openPostgres(options);
    const owner = openDatabase({ ...postgres.owner, max: 2 });
    try {
      await migrate(owner);
    } catch (error) {
      await owner.destroy();
      await postgres.stop();
      throw error;
    }
    const database = openDatabase(postgres.app);
    return new Store(postgres, owner, database, options.clock, options.dataDir);
  }

  get embedded(): boolean {
    return this.postgres.embedded;
  }

  /** Connection settings of the application role, for a listener. */
  get connection(): Postgres['app'] {
    return this.postgres.app;
  }

  /** The one writer of a region. */
  writer(region: string): RegionWriter {
    let writer = this.writers.get(region);
    if (!writer) {
      writer = new RegionWriter(this.database, region, this.clock);
      this.writers.set(region, writer);
    }
    return writer;
  }

  read<T>(reach: Reach, work: (executor: Executor) => Promise<T>): Promise<T> {
    return reading(this.database, reach, work);
  }

  /** The pack and seq of an instant (ISO 8601), or of now; undefined before the first apply. */
  async moment(executor: Executor, region: string, instant?: string): Promise<Moment | undefined> {
    const seq = instant
      ? await seqAt(executor, region, instant)
      : (await headOf(executor, region)).seq;
    const packSeq = await packSeqAt(executor, region, seq);
    const key = `${region} ${packSeq}`;
    let pack = this.packs.get(key);
    if (!pack) {
      pack = storedPack(await packFilesAt(executor, region, packSeq));
      if (!pack) return undefined;
      if (this.packs.size >= PACKS_MAX) this.packs.delete(this.packs.keys().next().value!);
      this.packs.set(key, pack);
    }
    return { pack, seq };
  }

  /** Region codes that this database serves. */
  async regions(): Promise<string[]> {
    // The owner reads past the wall: which counties there are is no county's secret.
    const rows = await this.owner.selectFrom('region').select('region_code').execute();
    return rows.map((row) => row.region_code);
  }

  /** What applying a pack would do to the tables. */
  planTables(pack: Pack): Promise<TablePlan[]> {
    return planTables(this.owner, pack.registers.values());
  }

  /** Applies a checked pack: tables first (additive, repeatable), then the files as one change. */
  async applyPack(
    pack: Pack,
    files: readonly PackFile[],
    by: { actor: string; demo: boolean; recordedAt?: string | undefined },
  ): Promise<{ seq: number | null; files: string[] }> {
    const region = pack.region.code;
    await makeTables(this.owner, pack.registers, await this.planTables(pack));
    const now = by.recordedAt ?? this.clock().toISOString();
    await writing(this.database, { region, offices: '*', actor: by.actor }, (executor) =>
      ensureRegion(executor, region, by.demo, now),
    );
    const reach: Reach = { region, offices: '*', actor: by.actor };
    const standing = await this.read(reach, async (executor) =>
      packFilesAt(executor, region, (await headOf(executor, region)).seq),
    );
    if (samePack(standing, files)) return { seq: null, files: [] };
    const command = {
      kind: 'pack',
      actor: by.actor,
      reason: `业务包 ${pack.id} ${pack.version}`,
    } as const;
    return this.writer(region).submit(
      { ...command, recordedAt: by.recordedAt },
      async (tx, change) => {
        const paths = await replacePackFiles(tx, change, files);
        await summarise(tx, change, { files: paths.length });
        return { seq: change.seq, files: paths };
      },
    );
  }

  /** Names a kept file in the change that brought it. */
  async nameEvidence(
    executor: Executor,
    change: Change,
    file: { sha256: string; name: string; size: number },
  ): Promise<void> {
    await executor
      .insertInto('evidence')
      .values({
        region_code: change.region,
        sha256: file.sha256,
        seq: change.seq,
        name: file.name,
        media_type: file.name.endsWith('.csv') ? 'text/csv' : 'application/octet-stream',
        size_bytes: file.size,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** The name of a file that some change brought, by its hash. */
  async evidenceName(executor: Executor, region: string, sha256: string) {
    const row = await executor
      .selectFrom('evidence')
      .select(['name', 'media_type'])
      .where('region_code', '=', region)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return row && { name: row.name, mediaType: row.media_type };
  }

  /** Waits for running commands, then closes everything it opened. */
  async close(): Promise<void> {
    for (const writer of this.writers.values()) await writer.idle();
    await this.database.destroy();
    await this.owner.destroy();
    await this.postgres.stop();
  }
}

function samePack(a: readonly PackFile[], b: readonly PackFile[]): boolean {
  return (
    a.length === b.length &&
    a.every((file, i) => file.path === b[i]!.path && file.text === b[i]!.text)
  );
}
