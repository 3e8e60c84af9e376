/** Reading figures: the list, one with its card, its trace, the entries behind it. */
import { type Computation, formulaText, scopeText } from '@yipan/kernel/indicator';
import type { Pack } from '@yipan/kernel/pack';
import type { Actor } from '@yipan/kernel/policy';
import {
  convert,
  type Decimal,
  decimal,
  monthsOf,
  type Period,
  parseDecimal,
  periodLabel,
  plain,
  months as wholeMonths,
  yearOf,
  yearsBefore,
  yearToDate,
} from '@yipan/kernel/value';
import { contributionsOf } from '@yipan/store';
import type { ContributionPage, FigureDetail, FigureView, Slice, TraceView } from '../api/index.js';
import { byOffice, type Counter, queriesOf, type Sitting } from '../counter.js';
import { presentFigure, shownValue, ungrouped } from '../presenters/figure.js';

export interface Asked {
  readonly period?: string | undefined;
  readonly scope?: string | undefined;
  readonly asOf?: string | undefined;
}

/** Figures computed in this sitting, in the pack's order. */
export async function figuresOf(
  counter: Counter,
  sitting: Sitting,
  ids: Iterable<string>,
  asked: Asked,
): Promise<FigureView[]> {
  const scope = counter.scope(sitting.pack, asked.scope);
  const period = counter.period(sitting.pack, asked.period);
  const figures: FigureView[] = [];
  for (const id of ids) {
    figures.push(presentFigure(await counter.compute(sitting, id, scope, period), sitting.asOf));
  }
  return figures;
}

export function listFigures(counter: Counter, actor: Actor, asked: Asked): Promise<FigureView[]> {
  return counter.sit(actor, asked.asOf, (sitting) =>
    figuresOf(counter, sitting, sitting.pack.indicators.keys(), asked),
  );
}

async function traceOf(sitting: Sitting, computation: Computation): Promise<TraceView> {
  const { executor, pack, seq } = sitting;
  const { indicator, query } = computation;
  const found = query ? await contributionsOf(executor, pack, seq, query) : { total: 0, rows: [] };
  const value = ungrouped(computation);
  const operands: TraceView[] = [];
  for (const operand of computation.operands) operands.push(await traceOf(sitting, operand));
  return {
    indicator: indicator.id,
    name: indicator.label.zh,
    period: computation.period.id,
    scope: scopeText(computation.scope),
    value: value && plain(value),
    unit: indicator.unit,
    formula: formulaText(indicator, pack),
    operands,
    entries: {
      total: found.total,
      rows: found.rows.map(({ entry, recordId, title, version, contribution }) => ({
        register: query!.register,
        entry,
        recordId,
        title,
        version,
        contribution: inUnit(computation, contribution),
      })),
    },
  };
}

/** A stored amount in the figure's unit, so that contributions add up to it. */
function inUnit(computation: Computation, stored: string | null): string | null {
  const { indicator } = computation;
  const from = indicator.type === 'simple' ? indicator.measure.fieldUnit : undefined;
  if (stored === null || !from || from === indicator.unit) return trim(stored);
  return plain(convert(decimal(stored), from, indicator.unit));
}

function trim(stored: string | null): string | null {
  const number = stored === null ? undefined : parseDecimal(stored);
  return number ? plain(number) : stored;
}

export function traceFigure(
  counter: Counter,
  actor: Actor,
  id: string,
  asked: Asked,
): Promise<TraceView> {
  return counter.sit(actor, asked.asOf, async (sitting) => {
    const { pack } = sitting;
    const scope = counter.scope(pack, asked.scope);
    const period = counter.period(pack, asked.period);
    return traceOf(sitting, await counter.compute(sitting, id, scope, period));
  });
}

