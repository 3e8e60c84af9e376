/** Rows of text → checked values of a register, every refused cell with its place and reason. */
import { type Problem, YipanError } from '@yipan/kernel/errors';
import type { Pack } from '@yipan/kernel/pack';
import {
  brokenRules,
  type Field,
  type FieldValue,
  nearest,
  parseCell,
  type Register,
} from '@yipan/kernel/register';
import type { IncomingRow } from '@yipan/store';
import type { Table } from './read-table.js';

interface ColumnMatch {
  readonly index: number;
  readonly field: Field;
  readonly unit?: string | undefined;
}

export interface RowsReading {
  readonly rows: readonly IncomingRow[];
  readonly problems: readonly Problem[];
  readonly columnOf: (field: string) => number;
}

/** Columns that ledgers carry for the eye only. */
const IGNORED = new Set(['序号', '合计', '小计']);
/** Title and unit lines that may stand above the header. */
const HEADER_ROWS_MAX = 10;

const tidy = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

/** 总投资（万元） → name 总投资, unit 万元. */
function headerParts(header: string): { name: string; unit?: string } {
  const match = /^(.*?)[（(]([^（）()]+)[）)]$/.exec(tidy(header));
  return match ? { name: match[1]!, unit: match[2]! } : { name: tidy(header) };
}

function matchHeader(
  register: Register,
  header: string,
): { field: Field; unit?: string } | undefined {
  const whole = tidy(header);
  const byId = register.fields.find((field) => field.id === whole);
  if (byId) return { field: byId };
  for (const { name, unit } of [{ name: whole }, headerParts(header)] as const) {
    const field = register.fields.find(
      (f) =>
        tidy(f.label.zh) === name ||
        tidy(f.label.en) === name ||
        f.aliases.some((a) => tidy(a) === name),
    );
    const printed = unit ?? field?.ledgerUnit;
    if (field) return printed ? { field, unit: printed } : { field };
  }
  return undefined;
}

/** The first row in which a key field and another column are named. */
function findHeader(register: Register, table: Table): number {
  const scores = table.rows
    .slice(0, HEADER_ROWS_MAX)
    .map((row) => row.filter((cell) => cell && matchHeader(register, cell)).length);
  const best = Math.max(...scores, 0);
  const needed = Math.min(2, register.fields.length);
  return best >= needed ? scores.indexOf(best) : -1;
}

function readHeader(register: Register, table: Table, header: number) {
  const problems: Problem[] = [];
  const columns: ColumnMatch[] = [];
  table.rows[header]!.forEach((text, index) => {
    if (!text || IGNORED.has(tidy(text))) return;
    const match = matchHeader(register, text);
    if (match) {
      columns.push({ index, ...match });
      return;
    }
    const { name } = headerParts(text);
    const names = register.fields.flatMap((f) => [f.label.zh, f.id, ...f.aliases]);
    const suggestion = nearest(name, names);
    problems.push({
      ...{ file: table.file, line: header + 1, column: index + 1, suggestion },
      // A near miss is a misspelt field whose data would be lost; anything else is the office's own.
      level: suggestion ? 'error' : 'warn',
      zh: suggestion ? `不认识的列“${text}”` : `列“${text}”不属于“${register.label.zh}”，未读入`,
      en: suggestion ? `Unknown column "${text}"` : `Column "${text}" is no field; not read`,
    });
  });
  return { columns, problems };
}

class RowReader {
  readonly problems: Problem[] = [];
  private readonly offices: ReadonlyMap<string, string>;

  constructor(
    pack: Pack,
    private readonly register: Register,
    private readonly file: string,
    private readonly columns: readonly ColumnMatch[],
  ) {
    this.offices = new Map(
      pack.offices.flatMap((o) => [o.id, o.label.zh, o.short.zh].map((name) => [name, o.id])),
    );
  }

  columnOf(field: string): number {
    return (this.columns.find((column) => column.field.id === field)?.index ?? 0) + 1;
  }

  refuse(line: number, column: number, zh: string, en: string, suggestion?: string): void {
    this.problems.push({ file: this.file, line, column, zh, en, suggestion, level: 'error' });
  }

  /** A row's values, or undefined when a cell was refused. */
  read(cells: readonly string[], line: number): Record<string, FieldValue> | undefined {
    const before = this.problems.length;
    const values: Record<string, FieldValue> = {};
    for (const field of this.register.fields) values[field.id] = null;
    for (const { index, field, unit } of this.columns) {
      const cell = parseCell({ ...field, required: false }, cells[index] ?? '', unit);
      if (cell.ok) values[field.id] = cell.value;
      else this.refuse(line, index + 1, cell.zh, cell.en, cell.suggestion);
    }
    this.fillRecordId(values);
    this.nameOffice(values, line);
    for (const field of this.register.fields) {
      if (!field.required || values[field.id] !== null) continue;
      const { zh, en } = field.label;
      this.refuse(line, this.columnOf(field.id), `“${zh}”不能为空`, `"${en}" must not be empty`);
    }
    return this.problems.length === before ? values : undefined;
  }

  /** Where the key is not the record number, the key names the record. */
  private fillRecordId(values: Record<string, FieldValue>): void {
    const { key } = this.register;
    if (values.record_id !== null || key.includes('record_id')) return;
    if (key.every((id) => values[id] != null))
      values.record_id = key.map((id) => values[id]).join('-');
  }

  private nameOffice(values: Record<string, FieldValue>, line: number): void {
    const named = values.office;
    if (typeof named !== 'string') return;
    const office = this.offices.get(named);
    if (office) values.office = office;
    else {
      const like = nearest(named, [...this.offices.keys()]);
      const [zh, en] = [`没有单位“${named}”`, `No office "${named}"`];
      this.refuse(line, this.columnOf('office'), zh, en, like);
    }
  }

  check(values: Readonly<Record<string, FieldValue>>, line: number): void {
    for (const rule of brokenRules(this.register, values)) {
      const field = rule.require.paths[0] ?? '';
      const at = { file: this.file, line, column: this.columnOf(field) };
      this.problems.push({ ...at, level: rule.level, zh: rule.say.zh, en: rule.say.en });
    }
  }
}

/** Checks a whole table; nothing is written here. */
export function readRows(pack: Pack, register: Register, table: Table): RowsReading {
  const header = findHeader(register, table);
  if (header < 0) {
    const known = register.fields
      .filter((f) => !f.common)
      .map((f) => f.label.zh)
      .slice(0, 6);
    const reason = `前 ${HEADER_ROWS_MAX} 行里找不到“${register.label.zh}”的表头（如 ${known.join('、')}）`;
    throw new YipanError('file-unreadable', { file: table.file, reason });
  }
  const { columns, problems } = readHeader(register, table, header);
  const reader = new RowReader(pack, register, table.file, columns);
  const rows: IncomingRow[] = [];
  const seen = new Map<string, number>();
  for (let i = header + 1; i < table.rows.length; i++) {
    const cells = table.rows[i]!;
    if (cells.every((cell) => cell === '')) continue;
    const line = i + 1;
    const values = reader.read(cells, line);
    if (!values) continue;
    reader.check(values, line);
    const key = JSON.stringify(register.key.map((id) => values[id]));
    const first = seen.get(key);
    if (first !== undefined) {
      const column = reader.columnOf(register.key[0]!);
      reader.refuse(line, column, `与第 ${first} 行是同一条记录`, `The same entry as row ${first}`);
    }
    seen.set(key, line);
    rows.push({ row: line, values });
  }
  return {
    rows,
    problems: [...problems, ...reader.problems],
    columnOf: (field) => reader.columnOf(field),
  };
}
