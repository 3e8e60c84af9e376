/** The shapes of a pack's documents, in zod: the check, the types and the editors' JSON Schema. */
import { z } from 'zod';
import { DISCLOSURES, FIELD_TYPES } from '../register/index.js';
import { PRINT_STYLES, SCALES } from '../value/index.js';

const ID = /^[a-z][a-z0-9_]{0,39}$/;
const id = z.string().regex(ID, 'id');
const label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const text = z.string().min(1);
/** YAML reads 2026 and 0.1 as numbers; their texts are what we keep. */
const numberText = z.union([z.string(), z.number()]).transform(String);
const disclosure = z.enum(DISCLOSURES).default('不予公开');

const field = z.strictObject({
  type: z.enum(FIELD_TYPES),
  label,
  aliases: z.array(text).default([]),
  required: z.boolean().default(false),
  unit: text.optional(),
  ledger_unit: text.optional(),
  of: z.union([z.record(id, label), z.array(id)]).optional(),
  register: id.optional(),
  min: numberText.optional(),
  max: numberText.optional(),
  description: label.optional(),
});

const rule = z.strictObject({
  id,
  when: text.optional(),
  require: text,
  level: z.enum(['error', 'warn']).default('error'),
  say: label,
});

const time = z.union([
  z.literal('attribute'),
  z.strictObject({ flow: text }),
  z.strictObject({ stock: z.strictObject({ from: text, to: text.optional() }) }),
  z.strictObject({ list: text }),
  z.strictObject({ period: text }),
]);

const print = z.strictObject({
  scale: z.enum([...SCALES.keys()] as [string, ...string[]]).optional(),
  digits: z.int().min(0).max(6).optional(),
  style: z.enum(PRINT_STYLES).optional(),
  step: numberText.optional(),
});

const described = {
  label,
  aliases: z.array(text).default([]),
  unit: text,
  period: numberText.optional(),
  print: print.default({}),
  better: z.enum(['higher', 'lower', 'none']).default('none'),
  owner: text,
  section: id.optional(),
  disclosure,
  definition: label,
  caveat: label.optional(),
  source: label.optional(),
};

const input = z.union([
  id,
  z.strictObject({ indicator: id, years_before: z.int().min(0).max(10).default(0) }),
]);

const indicator = z.discriminatedUnion('type', [
  z.strictObject({
    indicator: id,
    type: z.literal('simple'),
    register: id,
    measure: text,
    where: text.optional(),
    time,
    ...described,
  }),
  z.strictObject({
    indicator: id,
    type: z.literal('ratio'),
    numerator: id,
    denominator: id,
    ...described,
  }),
  z.strictObject({
    indicator: id,
    type: z.literal('derived'),
    inputs: z.record(id, input),
    formula: text,
    ...described,
  }),
  z.strictObject({
    indicator: id,
    type: z.literal('cumulative'),
    of: id,
    from: z.enum(['year', 'start']),
    ...described,
  }),
  z.strictObject({ indicator: id, type: z.literal('cited'), ...described }),
]);

const fact = z.strictObject({ register: id, where: text, label });

const board = z.strictObject({
  board: id,
  label,
  headline: z.array(id).default([]),
  stones: z
    .strictObject({
      register: id,
      piece: text,
      at: text,
      row: text,
      column: text,
      size: text,
      /** Ref path of the office whose ground the piece stands on; default the row's own office. */
      office: text.optional(),
      lights: z
        .array(z.strictObject({ light: z.enum(['red', 'amber']), when: text, say: label }))
        .default([]),
    })
    .optional(),
  sections: z
    .array(
      z.strictObject({
        id,
        label,
        indicators: z.array(id).default([]),
        facts: z.array(fact).default([]),
      }),
    )
    .default([]),
  plan: z.strictObject({ year: z.int(), register: id, actions: text, items: text }).optional(),
});

export const DOCUMENTS = {
  pack: z.strictObject({
    pack: id,
    label,
    version: numberText,
    extends: text.optional(),
    region: z
      .strictObject({
        code: z.string().regex(/^\d{6}$/, 'region'),
        label,
        parent: label.optional(),
        time_zone: text.default('Asia/Shanghai'),
      })
      .optional(),
    business_date: z.iso.date().optional(),
    demo: text.optional(),
    notice: label.optional(),
  }),
  office: z.strictObject({
    office: id,
    label,
    short: label.optional(),
    kind: z.enum(['district', 'department', 'zone', 'township', 'street']),
    parent: id.optional(),
    status: z.enum(['unverified']).optional(),
  }),
  register: z.strictObject({
    register: id,
    label,
    owner: text,
    key: z.array(id).min(1).default(['record_id']),
    title: text.default('record_id'),
    dated_by: id.optional(),
    disclosure,
    sensitivity: z.enum(['aggregate']).optional(),
    description: label.optional(),
    fields: z.record(id, field),
    rules: z.array(rule).default([]),
  }),
  indicator,
  board,
} as const;

export type Kind = keyof typeof DOCUMENTS;
export type Document<K extends Kind> = z.infer<(typeof DOCUMENTS)[K]>;

/** JSON Schema (2020-12) of any pack document, for editors. */
export function jsonSchema(): object {
  return z.toJSONSchema(z.union(Object.values(DOCUMENTS)), { io: 'input' });
}
