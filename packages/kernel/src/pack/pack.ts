/** A checked pack: everything a county's year is declared by, as frozen plain data. */
import type { Expression } from '../expression/index.js';
import type { Indicator } from '../indicator/indicator.js';
import type { Label, Register } from '../register/index.js';

export interface Office {
  readonly id: string;
  readonly label: Label;
  readonly short: Label;
  readonly kind: 'district' | 'department' | 'zone' | 'township' | 'street';
  readonly parent?: string | undefined;
  /** Root-to-office codes joined by "/": lucheng/fgj. Subtrees are prefixes of it. */
  readonly path: string;
  readonly unverified: boolean;
}

export interface Light {
  readonly light: 'red' | 'amber';
  readonly when: Expression;
  readonly say: Label;
}

/** How entries become stones: one a piece, where its latest month by the period's end puts it. */
export interface Stones {
  readonly register: string;
  readonly piece: string;
  readonly at: string;
  readonly row: string;
  readonly column: string;
  readonly size: string;
  readonly office: string;
  readonly lights: readonly Light[];
}

export interface Fact {
  readonly register: string;
  readonly where: Expression;
  readonly label: Label;
}

export interface Section {
  readonly id: string;
  readonly label: Label;
  readonly indicators: readonly string[];
  readonly facts: readonly Fact[];
}

export interface Board {
  readonly id: string;
  readonly label: Label;
  readonly headline: readonly string[];
  readonly stones?: Stones | undefined;
  readonly sections: readonly Section[];
  readonly plan?:
    | {
        readonly year: number;
        readonly register: string;
        readonly actions: Expression;
        readonly items: Expression;
      }
    | undefined;
}

export interface Region {
  /** GB/T 2260, six digits. */
  readonly code: string;
  readonly label: Label;
  readonly parent?: Label | undefined;
  readonly timeZone: string;
}

export interface Pack {
  readonly id: string;
  readonly label: Label;
  readonly version: string;
  readonly region: Region;
  /** Pinned business date (a demo's); absent = the clock's. */
  readonly businessDate?: string | undefined;
  readonly demo?: string | undefined;
  readonly notice?: Label | undefined;
  /** In the official order. */
  readonly offices: readonly Office[];
  readonly registers: ReadonlyMap<string, Register>;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly boards: readonly Board[];
}
