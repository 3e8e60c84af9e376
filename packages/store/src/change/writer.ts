/**
 * The region's one writer: every command gets the next seq, in commit order, without gaps.
 * Commands that wait are batched into one transaction, a savepoint each, so that the region's
 * row is locked and the log flushed once a batch.
 */
import { sql } from 'kysely';
import type { Database } from '../connection/database.js';
import { type Executor, writing } from '../connection/transaction.js';

export interface Command {
  readonly kind: 'import' | 'edit' | 'pack';
  readonly actor: string;
  readonly reason: string;
  /** Where it came from: a file's name and hash, a page. */
  readonly source?: Readonly<Record<string, unknown>>;
  /** Only the demo loader sets it (injected clock); it never goes back in time. */
  readonly recordedAt?: string | undefined;
}

/** The recorded change, handed to the work that fills it. */
export interface Change {
  readonly region: string;
  readonly seq: number;
  readonly recordedAt: string;
}

/** Thrown by work that found nothing to do: its savepoint is undone and no seq is used. */
export class NothingToDo extends Error {}

interface Waiting {
  readonly command: Command;
  readonly work: (executor: Executor, change: Change) => Promise<unknown>;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Commands a batch takes at most, so that one commit stays short. */
const BATCH_MAX = 200;
/** The channel that tells other processes of a region's new seq. */
export const CHANNEL = 'yipan_change';

export class RegionWriter {
  private waiting: Waiting[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    readonly region: string,
    private readonly clock: () => Date,
  ) {}

  /** Runs the work as one change; rejects with the work's error, having written nothing. */
  submit<T>(
    command: Command,
    work: (executor: Executor, change: Change) => Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (outcome: Outcome) =>
        'error' in outcome ? reject(outcome.error) : resolve(outcome.value as T);
      this.waiting.push({ command, work, settle });
      this.running ??= this.drain().finally(() => {
        this.running = undefined;
      });
    });
  }

  /** Resolves when nothing waits; a stop waits for it. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length) {
      const batch = this.waiting.splice(0, BATCH_MAX);
      const outcomes = await this.commit(batch).catch((error: unknown): Outcome[] =>
        batch.map(() => ({ error })),
      );
      batch.forEach(({ settle }, i) => {
        settle(outcomes[i]!);
      });
    }
  }

  private async commit(batch: readonly Waiting[]): Promise<Outcome[]> {
    const reach = { region: this.region, offices: '*', actor: 'writer' } as const;
    let last = 0;
    const outcomes = await writing(this.database, reach, async (executor) => {
      const head = await this.lockHead(executor);
      const found: Outcome[] = [];
      for (const waiting of batch) found.push(await this.apply(executor, head, waiting));
      last = head.seq;
      if (head.seq > head.start) {
        await executor
          .updateTable('region')
          .set({ head_seq: head.seq, last_recorded_at: head.recordedAt })
          .where('region_code', '=', this.region)
          .execute();
      }
      return found;
    });
    // Only after the commit: a listener that reads at once must find the change.
    if (last) {
      await sql`select pg_notify(${CHANNEL}, ${`${this.region} ${last}`})`.execute(this.database);
    }
    return outcomes;
  }

  private async lockHead(executor: Executor) {
    const row = await executor
      .selectFrom('region')
      .select(['head_seq', 'last_recorded_at'])
      .where('region_code', '=', this.region)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const seq = Number(row.head_seq);
    return { start: seq, seq, recordedAt: row.last_recorded_at };
  }

  private async apply(
    executor: Executor,
    head: { seq: number; recordedAt: string | null },
    { command, work }: Waiting,
  ): Promise<Outcome> {
    const asked = command.recordedAt ?? this.clock().toISOString();
    const recordedAt = head.recordedAt && head.recordedAt > asked ? head.recordedAt : asked;
    const change = { region: this.region, seq: head.seq + 1, recordedAt };
    await sql`savepoint command`.execute(executor);
    try {
      await executor
        .insertInto('change')
        .values({
          region_code: this.region,
          seq: change.seq,
          recorded_at: recordedAt,
          kind: command.kind,
          actor: command.actor,
          reason: command.reason,
          source: JSON.stringify(command.source ?? {}),
          summary: '{}',
        })
        .execute();
      const value = await work(executor, change);
      await sql`release savepoint command`.execute(executor);
      head.seq = change.seq;
      head.recordedAt = recordedAt;
      return { value };
    } catch (error) {
      await sql`rollback to savepoint command`.execute(executor);
      return { error };
    }
  }
}

/** What a change did, in numbers, kept beside it. */
export async function summarise(
  executor: Executor,
  change: Change,
  summary: Readonly<Record<string, unknown>>,
): Promise<void> {
  await executor
    .updateTable('change')
    .set({ summary: JSON.stringify(summary) })
    .where('region_code', '=', change.region)
    .where('seq', '=', change.seq as never)
    .execute();
}
