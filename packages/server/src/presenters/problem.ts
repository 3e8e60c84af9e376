/** Findings and failures → what the API shows. */
import type { Problem, YipanError } from '@yipan/kernel/errors';
import type { ErrorView, ProblemView } from '../api/index.js';

export function presentProblem({ suggestion, ...problem }: Problem): ProblemView {
  return suggestion === undefined ? problem : { ...problem, suggestion };
}

export function presentError(error: YipanError): ErrorView {
  const { code, message: zh, en, problems } = error;
  return problems.length
    ? { code, zh, en, problems: problems.map(presentProblem) }
    : { code, zh, en };
}
