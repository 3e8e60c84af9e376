// Expressions: CEL by syntax, a closed table of operators, exact decimals, dates of known
// precision. Checked once against a shape; run here in JavaScript and compiled to SQL in the store.
export { evaluate, type ReadField } from './evaluate.js';
export {
  type Expression,
  ExpressionError,
  type FieldShape,
  type Node,
  type Shape,
  type Value,
  type ValueType,
} from './node.js';
export { OPERATORS, type OperatorName, QUOTIENT_DIGITS } from './operators.js';
export { parseExpression } from './parse.js';
