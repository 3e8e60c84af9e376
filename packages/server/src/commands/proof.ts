/** Proof-reading a draft against the ledger: the figures of its period, and of the plan. */
import type { Actor } from '@yipan/kernel/policy';
import { type Ledger, type Proof, proof } from '@yipan/proof';
import type { Counter } from '../counter.js';
import { type Asked, figuresOf } from './figures.js';

export function proofDraft(
  counter: Counter,
  actor: Actor,
  text: string,
  asked: Asked,
): Promise<Proof> {
  return counter.sit(actor, asked.asOf, async (sitting) => {
    const { pack } = sitting;
    const figures = await figuresOf(counter, sitting, pack.indicators.keys(), asked);
    const ledger: Ledger = {
      region: pack.region.code,
      period: counter.period(pack, asked.period).id,
      figures: figures.map(({ indicator: id, period, scope, value, unit }) => {
        const indicator = pack.indicators.get(id)!;
        const { label, aliases, section } = indicator;
        return { indicator: id, label: label.zh, aliases, unit, period, scope, value, section };
      }),
    };
    return proof(text, { ledger });
  });
}
