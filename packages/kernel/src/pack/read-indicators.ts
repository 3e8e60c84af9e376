/** Indicator documents → indicators: measures, times, units, parts and cycles checked. */
import type { Problem } from '../errors.js';
import type { Shape } from '../expression/index.js';
import type { Indicator, Measure, MeasureName, Time } from '../indicator/indicator.js';
import { isNumeric, nearest, type Register } from '../register/index.js';
import { convertible, parsePeriod } from '../value/index.js';
import { expressionAt } from './read-expression.js';
import type { Read } from './read-registers.js';
import type { Document } from './schema.js';
import { fieldAt, shapeOf } from './shape.js';
import type { Path, Say } from './source.js';

type IndicatorDocument = Document<'indicator'>;
type Simple = Extract<IndicatorDocument, { type: 'simple' }>;
type Registers = ReadonlyMap<string, Register>;

/** The register that citations live in, and how a cited indicator reads it. */
const CITATIONS = 'cited_figures';
const MEASURE = /^(count|count_distinct|sum|only)(?:\(\s*([a-z0-9_.]+)\s*\))?$/;

class Reader {
  constructor(
    private readonly registers: Registers,
    private readonly ids: readonly string[],
    readonly problems: Problem[],
  ) {}

  private complain(read: Read<unknown>, path: Path, say: Say): undefined {
    this.problems.push(read.source.problem(path, say));
  }

  /** The base shared by all types, as the model names it. */
  private base(document: IndicatorDocument) {
    const { label, aliases, unit, period, print, better, owner, section } = document;
    const { disclosure, definition, caveat, source } = document;
    const about = { disclosure, definition, caveat, source };
    return {
      id: document.indicator,
      ...{ label, aliases, unit, period, print, better, owner, section },
      ...about,
    };
  }

  private needs(read: Read<IndicatorDocument>, path: Path, id: string): void {
    if (this.ids.includes(id)) return;
    this.complain(read, path, {
      zh: `没有指标“${id}”`,
      en: `No indicator "${id}"`,
      suggestion: nearest(id, this.ids),
    });
  }

  private measure(read: Read<Simple>, register: Register): Measure | undefined {
    const text = read.document.measure;
    const match = MEASURE.exec(text.trim());
    const name = match?.[1] as MeasureName | undefined;
    if (!name || (name === 'count') !== (match![2] === undefined)) {
      return this.complain(read, ['measure'], {
        zh: `计量“${text}”应为 count、count_distinct(字段)、sum(字段) 或 only(字段)`,
        en: `measure "${text}" must be count, count_distinct(f), sum(f) or only(f)`,
      });
    }
    if (name === 'count') return { name };
    const path = match![2]!;
    const field = fieldAt(register, path.split('.'), this.registers);
    if (!field) {
      return this.complain(read, ['measure'], {
        zh: `台账“${register.id}”没有字段“${path}”`,
        en: `Register "${register.id}" has no field "${path}"`,
        suggestion: nearest(path, shapeOf(register, this.registers, 'refs').names()),
      });
    }
    if (name !== 'count_distinct' && !isNumeric(field)) {
      return this.complain(read, ['measure'], {
        zh: `${name} 只能用于数值字段，“${path}”是 ${field.type}`,
        en: `${name} needs a number; "${path}" is ${field.type}`,
      });
    }
    const { unit } = read.document;
    if (name !== 'count_distinct' && field.unit && !convertible(field.unit, unit)) {
      return this.complain(read, ['unit'], {
        zh: `单位“${unit}”不能由字段单位“${field.unit}”换算`,
        en: `Unit "${unit}" does not convert from the field's "${field.unit}"`,
      });
    }
    return { name, field: path, fieldUnit: name === 'count_distinct' ? undefined : field.unit };
  }

  private time(read: Read<Simple>, register: Register): Time | undefined {
    const { time } = read.document;
    if (time === 'attribute') return { kind: 'attribute' };
    const dated = (path: string, at: Path, type: 'date' | 'int' | 'text'): boolean => {
      const field = fieldAt(register, path.split('.'), this.registers);
      if (field?.type === type) return true;
      const options = shapeOf(register, this.registers, 'refs').names();
      this.complain(read, at, {
        zh: `“${path}”应为台账“${register.id}”的 ${type} 字段`,
        en: `"${path}" must be a ${type} field of register "${register.id}"`,
        suggestion: nearest(path, options),
      });
      return false;
    };
    if ('flow' in time) {
      return dated(time.flow, ['time', 'flow'], 'date')
        ? { kind: 'flow', field: time.flow }
        : undefined;
    }
    if ('list' in time) {
      return dated(time.list, ['time', 'list'], 'int')
        ? { kind: 'list', field: time.list }
        : undefined;
    }
    if ('period' in time) {
      const known = dated(time.period, ['time', 'period'], 'text');
      return known ? { kind: 'period', field: time.period } : undefined;
    }
    const { from, to } = time.stock;
    const known =
      dated(from, ['time', 'stock', 'from'], 'date') &&
      (to === undefined || dated(to, ['time', 'stock', 'to'], 'date'));
    return known ? { kind: 'stock', from, to } : undefined;
  }

