/**
 * One cell of a ledger: text as offices type it → a canonical value, or a reason it is refused.
 * Full-width digits, thousands separators, 是/否, labels for enum ids, 2025年3月, 万元 headers.
 */
import {
  convert,
  convertible,
  type Decimal,
  decimal,
  parseDate,
  parseDecimal,
  parseScaledUnit,
  plain,
} from '../value/index.js';
import { nearest } from './nearest.js';
import type { Field, FieldValue } from './register.js';

export type Cell =
  | { readonly ok: true; readonly value: FieldValue }
  | {
      readonly ok: false;
      readonly zh: string;
      readonly en: string;
      readonly suggestion?: string | undefined;
    };

const refuse = (zh: string, en: string, suggestion?: string): Cell => ({
  ok: false,
  zh,
  en,
  suggestion,
});
const accept = (value: FieldValue): Cell => ({ ok: true, value });

const TRUE = new Set(['是', '√', '1', 'true', 'yes', 'y', '有']);
const FALSE = new Set(['否', '×', '0', 'false', 'no', 'n', '无']);
/** GB/T 40058—2021: year-region-department-type-serial with check digit. */
const PROJECT_CODE = /^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/;
/** An Excel number of 16 digits or more has lost its last digits already. */
const EXCEL_EXACT_DIGITS = 15;
const TEXT_LENGTH_MAX = 4000;

/** Reads a cell under a field; `headerUnit` is the unit printed in the column's header, if any. */
export function parseCell(field: Field, raw: string, headerUnit?: string): Cell {
  const text = raw.trim();
  if (text === '') {
    return field.required
      ? refuse(`“${field.label.zh}”不能为空`, `"${field.label.en}" must not be empty`)
      : accept(null);
  }
  switch (field.type) {
    case 'text':
      return parseText(text);
    case 'ref':
      return accept(text);
    case 'project_code':
      return parseProjectCode(text);
    case 'date':
      return parseDateCell(text);
    case 'bool':
      return parseBool(text);
    case 'enum':
      return parseEnum(field, text);
    default:
      return parseNumber(field, text, headerUnit);
  }
}

function parseText(text: string): Cell {
  return text.length <= TEXT_LENGTH_MAX
    ? accept(text)
    : refuse(`文字超过 ${TEXT_LENGTH_MAX} 字`, `Text longer than ${TEXT_LENGTH_MAX} characters`);
}

function parseProjectCode(text: string): Cell {
  const half = text.normalize('NFKC').replace(/[—–－]/g, '-');
  if (PROJECT_CODE.test(half)) return accept(half);
  return refuse(
    `“${text}”不是投资项目代码（4-6-2-2-6 位数字，例 2503-140406-89-01-123456）`,
    `"${text}" is not a project code (digits 4-6-2-2-6)`,
  );
}

function parseDateCell(text: string): Cell {
  const date = parseDate(text);
  if (date) return accept(date.text);
  return refuse(
    `“${text}”不是日期，可写 2025、2025-03、2025.3.15 或 2025年3月15日`,
    `"${text}" is no date; write 2025, 2025-03 or 2025-03-15`,
  );
}

function parseBool(text: string): Cell {
  const key = text.normalize('NFKC').toLowerCase();
  if (TRUE.has(key)) return accept(true);
  if (FALSE.has(key)) return accept(false);
  return refuse(`“${text}”应为“是”或“否”`, `"${text}" must be 是 or 否`);
}

function parseEnum(field: Field, text: string): Cell {
  const values = field.of ?? [];
  const found = values.find((v) => v.id === text || v.label.zh === text || v.label.en === text);
  if (found) return accept(found.id);
  const labels = values.map((v) => v.label.zh);
  return refuse(
    `“${text}”不在“${field.label.zh}”的可选项中：${labels.join('、')}`,
    `"${text}" is not one of: ${values.map((v) => v.id).join(', ')}`,
    nearest(text, [...labels, ...values.map((v) => v.id)]),
  );
}

function parseNumber(field: Field, text: string, headerUnit?: string): Cell {
  const half = text.normalize('NFKC').replace(/[,\s]/g, '');
  const match = /^([+-]?[\d.]+)(.*)$/.exec(half);
  const number = match && parseDecimal(match[1]!);
  if (!number) {
    return refuse(`“${text}”不是数`, `"${text}" is not a number`);
  }
  if (/^\d+$/.test(half) && half.length > EXCEL_EXACT_DIGITS) {
    return refuse(
      `“${text}”超过 ${EXCEL_EXACT_DIGITS} 位，Excel 已丢失末位；请把该列设为文本后重填`,
      `"${text}" has over ${EXCEL_EXACT_DIGITS} digits: Excel has lost the last ones`,
    );
  }
  const printed = match[2] || headerUnit || '';
  const value = printed ? inFieldUnit(field, number, printed) : number;
  if (!value) {
    return refuse(
      `单位“${printed}”不能换算为“${field.unit ?? '无单位'}”`,
      `Unit "${printed}" does not convert to "${field.unit ?? 'none'}"`,
    );
  }
  return inRange(field, value, text);
}

function inFieldUnit(field: Field, number: Decimal, printed: string): Decimal | undefined {
  const { scale, unit } = parseScaledUnit(printed);
  const scaled = number.mul(scale);
  if (unit === '' || unit === field.unit) return scaled;
  return field.unit && convertible(unit, field.unit)
    ? convert(scaled, unit, field.unit)
    : undefined;
}

function inRange(field: Field, value: Decimal, text: string): Cell {
  if (field.type === 'int' && !value.isInteger()) {
    return refuse(`“${text}”应为整数`, `"${text}" must be a whole number`);
  }
  if (field.min !== undefined && value.lt(decimal(field.min))) {
    return refuse(`“${text}”小于下限 ${field.min}`, `"${text}" is below ${field.min}`);
  }
  if (field.max !== undefined && value.gt(decimal(field.max))) {
    return refuse(`“${text}”大于上限 ${field.max}`, `"${text}" is above ${field.max}`);
  }
  return accept(plain(value));
}
