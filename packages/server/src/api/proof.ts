import type { Proof } from '@yipan/proof';
import { Type } from 'typebox';
import { Nullable } from './common.js';

const Verdict = Type.Union([
  Type.Literal('consistent'),
  Type.Literal('contradicts'),
  Type.Literal('no-basis'),
]);

/** What proof-reading gives back (contract, DESIGN §9); the types are @yipan/proof's. */
export const ProofView = Type.Unsafe<Proof>(
  Type.Object({
    text: Type.String(),
    quantities: Type.Array(
      Type.Object({
        id: Type.String(),
        start: Type.Integer(),
        end: Type.Integer(),
        text: Type.String(),
        value: Type.String(),
        unit: Type.String(),
        approx: Type.String(),
        optional: Type.Optional(Type.Literal(true)),
        part: Type.Optional(Type.String()),
      }),
    ),
    claims: Type.Array(
      Type.Object({
        quantity: Type.String(),
        indicator: Nullable(Type.String()),
        period: Type.String(),
        scope: Type.String(),
        ledgerValue: Nullable(Type.String()),
        verdict: Verdict,
        note: Type.String(),
      }),
    ),
    relations: Type.Array(
      Type.Object({
        type: Type.String(),
        target: Type.String(),
        operands: Type.Array(Type.String()),
        verdict: Type.Union([
          Type.Literal('holds'),
          Type.Literal('violates'),
          Type.Literal('hint'),
        ]),
        computed: Type.String(),
        note: Type.String(),
      }),
    ),
    slips: Type.Array(
      Type.Object({ quantity: Type.String(), kind: Type.String(), note: Type.String() }),
    ),
    summary: Type.Record(Type.String(), Type.Number()),
  }),
);
