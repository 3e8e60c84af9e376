/** What every page needs to know first. */
import type { Actor } from '@yipan/kernel/policy';
import { headOf, latestReport } from '@yipan/store';
import type { RegionView } from '../api/index.js';
import type { Counter } from '../counter.js';

export function showRegion(counter: Counter, actor: Actor): Promise<RegionView> {
  return counter.sit(actor, undefined, async ({ pack, executor, seq }) => {
    const head = await headOf(executor, counter.region);
    const businessDate = counter.businessDate(pack);
    return {
      code: pack.region.code,
      label: pack.region.label,
      parent: pack.region.parent ?? null,
      businessDate,
      businessYear: Number(businessDate.slice(0, 4)),
      reportedThrough: await latestReport(executor, pack, seq),
      demo: head.demo,
      notice: head.demo ? (pack.notice ?? null) : null,
      pack: { id: pack.id, label: pack.label, version: pack.version },
      seq,
      recordedAt: head.recordedAt,
      offices: pack.offices.map(({ id, label, short, kind, path, unverified }) => ({
        id,
        label,
        short,
        kind,
        path,
        unverified,
      })),
    };
  });
}