/** A page of the entries behind a figure; a ratio's are those of its numerator. */
export function figureEntries(
  counter: Counter,
  actor: Actor,
  id: string,
  asked: Asked & { limit: number; offset: number },
): Promise<ContributionPage> {
  return counter.sit(actor, asked.asOf, async (sitting) => {
    const { pack, executor, seq } = sitting;
    const scope = counter.scope(pack, asked.scope);
    const computation = await counter.compute(
      sitting,
      id,
      scope,
      counter.period(pack, asked.period),
    );
    const leaf = firstLeaf(computation);
    const query = queriesOf(computation)[0];
    if (!leaf || !query) return { total: 0, rows: [] };
    const register = pack.registers.get(query.register)!;
    const found = await contributionsOf(executor, pack, seq, query, asked);
    return {
      total: found.total,
      rows: found.rows.map((row) => ({
        register: register.id,
        registerLabel: register.label,
        entry: row.entry,
        recordId: row.recordId,
        title: row.title,
        version: row.version,
        office: officeName(pack, row.officePath),
        origin: row.origin,
        contribution: inUnit(leaf, row.contribution),
        unit: leaf.indicator.unit,
      })),
    };
  });
}

function firstLeaf(computation: Computation): Computation | undefined {
  if (computation.query) return computation;
  for (const operand of computation.operands) {
    const leaf = firstLeaf(operand);
    if (leaf) return leaf;
  }
  return undefined;
}

export function officeName(pack: Pack, path: string): string {
  return pack.offices.find((office) => office.path === path)?.short.zh ?? path;
}

/** Months mean something for flows; a list of a year or a named attribute has none. */
function monthly(pack: Pack, computation: Computation): boolean {
  return (
    queriesOf(computation).every((query) => {
      const fromList = query.window.kind === 'equals' || query.window.kind === 'all';
      return !fromList || (query.where?.source.includes('period.') ?? false);
    }) && pack.indicators.get(computation.indicator.id)!.period === undefined
  );
}

async function monthSlices(counter: Counter, sitting: Sitting, computation: Computation) {
  const { indicator, scope, period } = computation;
  if (!monthly(sitting.pack, computation)) return [];
  const year = wholeMonths(yearOf(period), 1, 12);
  const slice = async (at: Period): Promise<Slice> => {
    const found = await counter.compute(sitting, indicator.id, scope, at);
    return toSlice(found, at.id, periodLabel(at), ungrouped(found));
  };
  const slices: FigureDetail['months'] = [];
  for (const month of monthsOf(year)) {
    const [now, toDate] = [await slice(month), await slice(yearToDate(month))];
    slices.push({ month: now, toDate, lastYear: await slice(yearsBefore(month)) });
  }
  return slices;
}

function toSlice(found: Computation, id: string, label: string, value: Decimal | null): Slice {
  return { id, label, value: value && plain(value), shown: shownValue(found, value) };
}

/** By reporting office, in the official order. */
async function officeSlices(counter: Counter, sitting: Sitting, computation: Computation) {
  const { indicator, scope, period } = computation;
  const found = await counter.compute(sitting, indicator.id, scope, period, byOffice);
  return sitting.pack.offices.flatMap((office) => {
    const value = found.values.get(office.id) ?? null;
    return value ? [toSlice(found, office.id, office.short.zh, value)] : [];
  });
}

export function describeFigure(
  counter: Counter,
  actor: Actor,
  id: string,
  asked: Asked,
): Promise<FigureDetail> {
  return counter.sit(actor, asked.asOf, async (sitting) => {
    const { pack, executor, seq } = sitting;
    const scope = counter.scope(pack, asked.scope);
    const computation = await counter.compute(
      sitting,
      id,
      scope,
      counter.period(pack, asked.period),
    );
    const { indicator, period } = computation;
    const query = queriesOf(computation)[0];
    const first = { limit: 1, offset: 0 };
    const entries = query ? await contributionsOf(executor, pack, seq, query, first) : undefined;
    const register = query && pack.registers.get(query.register);
    return {
      figure: presentFigure(computation, sitting.asOf),
      label: indicator.label,
      aliases: [...indicator.aliases],
      type: indicator.type,
      definition: indicator.definition,
      caveat: indicator.caveat ?? null,
      source: indicator.source ?? null,
      owner: indicator.owner,
      disclosure: indicator.disclosure,
      better: indicator.better,
      formula: formulaText(indicator, pack),
      period: {
        id: period.id,
        label: { zh: periodLabel(period), en: periodLabel(period, 'en') },
        start: period.start,
        end: period.end,
      },
      register: register ? { id: register.id, label: register.label } : null,
      operands: computation.operands.map((operand) => presentFigure(operand, sitting.asOf)),
      months: await monthSlices(counter, sitting, computation),
      offices: await officeSlices(counter, sitting, computation),
      entryTotal: entries?.total ?? 0,
    };
  });
}
