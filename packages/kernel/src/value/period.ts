/**
 * Periods as statistics print them, and their algebra. Ids (contract, DESIGN §9): 2025 · 2025-H1 ·
 * 2025-Q3 · 2025-06 · 2025-01..02 · 2025-12-31 (a day: the state at its end).
 */
import { day, daysInMonth, lastDay, parseDate } from './calendar.js';

export interface Period {
  /** Canonical id; equal spans of whole months have equal ids. */
  readonly id: string;
  /** First and last day, "YYYY-MM-DD". */
  readonly start: string;
  readonly end: string;
  readonly kind: 'year' | 'half' | 'quarter' | 'month' | 'months' | 'day';
}

const two = (n: number) => String(n).padStart(2, '0');

/** The period of whole months first–last (1–12) of one year, under its shortest name. */
export function months(year: number, first: number, last: number): Period {
  const span = { start: day(year, first, 1), end: lastDay(year, last) };
  if (first === 1 && last === 12) return { id: String(year), kind: 'year', ...span };
  if (last === first) return { id: `${year}-${two(first)}`, kind: 'month', ...span };
  if (last - first === 5 && first % 6 === 1) {
    return { id: `${year}-H${(first + 5) / 6}`, kind: 'half', ...span };
  }
  if (last - first === 2 && first % 3 === 1) {
    return { id: `${year}-Q${(first + 2) / 3}`, kind: 'quarter', ...span };
  }
  return { id: `${year}-${two(first)}..${two(last)}`, kind: 'months', ...span };
}

/** A day's state. */
export function dayPeriod(date: string): Period {
  return { id: date, kind: 'day', start: date, end: date };
}

/** Reads a period id; undefined when it is none (months out of order, 31 April …). */
export function parsePeriod(text: string): Period | undefined {
  const match = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})\.\.(\d{2})))?$/.exec(text.trim());
  if (!match) {
    const date = /^\d{4}-\d{2}(-\d{2})?$/.test(text.trim()) ? parseDate(text) : undefined;
    if (!date) return undefined;
    const [year, month] = date.start.split('-').map(Number) as [number, number];
    return date.start === date.end ? dayPeriod(date.start) : months(year, month, month);
  }
  const [year, half, quarter, first, last] = match.slice(1).map((x) => (x ? Number(x) : undefined));
  if (half) return months(year!, half * 6 - 5, half * 6);
  if (quarter) return months(year!, quarter * 3 - 2, quarter * 3);
  if (first === undefined) return months(year!, 1, 12);
  return first >= 1 && last! <= 12 && first <= last! ? months(year!, first, last!) : undefined;
}

/** The year a period lies in. */
export function yearOf(period: Period): number {
  return Number(period.start.slice(0, 4));
}

const firstMonth = (p: Period) => Number(p.start.slice(5, 7));
const lastMonth = (p: Period) => Number(p.end.slice(5, 7));

/** From 1 January to the period's end: 累计 beside 当月. */
export function yearToDate(period: Period): Period {
  if (period.kind !== 'day') return months(yearOf(period), 1, lastMonth(period));
  return { ...period, start: `${period.start.slice(0, 4)}-01-01` };
}

/** The same span `years` earlier (上年同期); 29 February becomes 28. */
export function yearsBefore(period: Period, years = 1): Period {
  const year = yearOf(period) - years;
  if (period.kind !== 'day') return months(year, firstMonth(period), lastMonth(period));
  const [month, date] = [lastMonth(period), Number(period.end.slice(8, 10))];
  return dayPeriod(day(year, month, Math.min(date, daysInMonth(year, month))));
}

/** The span of equal length just before (环比); undefined for a day or an odd run of months. */
export function previous(period: Period): Period | undefined {
  if (period.kind === 'day' || period.kind === 'months') return undefined;
  const length = lastMonth(period) - firstMonth(period) + 1;
  const first = firstMonth(period) - length;
  const year = yearOf(period);
  return first >= 1 ? months(year, first, first + length - 1) : months(year - 1, 13 - length, 12);
}

/** The months of a period, as periods. */
export function monthsOf(period: Period): readonly Period[] {
  const [first, last] = [firstMonth(period), lastMonth(period)];
  return Array.from({ length: last - first + 1 }, (_, i) =>
    months(yearOf(period), first + i, first + i),
  );
}

const QUARTERS = ['一', '二', '三', '四'];

/** As print says it: 2025年, 2025年上半年, 2025年前三季度, 2025年1—2月, 2025年12月31日. */
export function periodLabel(period: Period, language: 'zh' | 'en' = 'zh'): string {
  const year = yearOf(period);
  if (language === 'en') return period.id;
  const [first, last] = [firstMonth(period), lastMonth(period)];
  switch (period.kind) {
    case 'year':
      return `${year}年`;
    case 'half':
      return `${year}年${first === 1 ? '上' : '下'}半年`;
    case 'quarter':
      return `${year}年${QUARTERS[(last - 3) / 3]}季度`;
    case 'month':
      return `${year}年${first}月`;
    case 'months':
      return first === 1 && last === 9 ? `${year}年前三季度` : `${year}年${first}—${last}月`;
    case 'day':
      return `${year}年${last}月${Number(period.end.slice(8, 10))}日`;
  }
}
