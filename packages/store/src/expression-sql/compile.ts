/** A checked expression → SQL with bound parameters. Works alike on PostgreSQL and Citus. */
import {
  type Expression,
  type Node,
  type OperatorName,
  QUOTIENT_DIGITS,
} from '@yipan/kernel/expression';
import type { Decimal, LedgerDate, Period } from '@yipan/kernel/value';
import { plain } from '@yipan/kernel/value';
import { type RawBuilder, sql } from 'kysely';

export interface SqlContext {
  /** The column of a dotted path; of a date its first ('start') or last ('end') day. */
  column(path: string, part: 'value' | 'start' | 'end'): RawBuilder<unknown>;
  readonly period?: Period | undefined;
}

type Sql = RawBuilder<unknown>;
/** A date is two columns, everything else one. */
interface Operand {
  readonly value: Sql;
  readonly end: Sql;
}
type Template = (a: Operand, b: Operand) => Sql;

/** Zeros that force numeric division to more decimals than are kept. */
const WIDEN = `1.${'0'.repeat(QUOTIENT_DIGITS + 5)}`;

const compare =
  (op: string): Template =>
  (a, b) =>
    sql`coalesce(${a.value} ${sql.raw(op)} ${b.value}, false)`;
const compareText =
  (op: string): Template =>
  (a, b) =>
    sql`coalesce((${a.value}) collate "C" ${sql.raw(op)} (${b.value}) collate "C", false)`;
const yes = (bool: Sql): Sql => sql`coalesce(${bool}, false)`;
const sure = (condition: Sql): Sql => sql`coalesce(${condition}, false)`;

const TEMPLATES = {
  'number ==': compare('='),
  'number !=': compare('<>'),
  'number <': compare('<'),
  'number <=': compare('<='),
  'number >': compare('>'),
  'number >=': compare('>='),
  'text ==': compareText('='),
  'text !=': compareText('<>'),
  'text <': compareText('<'),
  'text <=': compareText('<='),
  'text >': compareText('>'),
  'text >=': compareText('>='),
  'date ==': (a, b) => sure(sql`${a.value} = ${b.value} and ${a.end} = ${b.end}`),
  'date !=': (a, b) => sure(sql`${a.value} <> ${b.value} or ${a.end} <> ${b.end}`),
  'date <': (a, b) => sure(sql`${a.end} < ${b.value}`),
  'date <=': (a, b) => sure(sql`${a.end} <= ${b.end}`),
  'date >': (a, b) => sure(sql`${a.value} > ${b.end}`),
  'date >=': (a, b) => sure(sql`${a.value} >= ${b.value}`),
  'bool ==': (a, b) => sql`(${yes(a.value)} = ${yes(b.value)})`,
  'bool !=': (a, b) => sql`(${yes(a.value)} <> ${yes(b.value)})`,
  '&&': (a, b) => sql`(${yes(a.value)} and ${yes(b.value)})`,
  '||': (a, b) => sql`(${yes(a.value)} or ${yes(b.value)})`,
  '!': (a) => sql`(not ${yes(a.value)})`,
  '+': (a, b) => sql`(${a.value} + ${b.value})`,
  '-': (a, b) => sql`(${a.value} - ${b.value})`,
  '*': (a, b) => sql`(${a.value} * ${b.value})`,
  '/': (a, b) =>
    sql`round(${a.value} * ${sql.raw(WIDEN)} / nullif(${b.value}, 0), ${sql.raw(String(QUOTIENT_DIGITS))})`,
  negate: (a) => sql`(- ${a.value})`,
  startsWith: (a, b) => sure(sql`starts_with(${a.value}, ${b.value})`),
  endsWith: (a, b) => sure(sql`right(${a.value}, char_length(${b.value})) = ${b.value}`),
  contains: (a, b) => sure(sql`position(${b.value} in ${a.value}) > 0`),
  size: (a) => sql`char_length(${a.value})::numeric`,
  year: (a) => sql`extract(year from ${a.value})::numeric`,
} as const satisfies Readonly<Record<OperatorName, Template>>;

function literal(node: Extract<Node, { kind: 'literal' }>): Operand {
  switch (node.type) {
    case 'number': {
      const value = sql`${plain(node.value as Decimal)}::numeric`;
      return { value, end: value };
    }
    case 'date': {
      const { start, end } = node.value as LedgerDate;
      return { value: sql`${start}::date`, end: sql`${end}::date` };
    }
    case 'bool': {
      const value = sql`${node.value as boolean}::boolean`;
      return { value, end: value };
    }
    case 'text': {
      const value = sql`${node.value as string}::text`;
      return { value, end: value };
    }
  }
}

function compile(node: Node, context: SqlContext): Operand {
  const single = (value: Sql): Operand => ({ value, end: value });
  switch (node.kind) {
    case 'literal':
      return literal(node);
    case 'field':
      return node.type === 'date'
        ? { value: context.column(node.path, 'start'), end: context.column(node.path, 'end') }
        : single(context.column(node.path, 'value'));
    case 'period': {
      if (!context.period) throw new Error('the expression speaks of a period; none was given');
      return single(sql`${context.period[node.part]}::date`);
    }
    case 'apply': {
      const [a, b] = node.operands.map((operand) => compile(operand, context));
      const template: Template = TEMPLATES[node.operator];
      return single(template(a!, b!));
    }
    case 'is-null': {
      const { value } = compile(node.operand, context);
      return single(node.not ? sql`(${value} is not null)` : sql`(${value} is null)`);
    }
    case 'in': {
      const operand = compile(node.operand, context);
      const equal: Template = TEMPLATES[`${node.operand.type as 'text'} ==`];
      const options = node.options.map((option) => equal(operand, compile(option, context)));
      return single(options.length ? sql`(${sql.join(options, sql` or `)})` : sql`false`);
    }
    case 'if': {
      const condition = yes(compile(node.condition, context).value);
      const [then, otherwise] = [compile(node.then, context), compile(node.otherwise, context)];
      const choose = (part: 'value' | 'end') =>
        sql`(case when ${condition} then ${then[part]} else ${otherwise[part]} end)`;
      return { value: choose('value'), end: choose('end') };
    }
  }
}

/** The expression's SQL; a condition is never null. */
export function compileExpression(expression: Expression, context: SqlContext): Sql {
  const { value } = compile(expression.node, context);
  return expression.type === 'bool' ? sql`coalesce(${value}, false)` : value;
}
