/** Hears of every committed change, also of those that another process wrote. */
import pg from 'pg';
import { CHANNEL } from './writer.js';

export interface ChangeNews {
  readonly region: string;
  readonly seq: number;
}

/** Waits this long before it connects again after the database went away. */
const RECONNECT_MS = 2_000;

export class ChangeFeed {
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private readonly listeners = new Set<(news: ChangeNews) => void>();

  constructor(private readonly connection: pg.PoolConfig) {}

  /** Connects once; later drops are mended in the background. */
  async open(): Promise<void> {
    const client = new pg.Client(this.connection);
    const again = () => this.reconnect(client);
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload }) => this.tell(payload ?? ''));
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.client = client;
  }

  private tell(payload: string): void {
    const [region, seq] = payload.split(' ');
    if (!region || !seq) return;
    for (const listener of this.listeners) listener({ region, seq: Number(seq) });
  }

  private reconnect(from: pg.Client): void {
    if (this.closed || this.timer || (this.client && this.client !== from)) return;
    this.client = undefined;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.open().catch(() => this.reconnect(from));
    }, RECONNECT_MS).unref();
  }

  /** Calls on every news; returns how to stop. */
  subscribe(listener: (news: ChangeNews) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }
}
