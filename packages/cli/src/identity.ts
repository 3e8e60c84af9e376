/** Who the API answers to until accounts exist: this machine's administrator, or a reader. */
import { timingSafeEqual } from 'node:crypto';
import { YipanError } from '@yipan/kernel/errors';
import type { Actor } from '@yipan/kernel/policy';
import type { AppOptions, Counter } from '@yipan/server';

/** Who can read the data folder's server.json, or open the folder itself, administers it. */
function administrator(region: string): Actor {
  return { id: 'cli', name: '命令行', roles: ['admin'], region, offices: '*' };
}

export function localIdentity(counter: Counter): AppOptions['identify'] {
  return () => administrator(counter.region);
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/** The token administers; without one a request reads. */
export function servedIdentity(counter: Counter, token: string): AppOptions['identify'] {
  const reader: Actor = {
    id: 'reader',
    name: '浏览',
    roles: ['viewer'],
    region: counter.region,
    offices: '*',
  };
  return (request) => {
    const header = request.headers.authorization;
    if (header === undefined) return reader;
    if (same(header, `Bearer ${token}`)) return administrator(counter.region);
    throw new YipanError('not-allowed', { reason: '令牌无效' });
  };
}
