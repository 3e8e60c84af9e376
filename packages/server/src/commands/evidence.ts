/** A file that some change brought, by its content's hash. */
import { YipanError } from '@yipan/kernel/errors';
import type { Actor } from '@yipan/kernel/policy';
import type { Counter } from '../counter.js';

/** Name and bytes of the kept file; throws not-found. */
export async function findEvidence(counter: Counter, actor: Actor, sha256: string) {
  const { store, region } = counter;
  const named = await counter.sit(actor, undefined, ({ executor }) =>
    store.evidenceName(executor, region, sha256),
  );
  const bytes = named && (await store.evidence.read(sha256));
  if (!bytes) throw new YipanError('not-found', { path: `evidence/${sha256}` });
  return { name: named.name, bytes };
}
