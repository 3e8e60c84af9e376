/** The board: headline, stones through the year, the sections with their facts, next year's plan. */

import { YipanError } from '@yipan/kernel/errors';
import type { Expression } from '@yipan/kernel/expression';
import type { Board, Fact, Pack } from '@yipan/kernel/pack';
import type { Actor } from '@yipan/kernel/policy';
import { months, monthsOf, periodLabel, yearOf } from '@yipan/kernel/value';
import { type Entry, listEntries, type StoneRow, stonesOf } from '@yipan/store';
import type { BoardView, EntryLink, Piece, StonesView } from '../api/index.js';
import type { Counter, Sitting } from '../counter.js';
import { type Asked, figuresOf } from './figures.js';

/** Entries a fact lists at most; the rest are a click away. */
const FACT_ENTRIES_MAX = 20;

function linkOf(pack: Pack, register: string, entry: Entry): EntryLink {
  const { title, datedBy } = pack.registers.get(register)!;
  const date = datedBy ? entry.values[datedBy] : null;
  return {
    register,
    entry: entry.id,
    title: entry.refs[title]?.title ?? String(entry.values[title] ?? entry.values.record_id),
    date: typeof date === 'string' ? date : null,
    origin: typeof entry.values.origin === 'string' ? entry.values.origin : null,
  };
}

async function links(sitting: Sitting, register: string, where: Expression): Promise<EntryLink[]> {
  const { executor, pack, seq } = sitting;
  const filter = {
    where,
    limit: FACT_ENTRIES_MAX,
    sort: { field: 'record_id', descending: false },
  };
  const found = await listEntries(executor, pack, pack.registers.get(register)!, seq, filter);
  return found.entries.map((entry) => linkOf(pack, register, entry));
}

async function factViews(sitting: Sitting, facts: readonly Fact[]) {
  const views: BoardView['sections'][number]['facts'] = [];
  for (const { register, where, label } of facts) {
    views.push({ label, entries: await links(sitting, register, where) });
  }
  return views;
}

/** A stored enum's place among its declared values; others are listed as they come. */
function choices(pack: Pack, board: Board, path: string): StonesView['rows'] {
  const register = pack.registers.get(board.stones!.register)!;
  const [first, second] = path.split('.') as [string, string?];
  const own = register.fields.find((field) => field.id === first)!;
  const field = second
    ? pack.registers.get(own.register!)!.fields.find((f) => f.id === second)
    : own;
  return (field?.of ?? []).map(({ id, label }) => ({ id, label }));
}

const LIGHTS = { red: 'red', amber: 'amber' } as const;

function pieceOf(pack: Pack, rows: readonly StoneRow[], view: StonesView, board: Board): Piece {
  const last = rows.at(-1)!;
  const { lights } = board.stones!;
  const track = view.months.map((month) => {
    const row = rows.find((r) => r.at.startsWith(month.id));
    if (!row) return null;
    const column = view.columns.findIndex((c) => c.id === row.column);
    const light = lights[row.light];
    return {
      column,
      light: light ? LIGHTS[light.light] : ('green' as const),
      reason: light ? row.light : -1,
    };
  });
  return {
    id: last.piece,
    recordId: last.recordId,
    title: last.title,
    row: view.rows.findIndex((r) => r.id === last.row),
    size: last.size,
    office: pack.offices.find((o) => o.path === last.officePath)?.id ?? '',
    origin: last.origin,
    track,
  };
}

/** A piece that was on the board and is not reported in a later month stays, without a light. */
function carryForward(piece: Piece, upTo: number): Piece {
  let last: Piece['track'][number] = null;
  const track = piece.track.map((step, month) => {
    if (step) last = step;
    if (step || !last || month > upTo) return step;
    return { column: last.column, light: 'none' as const, reason: -1 };
  });
  return { ...piece, track };
}

async function stonesView(
  counter: Counter,
  sitting: Sitting,
  board: Board,
  year: number,
): Promise<StonesView | null> {
  const { stones } = board;
  if (!stones) return null;
  const { pack, executor, seq } = sitting;
  const period = months(year, 1, 12);
  const rows = await stonesOf(executor, pack, seq, stones, period);
  const register = pack.registers.get(stones.register)!;
  const view: StonesView = {
    register: stones.register,
    pieceRegister: register.fields.find((field) => field.id === stones.piece)!.register!,
    rows: choices(pack, board, stones.row),
    columns: choices(pack, board, stones.column),
    months: monthsOf(period).map((month) => ({
      id: month.id,
      label: { zh: `${Number(month.id.slice(5))}月`, en: month.id.slice(5) },
    })),
    reasons: stones.lights.map((light) => light.say),
    pieces: [],
  };
  const byPiece = groupByPiece(rows);
  const today = counter.businessDate(pack);
  const upTo = view.months.filter((month) => month.id <= today.slice(0, 7)).length - 1;
  view.pieces = [...byPiece.values()].map((r) => carryForward(pieceOf(pack, r, view, board), upTo));
  return view;
}

/** Map.groupBy came with Node 21. */
function groupByPiece(rows: readonly StoneRow[]): Map<string, StoneRow[]> {
  const groups = new Map<string, StoneRow[]>();
  for (const row of rows) {
    const group = groups.get(row.piece);
    if (group) group.push(row);
    else groups.set(row.piece, [row]);
  }
  return groups;
}

export function showBoard(counter: Counter, actor: Actor, asked: Asked): Promise<BoardView> {
  return counter.sit(actor, asked.asOf, async (sitting) => {
    const { pack } = sitting;
    const board = pack.boards[0];
    if (!board) throw new YipanError('not-found', { path: 'board' });
    const period = counter.period(pack, asked.period);
    const sections: BoardView['sections'] = [];
    for (const section of board.sections) {
      const figures = await figuresOf(counter, sitting, section.indicators, asked);
      const facts = await factViews(sitting, section.facts);
      sections.push({ id: section.id, label: section.label, figures, facts });
    }
    const { plan } = board;
    return {
      id: board.id,
      label: board.label,
      period: {
        id: period.id,
        label: { zh: periodLabel(period), en: periodLabel(period, 'en') },
        start: period.start,
        end: period.end,
      },
      headline: await figuresOf(counter, sitting, board.headline, asked),
      stones: await stonesView(counter, sitting, board, yearOf(period)),
      sections,
      plan: plan
        ? {
            year: plan.year,
            register: plan.register,
            actions: await links(sitting, plan.register, plan.actions),
            items: await links(sitting, plan.register, plan.items),
          }
        : null,
    };
  });
}
