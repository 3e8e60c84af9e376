/** The door's main act: a pack's files → one checked, frozen pack, or every problem at its place. */
import type { Problem } from '../errors.js';
import { nearest } from '../register/index.js';
import { checkShape } from './check.js';
import type { Office, Pack } from './pack.js';
import { readBoard } from './read-board.js';
import { readIndicators } from './read-indicators.js';
import { type Read, readRegisters } from './read-registers.js';
import type { Document, Kind } from './schema.js';
import { type PackFile, readSource, type SourceDocument } from './source.js';

export interface PackReading {
  /** Absent when any problem is an error. */
  readonly pack?: Pack;
  readonly problems: readonly Problem[];
}

type Documents = { [K in Kind]: Read<Document<K>>[] };

function sortOut(files: readonly PackFile[], problems: Problem[]): Documents {
  const sorted: Documents = { pack: [], office: [], register: [], indicator: [], board: [] };
  for (const file of files) {
    const read = readSource(file);
    problems.push(...read.problems);
    for (const source of read.documents) sort(source, source.kind, sorted, problems);
  }
  return sorted;
}

function sort<K extends Kind>(
  source: SourceDocument,
  kind: K,
  sorted: Documents,
  problems: Problem[],
): void {
  const { document, problems: found } = checkShape(source, kind);
  problems.push(...found);
  if (document) (sorted[kind] as Read<Document<K>>[]).push({ source, document });
}

/** A later document of the same id replaces the earlier of another pack, never of its own. */
function unique<T>(reads: readonly Read<T>[], id: (document: T) => string, problems: Problem[]) {
  const kept = new Map<string, Read<T>>();
  for (const read of reads) {
    const before = kept.get(id(read.document));
    const folder = (r: Read<T>) => r.source.file.split('/')[0];
    if (before && folder(before) === folder(read)) {
      problems.push(
        read.source.problem([read.source.kind], {
          zh: `“${id(read.document)}”声明了两次，另一处在 ${before.source.file}`,
          en: `"${id(read.document)}" is declared twice, the other in ${before.source.file}`,
        }),
      );
    }
    kept.set(id(read.document), read);
  }
  return [...kept.values()];
}

function readOffices(reads: readonly Read<Document<'office'>>[], problems: Problem[]): Office[] {
  const documents = new Map(reads.map((read) => [read.document.office, read]));
  const pathOf = (id: string, below: readonly string[]): string | undefined => {
    const read = documents.get(id);
    if (!read || below.includes(id)) return undefined;
    const { parent } = read.document;
    if (parent === undefined) return id;
    const above = pathOf(parent, [...below, id]);
    return above && `${above}/${id}`;
  };
  return reads.flatMap(({ source, document }) => {
    const path = pathOf(document.office, []);
    if (path === undefined) {
      problems.push(
        source.problem(['parent'], {
          zh: `上级单位“${document.parent}”不存在，或互为上级`,
          en: `The parent office "${document.parent}" is missing or a cycle`,
          suggestion: nearest(document.parent ?? '', [...documents.keys()]),
        }),
      );
      return [];
    }
    const { office: id, label, short, kind, parent, status } = document;
    return [{ id, label, short: short ?? label, kind, parent, path, unverified: !!status }];
  });
}

/** The last pack document is the one applied; those it extends come before it. */
function head(reads: readonly Read<Document<'pack'>>[], problems: Problem[]) {
  const last = reads.at(-1);
  const region = reads.findLast((read) => read.document.region)?.document.region;
  if (last && region) return { document: last.document, region };
  problems.push({
    file: last?.source.file ?? 'pack.yaml',
    line: 1,
    column: 1,
    level: 'error',
    zh: last ? '业务包没有声明 region（区划）' : '业务包没有 pack 文档',
    en: last ? 'The pack declares no region' : 'The folder has no pack document',
  });
  return undefined;
}

/** Reads a pack from its files, those of the packs it extends first. Never throws on bad input. */
export function readPack(files: readonly PackFile[]): PackReading {
  const problems: Problem[] = [];
  const sorted = sortOut(files, problems);
  const top = head(sorted.pack, problems);
  const registers = readRegisters(
    unique(sorted.register, (d) => d.register, problems),
    problems,
  );
  const indicatorReads = unique(sorted.indicator, (d) => d.indicator, problems);
  const indicators = readIndicators(indicatorReads, registers, problems);
  const ids = indicatorReads.map((read) => read.document.indicator);
  const known = { registers, indicators: ids, problems };
  const boards = unique(sorted.board, (d) => d.board, problems).map((b) => readBoard(b, known));
  const offices = readOffices(
    unique(sorted.office, (d) => d.office, problems),
    problems,
  );
  if (!top || problems.some((problem) => problem.level === 'error')) return { problems };
  const { document, region } = top;
  const { code, label, parent, time_zone: timeZone } = region;
  const pack: Pack = {
    id: document.pack,
    label: document.label,
    version: document.version,
    region: { code, label, parent, timeZone },
    businessDate: document.business_date,
    demo: document.demo,
    notice: document.notice,
    offices,
    registers,
    indicators,
    boards,
  };
  return { pack: deepFreeze(pack), problems };
}

function deepFreeze<T>(value: T): T {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    const parts = value instanceof Map ? value.values() : Object.values(value);
    for (const part of parts) deepFreeze(part);
  }
  return value;
}
