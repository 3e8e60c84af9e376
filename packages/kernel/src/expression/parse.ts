/**
 * CEL text → a checked expression. The library only parses; names, types and the table of
 * operators are checked here, and decimals are re-read from the text, as floats would bend them.
 */
import { type ASTNode, parse as parseCel } from '@marcbachmann/cel-js';
import { nearest } from '../register/nearest.js';
import { parseDate, parseDecimal } from '../value/index.js';
import {
  type Expression,
  ExpressionError,
  type FieldShape,
  type Node,
  type Shape,
  type ValueType,
} from './node.js';
import { OPERATORS, type OperatorName, operator } from './operators.js';

const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  number: '数值',
  text: '文本',
  date: '日期',
  bool: '是否',
};
const METHODS = ['startsWith', 'endsWith', 'contains'] as const;
const FUNCTIONS = ['date', 'year', 'size'] as const;
const EQUALITY = new Set(['==', '!=']);
const ORDER = new Set(['<', '<=', '>', '>=']);
const ARITHMETIC = new Set(['+', '-', '*', '/']);

class Checker {
  readonly paths = new Set<string>();

  constructor(
    private readonly source: string,
    private readonly shape: Shape,
  ) {}

  check(ast: ASTNode): Node {
    const { op } = ast;
    if (op === 'value') return this.literal(ast);
    if (op === 'id' || op === '.') return this.name(ast);
    if (op === '!_') return this.operate(ast, '!', [ast.args as ASTNode]);
    if (op === '-_') return this.operate(ast, 'negate', [ast.args as ASTNode]);
    if (op === '&&' || op === '||') return this.operate(ast, op, ast.args as ASTNode[]);
    if (ARITHMETIC.has(op)) return this.operate(ast, op as OperatorName, ast.args as ASTNode[]);
    if (EQUALITY.has(op) || ORDER.has(op)) return this.comparison(ast);
    if (op === 'in') return this.membership(ast);
    if (op === '?:') return this.choice(ast);
    if (op === 'call') return this.call(ast);
    if (op === 'rcall') return this.method(ast);
    return this.fail(ast, `不支持的写法“${op}”`, `"${op}" is not supported`);
  }

  fail(ast: ASTNode, zh: string, en: string, suggestion?: string): never {
    throw new ExpressionError(zh, en, ast.start, ast.end - ast.start, suggestion);
  }

  private literal(ast: ASTNode): Node {
    const value: unknown = ast.args;
    if (typeof value === 'string') return { kind: 'literal', type: 'text', value };
    if (typeof value === 'boolean') return { kind: 'literal', type: 'bool', value };
    if (typeof value === 'number' || typeof value === 'bigint') {
      const text = this.source.slice(ast.start, ast.end);
      const number = parseDecimal(text);
      if (number) return { kind: 'literal', type: 'number', value: number };
      return this.fail(ast, `数“${text}”应写成普通小数`, `Write "${text}" as a plain decimal`);
    }
    return this.fail(
      ast,
      'null 只能用于 == null 或 != null',
      'null may only stand in == null or != null',
    );
  }

  private pathOf(ast: ASTNode): string[] {
    if (ast.op === 'id') return [ast.args as string];
    if (ast.op !== '.') return this.fail(ast, '这里应是字段名', 'A field name is expected here');
    const [object, name] = ast.args as [ASTNode, string];
    return [...this.pathOf(object), name];
  }

  private shapeOf(ast: ASTNode): { path: string[]; field: FieldShape } {
    const path = this.pathOf(ast);
    const field = this.shape.field(path);
    if (field) return { path, field };
    const name = path.join('.');
    const names = this.shape.period
      ? [...this.shape.names(), 'period.start', 'period.end']
      : this.shape.names();
    return this.fail(ast, `没有字段“${name}”`, `No field "${name}"`, nearest(name, names));
  }

  private name(ast: ASTNode): Node {
    const path = this.pathOf(ast);
    const [first, second] = path;
    const part = second === 'start' || second === 'end' ? second : undefined;
    if (this.shape.period && first === 'period' && part && path.length === 2) {
      return { kind: 'period', type: 'date', part };
    }
    const { field } = this.shapeOf(ast);
    this.paths.add(path.join('.'));
    return { kind: 'field', type: field.type, path: path.join('.') };
  }

  private operate(ast: ASTNode, name: OperatorName, args: readonly ASTNode[]): Node {
    const { operands: types, result } = operator(name);
    const operands = args.map((arg, i) => this.typed(arg, types[i]!));
    return { kind: 'apply', type: result, operator: name, operands };
  }

