/** yipan import, export, figures, trace. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { YipanError } from '@yipan/kernel/errors';
import type { FigureView, ImportView, TraceView } from '@yipan/server/api';
import type { Api } from '../client.js';
import { json, result, say, tell, tellProblems } from '../speech.js';
import { table } from '../table.js';

export interface FigureFlags {
  readonly period?: string;
  readonly scope?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/** The file's bytes; what cannot be read is named with the reason. */
export async function readInput(file: string, bytesMax: number): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > bytesMax) {
      const limit = `${Math.round(bytesMax / 1024 / 1024)} MB`;
      throw new YipanError('file-too-large', { file, limit });
    }
    return await readFile(file);
  } catch (cause) {
    if (cause instanceof YipanError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? say('没有这个文件', 'no such file') : String(code);
    throw new YipanError('file-unreadable', { file, reason }, [], { cause });
  }
}

/** The server's own limit is the same; asking first spares reading a huge file. */
const LEDGER_BYTES_MAX = 64 * 1024 * 1024;

export async function importLedger(
  api: Api,
  register: string,
  file: string,
  flags: { dryRun?: boolean; reason?: string; json?: boolean },
): Promise<void> {
  const bytes = await readInput(file, LEDGER_BYTES_MAX);
  const { dryRun, reason } = flags;
  const query = { file: basename(file), dryRun: dryRun ? 'true' : undefined, reason };
  const done = await api.ask<ImportView>(`/registers/${register}/import`, {
    method: 'POST',
    query,
    bytes,
  });
  if (flags.json) return json(done);
  tellProblems(done.warnings);
  const { added, changed, unchanged } = done;
  const counts = say(
    `新增 ${added} 条，修改 ${changed.length} 条，未变 ${unchanged} 条`,
    `${added} added, ${changed.length} changed, ${unchanged} unchanged`,
  );
  result(done.dryRun ? say(`${counts}（试算，未写入）`, `${counts} (dry run)`) : counts);
}

export async function exportLedger(
  api: Api,
  register: string,
  flags: { output: string; asOf?: string },
): Promise<void> {
  const format = extname(flags.output).slice(1).toLowerCase();
  if (format !== 'xlsx' && format !== 'csv') {
    const reason = say('输出文件应以 .xlsx 或 .csv 结尾', 'the output must end in .xlsx or .csv');
    throw new YipanError('bad-request', { reason });
  }
  const query = { format, asOf: flags.asOf };
  await writeFile(flags.output, await api.fetch(`/registers/${register}/export`, { query }));
  tell(`已导出到 ${flags.output}`, `Written to ${flags.output}`);
}

export async function figures(api: Api, flags: FigureFlags): Promise<void> {
  const { period, scope, asOf } = flags;
  const found = await api.ask<FigureView[]>('/figures', { query: { period, scope, asOf } });
  if (flags.json) return json(found);
  const rows = found.map((f) => [say(f.name, f.nameEn), f.shown, f.period, f.indicator]);
  result(
    table([say('指标', 'Indicator'), say('数值', 'Value'), say('时期', 'Period'), 'id'], rows),
  );
}

function traceLines(trace: TraceView, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  const head = `${indent}${trace.name}（${trace.indicator}） ${trace.period} = ${trace.value ?? '—'} ${trace.unit}`;
  const rows = trace.entries.rows.map(
    (row) => `${indent}    ${row.recordId}  ${row.title}  ${row.contribution ?? '—'}`,
  );
  const total = trace.entries.total
    ? [`${indent}  ${say('记录', 'entries')} ${trace.entries.total}`]
    : [];
  const below = trace.operands.flatMap((operand) => traceLines(operand, depth + 1));
  return [head, `${indent}  ${trace.formula}`, ...total, ...rows, ...below];
}

export async function trace(api: Api, indicator: string, flags: FigureFlags): Promise<void> {
  const { period, scope, asOf } = flags;
  const path = `/figures/${encodeURIComponent(indicator)}/trace`;
  const found = await api.ask<TraceView>(path, { query: { period, scope, asOf } });
  if (flags.json) return json(found);
  result(traceLines(found).join('\n'));
}
