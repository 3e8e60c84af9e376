/**
 * Business dates: no clock, no zone, no JavaScript Date. A date knows its precision: ledgers say
 * 2025, 2025-03 or 2025-03-15, and nothing finer is invented.
 */

/** A date as kept: its first and last possible day, both "YYYY-MM-DD". */
export interface LedgerDate {
  readonly text: string;
  readonly start: string;
  readonly end: string;
}

const pad = (n: number) => String(n).padStart(2, '0');

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month of the proleptic Gregorian calendar; month 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** "YYYY-MM-DD" from its parts. */
export function day(year: number, month: number, dayOfMonth: number): string {
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(dayOfMonth)}`;
}

/** The last day of a month, "YYYY-MM-DD". */
export function lastDay(year: number, month: number): string {
  return day(year, month, daysInMonth(year, month));
}

/** The day before, by the calendar. */
export function dayBefore(date: string): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
  if (dayOfMonth > 1) return day(year, month, dayOfMonth - 1);
  return month > 1 ? lastDay(year, month - 1) : lastDay(year - 1, 12);
}

function known(year: number, month?: number, dayOfMonth?: number): LedgerDate | undefined {
  if (year < 1900 || year > 2199) return undefined;
  if (month === undefined) {
    return { text: String(year), start: day(year, 1, 1), end: day(year, 12, 31) };
  }
  if (month < 1 || month > 12) return undefined;
  if (dayOfMonth === undefined) {
    const text = `${year}-${pad(month)}`;
    return { text, start: `${text}-01`, end: lastDay(year, month) };
  }
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return undefined;
  const text = day(year, month, dayOfMonth);
  return { text, start: text, end: text };
}

const SHAPES: readonly RegExp[] = [
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/,
  /^(\d{4})(?:\.(\d{1,2})(?:\.(\d{1,2}))?)$/,
  /^(\d{4})(?:\/(\d{1,2})(?:\/(\d{1,2}))?)$/,
  /^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日|底|末)?)?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
];

/** Reads a date as ledgers write it (2025, 2025-03, 2025.3.1, 2025年3月底); undefined if none. */
export function parseDate(text: string): LedgerDate | undefined {
  const half = text.trim().normalize('NFKC').replace(/\s+/g, '');
  for (const shape of SHAPES) {
    const match = shape.exec(half);
    if (!match) continue;
    const [year, month, dayOfMonth] = match
      .slice(1)
      .map((part) => (part ? Number(part) : undefined));
    return known(year!, month, dayOfMonth);
  }
  return undefined;
}

/** The canonical text from the two stored days: 2025-01-01/2025-12-31 → "2025". */
export function dateText(start: string, end: string): string {
  if (start === end) return start;
  return start.slice(0, 7) === end.slice(0, 7) ? start.slice(0, 7) : start.slice(0, 4);
}
