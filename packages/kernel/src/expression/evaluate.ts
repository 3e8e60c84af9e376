/** Runs a checked expression over one row. */
import { type Period, parseDate } from '../value/index.js';
import type { Expression, Node, Value } from './node.js';
import { LOGIC, operator } from './operators.js';

/** How a row answers a field's dotted path. */
export type ReadField = (path: string) => Value;

function apply(node: Extract<Node, { kind: 'apply' }>, values: readonly Value[]): Value {
  const { apply: run, result } = operator(node.operator);
  if (LOGIC.has(node.operator)) {
    return run((values[0] ?? false) as never, (values[1] ?? false) as never);
  }
  // A comparison with null is false, a computation with null is null.
  if (values.includes(null)) return result === 'bool' ? false : null;
  return run(values[0] as never, values[1] as never);
}

function run(node: Node, read: ReadField, period: Period | undefined): Value {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'field':
      return read(node.path);
    case 'period': {
      if (!period) throw new Error('the expression speaks of a period and none was given');
      return parseDate(period[node.part])!;
    }
    case 'apply':
      return apply(
        node,
        node.operands.map((operand) => run(operand, read, period)),
      );
    case 'is-null':
      return (run(node.operand, read, period) === null) !== node.not;
    case 'in': {
      const value = run(node.operand, read, period);
      if (value === null) return false;
      const equal = operator(`${node.operand.type as 'text'} ==`);
      return node.options.some((o) => equal.apply(value as never, run(o, read, period) as never));
    }
    case 'if':
      return run(node.condition, read, period) === true
        ? run(node.then, read, period)
        : run(node.otherwise, read, period);
  }
}

/** The value over a row; a bool expression never gives null. */
export function evaluate(expression: Expression, read: ReadField, period?: Period): Value {
  const value = run(expression.node, read, period);
  return expression.type === 'bool' ? (value ?? false) : value;
}
