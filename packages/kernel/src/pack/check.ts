/** Documents → one document's checked data: shape first (zod), positions from the YAML. */
import type { z } from 'zod';
import type { Problem } from '../errors.js';
import { nearest } from '../register/index.js';
import { DOCUMENTS, type Document, type Kind } from './schema.js';
import type { Path, Say, SourceDocument } from './source.js';

type Issue = z.core.$ZodIssue;

/** Every word that a document of a kind may use as a key, for suggestions. */
function knownKeys(schema: unknown, found = new Set<string>()): Set<string> {
  const def = (schema as { _zod?: { def: Record<string, unknown> } })?._zod?.def;
  if (!def) return found;
  if (def.shape) {
    for (const [key, part] of Object.entries(def.shape as Record<string, unknown>)) {
      found.add(key);
      knownKeys(part, found);
    }
  }
  for (const part of [def.element, def.innerType, def.valueType, ...((def.options as []) ?? [])]) {
    if (part) knownKeys(part, found);
  }
  return found;
}

const KEYS = new Map(
  Object.entries(DOCUMENTS).map(([kind, schema]) => [kind, [...knownKeys(schema)]]),
);

function sayIssue(issue: Issue, kind: Kind, given: unknown): Say {
  switch (issue.code) {
    case 'invalid_value': {
      const options = issue.values.map(String);
      return {
        zh: `“${String(given)}”不在可选值中：${options.join('、')}`,
        en: `"${String(given)}" is not one of: ${options.join(', ')}`,
        suggestion: nearest(String(given), options),
      };
    }
    case 'invalid_type':
      return given === undefined
        ? { zh: `缺少 ${String(issue.path.at(-1))}`, en: `Missing ${String(issue.path.at(-1))}` }
        : { zh: `应为 ${issue.expected}`, en: `Expected ${issue.expected}` };
    case 'invalid_format':
      return {
        zh: `“${String(given)}”写法不对（标识用小写字母、数字和下划线，不超过 40 个）`,
        en: `"${String(given)}" is ill-formed (ids: lower case, digits, underscore, at most 40)`,
      };
    case 'invalid_union': {
      const options = KEYS.get(kind)!;
      return {
        zh: `写法不对：${JSON.stringify(given)?.slice(0, 60)}`,
        en: `Ill-formed: ${JSON.stringify(given)?.slice(0, 60)}`,
        suggestion: typeof given === 'string' ? nearest(given, options) : undefined,
      };
    }
    default:
      return { zh: `写法不对：${issue.message}`, en: issue.message };
  }
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Record<string | number, unknown> | undefined)?.[key],
    value,
  );
}

/** The document's typed content, or its problems. */
export function checkShape<K extends Kind>(
  source: SourceDocument,
  kind: K,
): { document?: Document<K>; problems: Problem[] } {
  const result = DOCUMENTS[kind].safeParse(source.value);
  if (result.success) return { document: result.data as Document<K>, problems: [] };
  const problems = result.error.issues.flatMap((issue) => {
    const path = issue.path as (string | number)[];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) =>
        source.problem([...path, key], {
          zh: `不认识的项“${key}”`,
          en: `Unknown key "${key}"`,
          suggestion: nearest(key, KEYS.get(kind)!),
        }),
      );
    }
    return [source.problem(path, sayIssue(issue, kind, valueAt(source.value, path)))];
  });
  return { problems };
}
