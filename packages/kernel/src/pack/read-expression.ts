/** One expression of a pack document: parsed and typed, or a problem at its own column. */

import type { Problem } from '../errors.js';
import {
  type Expression,
  ExpressionError,
  parseExpression,
  type Shape,
} from '../expression/index.js';
import type { Path, SourceDocument } from './source.js';

export function expressionAt(
  source: SourceDocument,
  path: Path,
  text: string,
  shape: Shape,
  problems: Problem[],
  type: 'bool' | 'number' = 'bool',
): Expression | undefined {
  try {
    return parseExpression(text, shape, type);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message: zh, en, suggestion, offset } = error;
    problems.push(source.problem(path, { zh, en, suggestion }, offset));
    return undefined;
  }
}