  private typed(ast: ASTNode, type: ValueType): Node {
    const node = this.check(ast);
    if (node.type === type) return node;
    return this.fail(
      ast,
      `这里应是${TYPE_NAMES[type]}，实为${TYPE_NAMES[node.type]}`,
      `A ${type} is expected here, not a ${node.type}`,
    );
  }

  private comparison(ast: ASTNode): Node {
    const [left, right] = ast.args as [ASTNode, ASTNode];
    const isNull = (side: ASTNode) => side.op === 'value' && side.args === null;
    if (EQUALITY.has(ast.op) && (isNull(left) || isNull(right))) {
      const operand = this.check(isNull(left) ? right : left);
      return { kind: 'is-null', type: 'bool', operand, not: ast.op === '!=' };
    }
    const a = this.check(left);
    const b = this.typed(right, a.type);
    const name = `${a.type} ${ast.op}`;
    if (!(name in OPERATORS)) {
      this.fail(ast, `${TYPE_NAMES[a.type]}不能比较大小`, `A ${a.type} has no order`);
    }
    this.known(left, right);
    this.known(right, left);
    return { kind: 'apply', type: 'bool', operator: name as OperatorName, operands: [a, b] };
  }

  /** An enum compared with a word that it can never be is a slip of the pen. */
  private known(field: ASTNode, literal: ASTNode): void {
    if ((field.op !== 'id' && field.op !== '.') || literal.op !== 'value') return;
    const path = this.pathOf(field);
    const options = this.shape.field(path)?.of;
    const value: unknown = literal.args;
    if (!options || typeof value !== 'string' || options.includes(value)) return;
    this.fail(
      literal,
      `“${path.join('.')}”没有取值“${value}”，可选：${options.join('、')}`,
      `"${path.join('.')}" is never "${value}"; one of ${options.join(', ')}`,
      nearest(value, options),
    );
  }

  private membership(ast: ASTNode): Node {
    const [item, list] = ast.args as [ASTNode, ASTNode];
    if (list.op !== 'list') {
      this.fail(list, "in 后面应是列表，如 ['a', 'b']", "A list must follow `in`: ['a', 'b']");
    }
    const operand = this.check(item);
    const options = (list.args as ASTNode[]).map((option) => {
      if (option.op !== 'value') this.fail(option, '列表里只能是常量', 'Only literals in a list');
      this.known(item, option);
      return this.typed(option, operand.type);
    });
    return { kind: 'in', type: 'bool', operand, options };
  }

  private choice(ast: ASTNode): Node {
    const [when, yes, no] = ast.args as [ASTNode, ASTNode, ASTNode];
    const condition = this.typed(when, 'bool');
    const then = this.check(yes);
    const otherwise = this.typed(no, then.type);
    return { kind: 'if', type: then.type, condition, then, otherwise };
  }

  private call(ast: ASTNode): Node {
    const [name, args] = ast.args as [string, ASTNode[]];
    const known = (FUNCTIONS as readonly string[]).includes(name);
    if (!known || args.length !== 1) {
      this.fail(ast, `没有函数“${name}”`, `No function "${name}"`, nearest(name, FUNCTIONS));
    }
    if (name !== 'date') return this.operate(ast, name as 'year' | 'size', args);
    const text: unknown = args[0]!.op === 'value' ? args[0]!.args : undefined;
    const value = typeof text === 'string' ? parseDate(text) : undefined;
    if (value) return { kind: 'literal', type: 'date', value };
    return this.fail(ast, 'date("…") 里应是日期，如 2025-06-30', 'date("…") needs 2025-06-30');
  }

  private method(ast: ASTNode): Node {
    const [name, object, args] = ast.args as [string, ASTNode, ASTNode[]];
    if (!(METHODS as readonly string[]).includes(name) || args.length !== 1) {
      this.fail(ast, `没有方法“${name}”`, `No method "${name}"`, nearest(name, METHODS));
    }
    return this.operate(ast, name as OperatorName, [object, args[0]!]);
  }
}

function parseTree(source: string): ASTNode {
  try {
    return parseCel(source).ast as ASTNode;
  } catch (error) {
    const { range, message } = error as { range?: { start: number; end: number }; message: string };
    const first = message.split('\n')[0]!;
    const offset = range?.start ?? 0;
    throw new ExpressionError(`表达式写法有误：${first}`, first, offset, 1);
  }
}

/** Parses and checks; throws ExpressionError. */
export function parseExpression(source: string, shape: Shape, expected?: ValueType): Expression {
  const ast = parseTree(source);
  const checker = new Checker(source, shape);
  const node = checker.check(ast);
  if (expected && node.type !== expected) {
    const [zh, en] = [TYPE_NAMES[expected], expected];
    checker.fail(ast, `表达式的结果应是${zh}`, `The expression must give a ${en}`);
  }
  return { source, type: node.type, node, paths: [...checker.paths] };
}
