/** What the program says: Chinese unless the locale is another language; results apart from talk. */
import type { Problem, YipanError } from '@yipan/kernel/errors';
import colors from 'picocolors';

const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
/** C, POSIX and unset say nothing about the reader; Yipan's readers read Chinese. */
export const english = !/^(zh|C\b|C\.|POSIX|$)/i.test(locale);

export function say(zh: string, en: string): string {
  return english ? en : zh;
}

/** Talk goes to stderr, so that stdout carries only the result. */
export function tell(zh: string, en: string): void {
  process.stderr.write(`${say(zh, en)}\n`);
}

export function result(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

export function json(value: unknown): void {
  result(JSON.stringify(value, null, 2));
}

/** file:line:column, what is wrong, what was probably meant. */
export function problemLine(problem: Problem): string {
  const { file, line, column, level, suggestion } = problem;
  const hint = suggestion
    ? say(`（是否应为“${suggestion}”？）`, ` (did you mean "${suggestion}"?)`)
    : '';
  const place = colors.bold(`${file}:${line}:${column}`);
  const mark =
    level === 'error' ? colors.red(say('错误', 'error')) : colors.yellow(say('提醒', 'warning'));
  return `${place} ${mark} ${say(problem.zh, problem.en)}${hint}`;
}

/** Problems printed at most; a file with thousands has one cause. */
const PROBLEMS_MAX = 50;

export function tellProblems(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, PROBLEMS_MAX))
    tell(problemLine(problem), problemLine(problem));
  const more = problems.length - PROBLEMS_MAX;
  if (more > 0) tell(`……另有 ${more} 处`, `… and ${more} more`);
}

export function tellError(error: YipanError): void {
  tellProblems(error.problems);
  tell(colors.red(error.message), colors.red(error.en));
}
