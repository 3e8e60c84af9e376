/** Register documents → registers: common fields, refs, keys and rules checked. */
import type { Problem } from '../errors.js';
import { COMMON_FIELDS, type Field, nearest, type Register, type Rule } from '../register/index.js';
import { expressionAt } from './read-expression.js';
import type { Document } from './schema.js';
import { shapeOf } from './shape.js';
import type { SourceDocument } from './source.js';

export interface Read<T> {
  readonly source: SourceDocument;
  readonly document: T;
}

type RegisterDocument = Document<'register'>;

function enumValues(of: RegisterDocument['fields'][string]['of']): Field['of'] {
  if (!of) return undefined;
  return Array.isArray(of)
    ? of.map((id) => ({ id, label: { zh: id, en: id } }))
    : Object.entries(of).map(([id, label]) => ({ id, label }));
}

function readFields(document: RegisterDocument): Field[] {
  const own = Object.entries(document.fields).map(
    ([id, field]): Field => ({
      id,
      type: field.type,
      label: field.label,
      aliases: field.aliases,
      required: field.required,
      unit: field.unit,
      ledgerUnit: field.ledger_unit,
      of: enumValues(field.of),
      register: field.register,
      min: field.min,
      max: field.max,
      description: field.description,
      common: false,
    }),
  );
  return [...own, ...COMMON_FIELDS];
}

function checkFields(read: Read<RegisterDocument>, ids: readonly string[]): Problem[] {
  const { source, document } = read;
  const problems: Problem[] = [];
  const common = new Set(COMMON_FIELDS.map((field) => field.id));
  for (const [id, field] of Object.entries(document.fields)) {
    const path = ['fields', id];
    if (common.has(id)) {
      problems.push(
        source.problem(path, {
          zh: `“${id}”是每个台账自带的字段，不用声明`,
          en: `"${id}" is a field of every register; do not declare it`,
        }),
      );
    }
    if (field.type === 'ref' && !ids.includes(field.register ?? '')) {
      problems.push(
        source.problem([...path, 'register'], {
          zh: `引用的台账“${field.register ?? ''}”不存在`,
          en: `The referenced register "${field.register ?? ''}" does not exist`,
          suggestion: nearest(field.register ?? '', ids),
        }),
      );
    }
    if (field.type === 'enum' && !field.of) {
      problems.push(source.problem(path, { zh: 'enum 缺少 of', en: 'enum lacks `of`' }));
    }
    if (field.type === 'quantity' && !field.unit) {
      problems.push(
        source.problem(path, { zh: 'quantity 缺少 unit', en: 'quantity lacks `unit`' }),
      );
    }
  }
  return problems;
}

function checkNames(read: Read<RegisterDocument>, fields: readonly Field[]): Problem[] {
  const { source, document } = read;
  const ids = fields.map((field) => field.id);
  const named: [string[], string | undefined][] = [
    ...document.key.map((id, i): [string[], string] => [['key', String(i)], id]),
    [['title'], document.title],
    [['dated_by'], document.dated_by],
  ];
  return named
    .filter(([, id]) => id !== undefined && !ids.includes(id))
    .map(([path, id]) =>
      source.problem(path, {
        zh: `台账没有字段“${id}”`,
        en: `The register has no field "${id}"`,
        suggestion: nearest(id!, ids),
      }),
    );
}

function readRules(
  read: Read<RegisterDocument>,
  register: Register,
  registers: ReadonlyMap<string, Register>,
  problems: Problem[],
): Rule[] {
  const shape = shapeOf(register, registers, 'own');
  return read.document.rules.flatMap((rule, i) => {
    const at = (part: string, text: string) =>
      expressionAt(read.source, ['rules', i, part], text, shape, problems);
    const when = rule.when === undefined ? undefined : at('when', rule.when);
    const require = at('require', rule.require);
    if (!require || (rule.when !== undefined && !when)) return [];
    return [{ id: rule.id, when, require, level: rule.level, say: rule.say }];
  });
}

/** All registers of a pack; problems are appended. */
export function readRegisters(
  documents: readonly Read<RegisterDocument>[],
  problems: Problem[],
): Map<string, Register> {
  const ids = documents.map(({ document }) => document.register);
  const registers = new Map<string, Register>();
  for (const read of documents) {
    const { document } = read;
    const fields = readFields(document);
    problems.push(...checkFields(read, ids), ...checkNames(read, fields));
    registers.set(document.register, {
      id: document.register,
      label: document.label,
      owner: document.owner,
      key: document.key,
      title: document.title,
      datedBy: document.dated_by,
      fields,
      rules: [],
      disclosure: document.disclosure,
      sensitivity: document.sensitivity,
      description: document.description,
    });
  }
  for (const read of documents) {
    const register = registers.get(read.document.register)!;
    const rules = readRules(read, register, registers, problems);
    registers.set(register.id, { ...register, rules });
  }
  return registers;
}
