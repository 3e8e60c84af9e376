/** What a figure is of: a region, an office's subtree, or the entries with a dimension's value. */
import { YipanError } from '../errors.js';
import { fieldAt, type Pack } from '../pack/index.js';
import { nearest, type Register } from '../register/index.js';

export interface Scope {
  readonly region: string;
  /** Office id; its whole subtree counts. */
  readonly office?: string | undefined;
  /** Field → stored value; a field of the register or of one its refs lead to. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The canonical text (contract, DESIGN §9): 140406 · 140406/OFFICE · 140406?township=店上镇. */
export function scopeText(scope: Scope): string {
  const query = Object.entries(scope.dimensions)
    .map(([field, value]) => `${field}=${value}`)
    .join('&');
  return `${scope.region}${scope.office ? `/${scope.office}` : ''}${query ? `?${query}` : ''}`;
}

/** Reads a scope; names an office by id, label or short label. */
export function parseScope(text: string, pack: Pack): Scope {
  const region = pack.region.code;
  const fail = (reason: string) => new YipanError('bad-scope', { scope: text, reason, region });
  const match = /^(\d{6})(?:\/([^?]+))?(?:\?(.*))?$/.exec(text.trim());
  if (!match) throw fail('写法不对');
  if (match[1] !== region) throw fail(`本库的区划是 ${region}`);
  const named = match[2];
  const office = named
    ? pack.offices.find((o) => [o.id, o.label.zh, o.short.zh].includes(named))
    : undefined;
  if (named && !office) {
    const hint = nearest(
      named,
      pack.offices.flatMap((o) => [o.id, o.label.zh, o.short.zh]),
    );
    throw fail(`没有单位“${named}”${hint ? `，是否 ${hint}` : ''}`);
  }
  const dimensions: Record<string, string> = {};
  for (const part of (match[3] ?? '').split('&').filter(Boolean)) {
    const [field, value] = part.split('=');
    if (!field || value === undefined) throw fail(`“${part}”应为 字段=值`);
    dimensions[field] = value;
  }
  return { region, office: office?.id, dimensions };
}

/**
 * Where a register keeps a dimension: its own field, or the one ref through which it is reached.
 * Undefined when the register does not know it (its figures then have no value in that scope).
 */
export function dimensionPath(register: Register, field: string, pack: Pack): string | undefined {
  if (fieldAt(register, field.split('.'), pack.registers)) return field;
  const through = register.fields.filter(
    (ref) => ref.type === 'ref' && fieldAt(register, [ref.id, field], pack.registers),
  );
  return through.length === 1 ? `${through[0]!.id}.${field}` : undefined;
}
