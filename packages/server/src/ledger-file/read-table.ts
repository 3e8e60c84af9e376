/** A ledger file (.csv in UTF-8 or GB18030, .xlsx) → rows of text, as they stand in it. */
import { YipanError } from '@yipan/kernel/errors';
import { secrecyMark } from '@yipan/kernel/policy';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';

export interface Table {
  readonly file: string;
  /** Every row, the header among them; cells are trimmed text. */
  readonly rows: readonly (readonly string[])[];
}

/** Bytes of one upload; a larger ledger is split. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** An xlsx may hold this much once unpacked: beyond it a few kB could fill the memory. */
const UNPACKED_BYTES_MAX = 600 * 1024 * 1024;
const ROWS_MAX = 200_000;
const mb = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

function unreadable(file: string, reason: string, cause?: unknown): YipanError {
  return new YipanError('file-unreadable', { file, reason }, [], { cause });
}

/** UTF-8 where it is valid, else GB18030, as Excel in China saves CSV. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}

function readCsv(file: string, bytes: Uint8Array): string[][] {
  try {
    return parse(decode(bytes), {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
    }) as string[][];
  } catch (error) {
    throw unreadable(file, `CSV 写法有误：${(error as Error).message}`, error);
  }
}

function cellText(cell: ExcelJS.Cell): string {
  const { value } = cell;
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('error' in value) return String(value.error);
  if ('result' in value || 'formula' in value) {
    const { result } = value as ExcelJS.CellFormulaValue;
    if (result instanceof Date) return result.toISOString().slice(0, 10);
    return result === null || result === undefined ? '' : String(result);
  }
  if ('text' in value) return String(value.text);
  return '';
}

async function readXlsx(file: string, bytes: Uint8Array): Promise<string[][]> {
  let unpacked = 0;
  try {
    // Reads the directory only: the filter refuses every member, so nothing is unpacked.
    unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        return false;
      },
    });
  } catch (error) {
    throw unreadable(file, '不是完整的 xlsx 文件，请在 Excel 中打开后另存为 xlsx 再试', error);
  }
  if (unpacked > UNPACKED_BYTES_MAX) {
    throw new YipanError('file-too-large', { file, limit: mb(UNPACKED_BYTES_MAX) });
  }
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  } catch (error) {
    throw unreadable(file, '不是完整的 xlsx 文件，请在 Excel 中打开后另存为 xlsx 再试', error);
  }
  const sheet = workbook.worksheets[0];
  if (!sheet) throw unreadable(file, '工作簿里没有工作表');
  const rows: string[][] = [];
  sheet.eachRow({ includeEmpty: true }, (row) => {
    const cells: string[] = [];
    for (let i = 1; i <= sheet.columnCount; i++) cells.push(cellText(row.getCell(i)).trim());
    rows.push(cells);
  });
  return rows;
}

/** Reads a table; throws what is wrong with the file as a whole. */
export async function readTable(file: string, bytes: Uint8Array): Promise<Table> {
  if (bytes.length > FILE_BYTES_MAX) {
    throw new YipanError('file-too-large', { file, limit: mb(FILE_BYTES_MAX) });
  }
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!zipped && /\.(xlsx?|xlsm|et)$/i.test(file)) {
    throw unreadable(file, '不是 xlsx 工作簿，请在 Excel 或 WPS 中另存为 xlsx 再试');
  }
  const rows = zipped ? await readXlsx(file, bytes) : readCsv(file, bytes);
  if (rows.length > ROWS_MAX) {
    throw new YipanError('file-too-large', { file, limit: `${ROWS_MAX} 行` });
  }
  const mark = secrecyMark(rows.slice(0, 5).flat().join('\n'));
  if (mark) throw new YipanError('file-secret', { file, mark });
  return { file, rows };
}
