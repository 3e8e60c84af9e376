/** Board documents → boards: every named indicator, register, field and rule must exist. */
import type { Problem } from '../errors.js';
import { nearest, type Register } from '../register/index.js';
import type { Board, Fact, Light, Stones } from './pack.js';
import { expressionAt } from './read-expression.js';
import type { Read } from './read-registers.js';
import type { Document } from './schema.js';
import { fieldAt, shapeOf } from './shape.js';
import type { Path } from './source.js';

type BoardDocument = Document<'board'>;
type Registers = ReadonlyMap<string, Register>;

interface Known {
  readonly registers: Registers;
  readonly indicators: readonly string[];
  readonly problems: Problem[];
}

function missing(
  read: Read<unknown>,
  path: Path,
  id: string,
  options: readonly string[],
  known: Known,
) {
  if (options.includes(id)) return;
  known.problems.push(
    read.source.problem(path, {
      zh: `不存在“${id}”`,
      en: `"${id}" does not exist`,
      suggestion: nearest(id, options),
    }),
  );
}

function readLights(
  read: Read<BoardDocument>,
  register: Register,
  lights: NonNullable<BoardDocument['stones']>['lights'],
  known: Known,
): Light[] {
  const shape = shapeOf(register, known.registers, 'refs-and-period');
  return lights.flatMap(({ light, when, say }, i) => {
    const path = ['stones', 'lights', i, 'when'];
    const expression = expressionAt(read.source, path, when, shape, known.problems);
    return expression ? [{ light, when: expression, say }] : [];
  });
}

function readStones(read: Read<BoardDocument>, known: Known): Stones | undefined {
  const stones = read.document.stones;
  if (!stones) return undefined;
  missing(read, ['stones', 'register'], stones.register, [...known.registers.keys()], known);
  const register = known.registers.get(stones.register);
  if (!register) return undefined;
  const office = stones.office ?? 'office';
  const { piece, at, row, column, size } = stones;
  for (const [part, path] of Object.entries({ piece, at, row, column, size, office })) {
    if (fieldAt(register, path.split('.'), known.registers)) continue;
    missing(
      read,
      ['stones', part],
      path,
      shapeOf(register, known.registers, 'refs').names(),
      known,
    );
  }
  const lights = readLights(read, register, stones.lights, known);
  return { register: register.id, piece, at, row, column, size, office, lights };
}

function readFacts(
  read: Read<BoardDocument>,
  section: number,
  facts: BoardDocument['sections'][number]['facts'],
  known: Known,
): Fact[] {
  return facts.flatMap(({ register: id, where, label }, i) => {
    const path = ['sections', section, 'facts', i];
    missing(read, [...path, 'register'], id, [...known.registers.keys()], known);
    const register = known.registers.get(id);
    if (!register) return [];
    const shape = shapeOf(register, known.registers, 'refs');
    const at = [...path, 'where'];
    const expression = expressionAt(read.source, at, where, shape, known.problems);
    return expression ? [{ register: id, where: expression, label }] : [];
  });
}

function readPlan(read: Read<BoardDocument>, known: Known): Board['plan'] {
  const plan = read.document.plan;
  const register = plan && known.registers.get(plan.register);
  if (!plan || !register) {
    if (plan)
      missing(read, ['plan', 'register'], plan.register, [...known.registers.keys()], known);
    return undefined;
  }
  const shape = shapeOf(register, known.registers, 'refs');
  const at = (part: 'actions' | 'items') =>
    expressionAt(read.source, ['plan', part], plan[part], shape, known.problems);
  const [actions, items] = [at('actions'), at('items')];
  return actions && items && { year: plan.year, register: register.id, actions, items };
}

export function readBoard(read: Read<BoardDocument>, known: Known): Board {
  const { document } = read;
  document.headline.forEach((id, i) => {
    missing(read, ['headline', i], id, known.indicators, known);
  });
  const sections = document.sections.map((section, i) => {
    section.indicators.forEach((id, j) => {
      missing(read, ['sections', i, 'indicators', j], id, known.indicators, known);
    });
    const facts = readFacts(read, i, section.facts, known);
    return { id: section.id, label: section.label, indicators: section.indicators, facts };
  });
  return {
    id: document.board,
    label: document.label,
    headline: document.headline,
    stones: readStones(read, known),
    sections,
    plan: readPlan(read, known),
  };
}
