/** A checked expression: plain data, typed, with every name resolved. */
import type { Decimal, LedgerDate } from '../value/index.js';
import type { OperatorName } from './operators.js';

export type ValueType = 'number' | 'text' | 'date' | 'bool';

export type Value = Decimal | string | boolean | LedgerDate | null;

export type Node =
  | { readonly kind: 'literal'; readonly type: ValueType; readonly value: NonNullable<Value> }
  | { readonly kind: 'field'; readonly type: ValueType; readonly path: string }
  | { readonly kind: 'period'; readonly type: 'date'; readonly part: 'start' | 'end' }
  | {
      readonly kind: 'apply';
      readonly type: ValueType;
      readonly operator: OperatorName;
      readonly operands: readonly Node[];
    }
  | {
      readonly kind: 'is-null';
      readonly type: 'bool';
      readonly operand: Node;
      readonly not: boolean;
    }
  | {
      readonly kind: 'in';
      readonly type: 'bool';
      readonly operand: Node;
      readonly options: readonly Node[];
    }
  | {
      readonly kind: 'if';
      readonly type: ValueType;
      readonly condition: Node;
      readonly then: Node;
      readonly otherwise: Node;
    };

export interface Expression {
  readonly source: string;
  readonly type: ValueType;
  readonly node: Node;
  /** Dotted paths of all fields it reads, each once. */
  readonly paths: readonly string[];
}

export interface FieldShape {
  readonly type: ValueType;
  /** Of an enum: the only texts it can be. */
  readonly of?: readonly string[] | undefined;
}

/** What an expression may name. */
export interface Shape {
  field(path: readonly string[]): FieldShape | undefined;
  /** All names, for suggestions. */
  names(): readonly string[];
  /** May it speak of period.start and period.end? */
  readonly period?: boolean | undefined;
}

/** A mistake in an expression's text; `message` is Chinese, `offset` counts UTF-16 units. */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly en: string,
    readonly offset: number,
    readonly length: number,
    readonly suggestion?: string | undefined,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}
