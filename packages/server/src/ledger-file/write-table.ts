/** Entries → the file that an office opens: labels in the header, ledger units, labels of enums. */
import { type Field, isNumeric, type Register } from '@yipan/kernel/register';
import { decimal, parseScaledUnit, plain } from '@yipan/kernel/value';
import type { Entry } from '@yipan/store';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';

const ownFirst = (register: Register): Field[] =>
  [...register.fields].sort((a, b) => Number(b.id === 'record_id') - Number(a.id === 'record_id'));

function header(field: Field): string {
  const unit = field.ledgerUnit ?? field.unit;
  return unit ? `${field.label.zh}（${unit}）` : field.label.zh;
}

/** Reads back by the same header: a round trip changes nothing. */
function cell(field: Field, entry: Entry): string {
  const value = entry.values[field.id];
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (field.type === 'enum') return field.of?.find((v) => v.id === value)?.label.zh ?? value;
  if (!isNumeric(field) || !field.ledgerUnit) return value;
  return plain(decimal(value).div(parseScaledUnit(field.ledgerUnit).scale));
}

/** A text that a spreadsheet would run as a formula is led by a quote. */
function harmless(text: string, field: Field): string {
  return !isNumeric(field) && /^[=+@\t]/.test(text) ? `'${text}` : text;
}

export function writeCsv(register: Register, entries: readonly Entry[]): Buffer {
  const fields = ownFirst(register);
  const rows = entries.map((entry) => fields.map((field) => harmless(cell(field, entry), field)));
  return Buffer.from(`\uFEFF${stringify([fields.map(header), ...rows])}`);
}

/** Numbers Excel can hold exactly go in as numbers; longer ones as text, so that none is bent. */
function excelValue(field: Field, text: string): string | number | null {
  if (text === '') return null;
  if (!isNumeric(field)) return text;
  return text.replace(/[-.]/g, '').length <= 15 ? Number(text) : text;
}

export async function writeXlsx(register: Register, entries: readonly Entry[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(register.label.zh.slice(0, 31));
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  const fields = ownFirst(register);
  sheet.columns = fields.map((field) => ({
    header: header(field),
    width: Math.min(40, Math.max(10, header(field).length * 2 + 2)),
  }));
  sheet.getRow(1).font = { bold: true };
  for (const entry of entries) {
    sheet.addRow(fields.map((field) => excelValue(field, cell(field, entry))));
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
