/** yipan proof: a draft's numbers held against each other and against the ledger. */
import { YipanError } from '@yipan/kernel/errors';
import { secrecyMark } from '@yipan/kernel/policy';
import { type Claim, type Proof, proof } from '@yipan/proof';
import colors from 'picocolors';
import type { Api } from '../client.js';
import { json, result, say } from '../speech.js';
import { readInput } from './ledger.js';

export interface ProofFlags {
  readonly period?: string;
  readonly ledger: boolean;
  readonly json?: boolean;
}

const DRAFT_BYTES_MAX = 16 * 1024 * 1024;

/** The draft's text, byte for byte: the CLI strips no line (contract). */
export async function readDraft(file: string): Promise<string> {
  const bytes = await readInput(file, DRAFT_BYTES_MAX);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const reason = say(
      '不是 UTF-8 文本，请另存为 UTF-8 的 txt',
      'not UTF-8 text; save it as UTF-8',
    );
    throw new YipanError('file-unreadable', { file, reason }, [], { cause });
  }
  const mark = secrecyMark(text);
  if (mark) throw new YipanError('file-secret', { file, mark });
  return text;
}

const VERDICTS = {
  consistent: { mark: colors.green('✓'), zh: '相符', en: 'consistent' },
  contradicts: { mark: colors.red('✗'), zh: '不符', en: 'contradicts' },
  'no-basis': { mark: colors.yellow('?'), zh: '待核实', en: 'no basis' },
} as const;

/** Characters of the sentence shown either side of a number. */
const CONTEXT = 18;

function claimLine(found: Proof, claim: Claim): string {
  const quantity = found.quantities.find((q) => q.id === claim.quantity)!;
  const { mark, zh, en } = VERDICTS[claim.verdict];
  const before = found.text.slice(Math.max(0, quantity.start - CONTEXT), quantity.start);
  const after = found.text.slice(quantity.end, quantity.end + CONTEXT / 2);
  const sentence = `${before}${colors.bold(quantity.text)}${after}`.replace(/\s+/g, ' ');
  const basis = claim.indicator ? ` ← ${claim.indicator} ${claim.ledgerValue ?? ''}` : '';
  return `${mark} ${say(zh, en)} …${sentence}…${basis} ${claim.note}`.trimEnd();
}

function printProof(found: Proof): void {
  const { summary } = found;
  const text = (id: string) => found.quantities.find((q) => q.id === id)?.text ?? id;
  const relations = found.relations
    .filter((relation) => relation.verdict !== 'holds')
    .map(({ verdict, type, target, operands, computed, note }) => {
      const mark = verdict === 'violates' ? colors.red('✗') : colors.yellow('?');
      return `${mark} ${type} ${text(target)} ← ${operands.map(text).join('、')} = ${computed} ${note}`;
    });
  const slips = found.slips.map(
    (slip) => `${colors.yellow('!')} ${text(slip.quantity)} ${slip.note}`,
  );
  const lines = found.claims.map((claim) => claimLine(found, claim));
  const coverage = (summary.coverage * 100).toFixed(1);
  const closing = say(
    `数 ${summary.quantities} 个：相符 ${summary.consistent}，不符 ${summary.contradicts}，待核实 ${summary.noBasis}；勾稽关系 ${summary.relations}，不成立 ${summary.violates}；覆盖率 ${coverage}%`,
    `${summary.quantities} numbers: ${summary.consistent} consistent, ${summary.contradicts} contradict, ${summary.noBasis} without basis; ${summary.relations} relations, ${summary.violates} violated; coverage ${coverage} %`,
  );
  result([...lines, ...relations, ...slips, closing].join('\n'));
}

/** True when nothing contradicts. */
export async function proofFile(
  file: string,
  flags: ProofFlags,
  withApi: <T>(work: (api: Api) => Promise<T>) => Promise<T>,
): Promise<boolean> {
  const text = await readDraft(file);
  const found = flags.ledger
    ? await withApi((api) =>
        api.ask<Proof>('/proof', { method: 'POST', json: { text, period: flags.period } }),
      )
    : proof(text);
  if (flags.json) json(found);
  else printProof(found);
  return found.summary.contradicts + found.summary.violates === 0;
}
