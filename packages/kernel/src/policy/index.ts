// Who may do what: the one pure function that every route, page, command and CLI call asks.
export { secrecyMark } from './secrecy.js';

// Accounts and sessions (issue "Who may do what") will fill actors; the question stays this one.

/** Who asks. A scope of offices limits what an actor sees of registers; `*` is all. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly region: string;
  readonly offices: '*' | readonly string[];
}

/** 公众 sees nothing of the ledger yet; 浏览 reads all; 管理员 also writes. */
export type Role = 'viewer' | 'admin';

export type Action = 'read' | 'export' | 'import' | 'apply-pack' | 'diagnose';

export type Answer =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly zh: string; readonly en: string };

const GRANTS: Readonly<Record<Role, readonly Action[]>> = {
  viewer: ['read', 'export'],
  admin: ['read', 'export', 'import', 'apply-pack', 'diagnose'],
};

/** May the actor do it in that region? Says why not. */
export function may(actor: Actor, action: Action, region: string): Answer {
  if (actor.region !== region) {
    return { allowed: false, zh: '不属于该区划', en: 'The actor belongs to another region' };
  }
  if (actor.roles.some((role) => GRANTS[role].includes(action))) return { allowed: true };
  return {
    allowed: false,
    zh: '当前身份只能查看；请在服务器上用 yipan 命令办理',
    en: 'This actor may only read; use the yipan command on the server',
  };
}