  private simple(read: Read<Simple>): Indicator | undefined {
    const { document } = read;
    const register = this.registers.get(document.register);
    if (!register) {
      return this.complain(read, ['register'], {
        zh: `没有台账“${document.register}”`,
        en: `No register "${document.register}"`,
        suggestion: nearest(document.register, [...this.registers.keys()]),
      });
    }
    const shape = shapeOf(register, this.registers, 'refs-and-period');
    const where =
      document.where === undefined
        ? undefined
        : expressionAt(read.source, ['where'], document.where, shape, this.problems);
    const measure = this.measure(read, register);
    const time = this.time(read, register);
    if (!measure || !time || (document.where !== undefined && !where)) return undefined;
    const base = this.base(document);
    return { ...base, type: 'simple', register: register.id, measure, where, time, cited: false };
  }

  /** A cited figure reads the one citation of its own name whose period is the asked one. */
  private cited(read: Read<IndicatorDocument>): Indicator | undefined {
    const { document } = read;
    const register = this.registers.get(CITATIONS);
    if (!register) {
      return this.complain(read, ['type'], {
        zh: `引用数需要台账“${CITATIONS}”`,
        en: `A cited figure needs the register "${CITATIONS}"`,
      });
    }
    const shape = shapeOf(register, this.registers, 'refs');
    // A citation without a scope speaks of the region itself.
    const text = `indicator == '${document.indicator}' && scope == null`;
    const where = expressionAt(read.source, [], text, shape, this.problems);
    if (!where) return undefined;
    return {
      ...this.base(document),
      type: 'simple',
      register: CITATIONS,
      measure: { name: 'only', field: 'value' },
      where,
      time: { kind: 'period', field: 'period' },
      cited: true,
    };
  }

  private derived(
    read: Read<Extract<IndicatorDocument, { type: 'derived' }>>,
  ): Indicator | undefined {
    const { document } = read;
    const inputs = Object.entries(document.inputs).map(([name, input]) => {
      const indicator = typeof input === 'string' ? input : input.indicator;
      this.needs(read, ['inputs', name], indicator);
      return { name, indicator, yearsBefore: typeof input === 'string' ? 0 : input.years_before };
    });
    const shape: Shape = {
      names: () => inputs.map((input) => input.name),
      field: (path) =>
        path.length === 1 && inputs.some((input) => input.name === path[0])
          ? { type: 'number' }
          : undefined,
    };
    const { source } = read;
    const formula = expressionAt(
      source,
      ['formula'],
      document.formula,
      shape,
      this.problems,
      'number',
    );
    return formula && { ...this.base(document), type: 'derived', inputs, formula };
  }

  read(read: Read<IndicatorDocument>): Indicator | undefined {
    const { document } = read;
    if (document.period !== undefined && !parsePeriod(document.period)) {
      this.complain(read, ['period'], {
        zh: `“${document.period}”不是时期，例 2026、2025-H1、2025-06`,
        en: `"${document.period}" is no period; e.g. 2026, 2025-H1, 2025-06`,
      });
    }
    switch (document.type) {
      case 'simple':
        return this.simple({ ...read, document });
      case 'cited':
        return this.cited(read);
      case 'derived':
        return this.derived({ ...read, document });
      case 'ratio': {
        const { numerator, denominator } = document;
        this.needs(read, ['numerator'], numerator);
        this.needs(read, ['denominator'], denominator);
        return { ...this.base(document), type: 'ratio', numerator, denominator };
      }
      case 'cumulative':
        this.needs(read, ['of'], document.of);
        return { ...this.base(document), type: 'cumulative', of: document.of, from: document.from };
    }
  }
}

/** The indicators that one is computed from. */
export function partsOf(indicator: Indicator): readonly string[] {
  switch (indicator.type) {
    case 'simple':
      return [];
    case 'ratio':
      return [indicator.numerator, indicator.denominator];
    case 'derived':
      return indicator.inputs.map((input) => input.indicator);
    case 'cumulative':
      return [indicator.of];
  }
}

function inCycle(indicators: ReadonlyMap<string, Indicator>, id: string): boolean {
  const seen = new Set<string>();
  const visit = (at: string): boolean => {
    const indicator = indicators.get(at);
    return (
      !!indicator &&
      partsOf(indicator).some((part) => {
        if (part === id) return true;
        if (seen.has(part)) return false;
        seen.add(part);
        return visit(part);
      })
    );
  };
  return visit(id);
}

/** All indicators of a pack; problems are appended. */
export function readIndicators(
  documents: readonly Read<IndicatorDocument>[],
  registers: Registers,
  problems: Problem[],
): Map<string, Indicator> {
  const ids = documents.map(({ document }) => document.indicator);
  const reader = new Reader(registers, ids, problems);
  const indicators = new Map<string, Indicator>();
  for (const read of documents) {
    const indicator = reader.read(read);
    if (indicator) indicators.set(indicator.id, indicator);
  }
  for (const { source, document } of documents) {
    if (!inCycle(indicators, document.indicator)) continue;
    problems.push(
      source.problem([], {
        zh: `指标“${document.indicator}”由它自己算出（循环）`,
        en: `Indicator "${document.indicator}" is computed from itself (a cycle)`,
      }),
    );
  }
  return indicators;
}
