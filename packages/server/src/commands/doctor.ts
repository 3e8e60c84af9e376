/** Is everything as it should be? Each check says what was found and what to do. */
import type { Actor } from '@yipan/kernel/policy';
import { diagnose } from '@yipan/store';
import type { CheckView } from '../api/index.js';
import { type Counter, permit } from '../counter.js';

export async function examine(counter: Counter, actor: Actor): Promise<CheckView[]> {
  permit(actor, 'diagnose', counter.region);
  const found = await counter.sit(actor, undefined, ({ executor, pack }) =>
    diagnose(executor, pack, counter.region),
  );
  const check = (name: string, ok: boolean, zh: string, en: string): CheckView => ({
    name,
    ok,
    zh,
    en,
  });
  const gap = found.gap === null ? '' : `（第 ${found.gap} 号缺失）`;
  const broken = found.brokenVersions.join('、');
  return [
    check('postgres', found.versionMajor >= 15, `PostgreSQL ${found.version}`, found.version),
    check('encoding', found.encoding === 'UTF8', `编码 ${found.encoding}`, found.encoding),
    check(
      'chinese-search',
      found.trigramsSeeChinese,
      found.trigramsSeeChinese
        ? '中文检索可用'
        : `lc_ctype ${found.ctype} 下检索不到中文，请用 C.UTF-8 重建库`,
      `lc_ctype ${found.ctype}`,
    ),
    check(
      'app-role',
      found.appRoleIsPlain,
      `应用角色 ${found.role} 不能越过行级权限`,
      `role ${found.role}`,
    ),
    check(
      'change-order',
      found.gap === null,
      `变更序号连续，共 ${found.head} 号${gap}`,
      `${found.head} changes`,
    ),
    check(
      'versions',
      !found.brokenVersions.length,
      found.brokenVersions.length ? `版本首尾不接：${broken}` : '各台账版本首尾相接',
      found.brokenVersions.length ? `versions overlap: ${broken}` : 'versions are contiguous',
    ),
  ];
}
