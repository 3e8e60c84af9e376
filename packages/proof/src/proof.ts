/** What proof-reading gives back: plain data, the format of the contract (DESIGN §9). */

/** How a number is hedged: corpus/GUIDE.md's words. */
export type Approx = 'exact' | 'more' | 'over' | 'near' | 'about' | 'atLeast' | 'atMost';

/** A number that states a measured or counted thing. */
export interface Quantity {
  readonly id: string;
  /** UTF-16 offsets into the text: from the number's first character to its unit's end. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Plain decimal string after 十/百/千/万/亿; no exponent. */
  readonly value: string;
  /** As printed, half-width; '' for a bare number. */
  readonly unit: string;
  readonly approx: Approx;
  /** Reasonable readers would differ, or it is no checkable fact. */
  readonly optional?: true;
  /** Of a docx or xlsx: the paragraph or cell. */
  readonly part?: string;
}

export type Verdict = 'consistent' | 'contradicts' | 'no-basis';

/** A number that the draft states of something, held against the ledger. */
export interface Claim {
  /** Quantity id. */
  readonly quantity: string;
  readonly indicator: string | null;
  readonly period: string;
  readonly scope: string;
  /** Plain decimal in the indicator's unit; null without a binding or without data. */
  readonly ledgerValue: string | null;
  readonly verdict: Verdict;
  readonly note: string;
}

export type RelationType =
  | 'sum'
  | 'difference'
  | 'ratio'
  | 'growth'
  | 'gap'
  | 'product'
  | 'average'
  | 'list-count'
  | 'restated'
  | 'inequality';

/** 勾稽关系: a tie between numbers of the same draft. Operands in the order of corpus/GUIDE.md. */
export interface Relation {
  readonly type: RelationType;
  readonly target: string;
  readonly operands: readonly string[];
  readonly verdict: 'holds' | 'violates' | 'hint';
  /** What the operands give, as a plain decimal. */
  readonly computed: string;
  readonly note: string;
  /** A number that the text does not print: 序时进度, or 100 for shares that exhaust a whole. */
  readonly implied?: string;
  readonly form?: 'increment';
}

/** A mistake that needs no partner to be seen: a unit of the wrong dimension, % for 百分点 … */
export interface Slip {
  readonly quantity: string;
  readonly kind: string;
  readonly note: string;
}

export interface Summary {
  readonly quantities: number;
  readonly consistent: number;
  readonly contradicts: number;
  readonly noBasis: number;
  readonly relations: number;
  readonly violates: number;
  /** Share of non-optional quantities with a verdict or a part in a relation, 0–1. */
  readonly coverage: number;
}

export interface Proof {
  readonly text: string;
  readonly quantities: readonly Quantity[];
  readonly claims: readonly Claim[];
  readonly relations: readonly Relation[];
  readonly slips: readonly Slip[];
  readonly summary: Summary;
}

/** One figure of the ledger, with the words by which drafts speak of it. */
export interface LedgerFigure {
  readonly indicator: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly unit: string;
  readonly period: string;
  readonly scope: string;
  /** Plain decimal in `unit`; null = no data. */
  readonly value: string | null;
  readonly section?: string | undefined;
}

/** What a draft is held against. */
export interface Ledger {
  readonly region: string;
  /** The period that a sentence means when it names none. */
  readonly period: string;
  readonly figures: readonly LedgerFigure[];
}

/** Months ÷ 12, days ÷ 365, or a plan's own monthly shares (percent, January first). */
export type Baseline = 'months' | 'days' | readonly string[];

export interface ProofOptions {
  readonly ledger?: Ledger | undefined;
  readonly baseline?: Baseline | undefined;
}
