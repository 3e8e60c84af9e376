/** PostgreSQL refuses to run as root: the system user it runs as, and where that user may go. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Made for us; the others are there on most systems where nobody may be made. */
const CANDIDATES = ['yipan', 'postgres', 'nobody'];

function lookUp(name: string): OsUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/** The user to run PostgreSQL as; undefined when this process is not root and runs it as itself. */
export function databaseUser(): OsUser | undefined {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return undefined;
  const own = CANDIDATES[0]!;
  if (!lookUp(own)) {
    const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
    spawnSync('useradd', [...args, own], { stdio: 'ignore' });
  }
  for (const name of CANDIDATES) {
    const user = lookUp(name);
    if (user && user.uid !== 0) return user;
  }
  throw new Error('no system user to run PostgreSQL as');
}

/** The first folder on the way to `path` that the user may not enter; undefined when none bars it. */
export function barredAt(path: string, user: OsUser): string | undefined {
  const above = dirname(path);
  const barred = above === path ? undefined : barredAt(above, user);
  if (barred) return barred;
  const { mode, uid, gid } = statSync(path);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return mode & bit ? undefined : path;
}
