/**
 * The counter: what every route and command stands on. It knows the region, asks the one policy,
 * opens the moment (pack and seq) that a request speaks of, and computes figures in it.
 */
import { YipanError } from '@yipan/kernel/errors';
import {
  type Computation,
  Computer,
  parseScope,
  type Query,
  type Scope,
} from '@yipan/kernel/indicator';
import type { Pack } from '@yipan/kernel/pack';
import { type Action, type Actor, may } from '@yipan/kernel/policy';
import { nearest, type Register } from '@yipan/kernel/register';
import { dayPeriod, months, type Period, parseDate, parsePeriod } from '@yipan/kernel/value';
import { columnReader, type Executor, type GroupBy, type Store } from '@yipan/store';

/** One request's view of the ledger: a pack, a seq, and the snapshot they are read in. */
export interface Sitting {
  readonly executor: Executor;
  readonly pack: Pack;
  readonly seq: number;
  /** As asked, canonical; null = now. */
  readonly asOf: string | null;
}

/** Minutes that each supported zone is ahead of UTC; business dates have no zone of their own. */
const ZONE_MINUTES: Readonly<Record<string, number>> = { 'Asia/Shanghai': 480, UTC: 0 };

/** Asks the policy; throws the reason. */
export function permit(actor: Actor, action: Action, region: string): void {
  const answer = may(actor, action, region);
  if (!answer.allowed)
    throw new YipanError('not-allowed', { reason: answer.zh, reasonEn: answer.en });
}

/** An instant from a date (its last moment in the region's zone) or an ISO time with a zone. */
export function parseInstant(text: string, timeZone: string): string {
  const date = parseDate(text);
  if (date) {
    const midnight = Date.parse(`${date.end}T00:00:00Z`);
    const dayMs = 86_400_000;
    return new Date(midnight + dayMs - 1 - (ZONE_MINUTES[timeZone] ?? 0) * 60_000).toISOString();
  }
  const zoned = /T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(zoned)) throw new YipanError('bad-time', { time: text });
  return new Date(zoned).toISOString();
}

export class Counter {
  constructor(
    readonly store: Store,
    readonly region: string,
    /** Created as demo: only then does the pack's pinned business date hold. */
    readonly demo: boolean,
  ) {}

  /** Reads in one snapshot, as of a time or now. */
  sit<T>(
    actor: Actor,
    asOf: string | undefined,
    work: (sitting: Sitting) => Promise<T>,
    action: Action = 'read',
  ): Promise<T> {
    permit(actor, action, this.region);
    const reach = { region: this.region, offices: actor.offices, actor: actor.id };
    return this.store.read(reach, async (executor) => {
      const now = await this.store.moment(executor, this.region);
      if (!now) throw new YipanError('pack-not-applied');
      const instant = asOf ? parseInstant(asOf, now.pack.region.timeZone) : undefined;
      const then = instant && (await this.store.moment(executor, this.region, instant));
      // Before the first change there is a pack to name things by, and no entry.
      const { pack, seq } = instant ? then || { pack: now.pack, seq: 0 } : now;
      return work({ executor, pack, seq, asOf: instant ?? null });
    });
  }

  /** The day that defaults, deadlines and lights go by: pinned by a demo's pack, else the clock's. */
  businessDate(pack: Pack): string {
    if (this.demo && pack.businessDate) return pack.businessDate;
    const ahead = (ZONE_MINUTES[pack.region.timeZone] ?? 0) * 60_000;
    return new Date(this.store.clock().getTime() + ahead).toISOString().slice(0, 10);
  }

  period(pack: Pack, text: string | undefined): Period {
    if (!text) return months(Number(this.businessDate(pack).slice(0, 4)), 1, 12);
    const period = parsePeriod(text);
    if (!period) throw new YipanError('bad-period', { period: text });
    return period;
  }

  scope(pack: Pack, text: string | undefined): Scope {
    return parseScope(text || pack.region.code, pack);
  }

  register(pack: Pack, id: string): Register {
    const register = pack.registers.get(id);
    if (register) return register;
    const like = nearest(id, [...pack.registers.keys()]);
    throw new YipanError('unknown-register', { register: id, hint: like ? `（${like}？）` : '' });
  }

  /** Computes one indicator with everything below it. */
  compute(
    sitting: Sitting,
    id: string,
    scope: Scope,
    period: Period,
    groupBy?: GroupBy,
  ): Promise<Computation> {
    const { pack, executor, seq } = sitting;
    if (!pack.indicators.has(id)) {
      const like = nearest(id, [...pack.indicators.keys()]);
      throw new YipanError('unknown-indicator', {
        indicator: id,
        hint: like ? `（${like}？）` : '',
      });
    }
    return new Computer(pack, columnReader(executor, pack, seq, groupBy)).compute(
      id,
      scope,
      period,
    );
  }
}

/** Groups every register by the office that reported. */
export const byOffice: GroupBy = () => 'office';

/** The state at the end of the business date, for stocks without a period. */
export function today(counter: Counter, pack: Pack): Period {
  return dayPeriod(counter.businessDate(pack));
}

/** All simple readings of a computation, in order: what a trace ends at. */
export function queriesOf(computation: Computation): Query[] {
  return [
    ...(computation.query ? [computation.query] : []),
    ...computation.operands.flatMap(queriesOf),
  ];
}
