/** YAML files → documents that know where each of their parts stands. */
import { isMap, isNode, LineCounter, parseAllDocuments, type Document as Yaml } from 'yaml';
import type { Problem } from '../errors.js';
import { nearest } from '../register/index.js';
import { DOCUMENTS, type Kind } from './schema.js';

/** One file of a pack, as read from disk or from the database. */
export interface PackFile {
  /** Relative to the packs folder, with forward slashes: county/registers/01-projects.yaml. */
  readonly path: string;
  readonly text: string;
}

export type Path = readonly (string | number)[];

export interface SourceDocument {
  readonly file: string;
  readonly kind: Kind;
  readonly value: unknown;
  /** A problem at a part of the document (or, with `offset`, within that part's text). */
  problem(path: Path, say: Say, offset?: number): Problem;
}

export interface Say {
  readonly zh: string;
  readonly en: string;
  readonly suggestion?: string | undefined;
}

const KINDS = Object.keys(DOCUMENTS);

/** The node at a path, or the nearest one above it that exists. */
function nodeAt(yaml: Yaml, path: Path): { range?: [number, number, number] | null } | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length ? yaml.getIn(path.slice(0, length), true) : yaml.contents;
    if (isNode(node) && node.range) return node as { range: [number, number, number] };
  }
  return undefined;
}

/** The key of an unknown property stands before its value: point at the key itself. */
function keyOffset(yaml: Yaml, path: Path): number | undefined {
  const parent = path.length > 1 ? yaml.getIn(path.slice(0, -1), true) : yaml.contents;
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === path.at(-1));
  return pair && isNode(pair.key) ? pair.key.range?.[0] : undefined;
}

/** Reads all documents of a file; what is not YAML, or of no known kind, becomes a problem. */
export function readSource(file: PackFile): {
  documents: SourceDocument[];
  problems: Problem[];
} {
  const lines = new LineCounter();
  const documents: SourceDocument[] = [];
  const problems: Problem[] = [];
  const at = (offset: number, say: Say): Problem => {
    const { line, col } = lines.linePos(offset);
    return {
      file: file.path,
      line: Math.max(1, line),
      column: Math.max(1, col),
      level: 'error',
      ...say,
    };
  };
  for (const yaml of parseAllDocuments(file.text, { lineCounter: lines })) {
    if (!('errors' in yaml)) continue;
    for (const error of yaml.errors) {
      const what = error.message.split('\n')[0]!;
      problems.push(at(error.pos[0], { zh: `YAML 语法错误：${what}`, en: `YAML: ${what}` }));
    }
    if (yaml.errors.length || yaml.contents === null) continue;
    const value: unknown = yaml.toJS();
    const first = isMap(yaml.contents) ? String(yaml.contents.items[0]?.key ?? '') : '';
    if (!KINDS.includes(first)) {
      problems.push(
        at(yaml.contents.range?.[0] ?? 0, {
          zh: `不认识的文档类型“${first}”，应为 ${KINDS.join('、')} 之一`,
          en: `Unknown kind of document "${first}"; one of ${KINDS.join(', ')}`,
          suggestion: nearest(first, KINDS),
        }),
      );
      continue;
    }
    documents.push({
      file: file.path,
      kind: first as Kind,
      value,
      problem(path, say, offset) {
        const node = nodeAt(yaml as Yaml, path);
        const start = node?.range?.[0] ?? 0;
        const quote = /["']/.test(file.text[start] ?? '') ? 1 : 0;
        const where =
          offset !== undefined ? start + quote + offset : (keyOffset(yaml as Yaml, path) ?? start);
        return at(where, say);
      },
    });
  }
  return { documents, problems };
}
