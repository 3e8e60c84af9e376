/** One embedded cluster: made whole or not at all, started, adopted after a crash, stopped. */
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { YipanError } from '@yipan/kernel/errors';
import pg from 'pg';
import type { Binaries } from './binaries.js';
import { isAlive } from './hold.js';
import type { OsUser } from './os-user.js';
import type { Secrets } from './secrets.js';

export interface ClusterPlace {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly user: OsUser | undefined;
  readonly secrets: Secrets;
}

/** How a client reaches the cluster. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

const PORT = 5432;
const START_MS_MAX = 30_000;
const STOP_MS_MAX = 20_000;
const POLL_MS = 20;
const LOG_BYTES_MAX = 8 * 1024 * 1024;
/** sockaddr_un holds 108 bytes with its end mark; PostgreSQL adds "/.s.PGSQL.5432". */
const SOCKET_BYTES_MAX = 107 - '/.s.PGSQL.5432'.length;

const cluster = (place: ClusterPlace) => join(place.dataDir, 'pg');
const logFile = (place: ClusterPlace) => join(place.dataDir, 'postgres.log');

function as(user: OsUser | undefined): Pick<SpawnOptions, 'uid' | 'gid'> {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

function ownedFolder(path: string, user: OsUser | undefined): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (user) chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
  return path;
}

/** initdb into a folder beside, renamed when whole: a kill in the middle leaves no half cluster. */
export function initialise(place: ClusterPlace): void {
  if (existsSync(join(cluster(place), 'PG_VERSION'))) return;
  const partial = join(place.dataDir, 'pg.new');
  rmSync(partial, { recursive: true, force: true });
  const secret = ownedFolder(mkdtempSync(join(tmpdir(), 'yipan-')), place.user);
  const passwordFile = join(secret, 'password');
  writeFileSync(passwordFile, place.secrets.superuser, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  ownedFolder(partial, place.user);
  try {
    let output = '';
    // Under plain C, pg_trgm sees no Chinese: take the first UTF-8 ctype that this system has.
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'UTF-8']) {
      const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
      const safety = ['--data-checksums', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
      const where = ['--pgdata', partial, '--username=postgres', '--encoding=UTF8'];
      const args = [...where, ...locale, `--lc-ctype=${ctype}`, ...safety];
      const run = spawnSync(place.binaries.initdb, args, { ...as(place.user), cwd: '/' });
      if (run.status === 0) {
        renameSync(partial, cluster(place));
        return;
      }
      output = String(run.stderr ?? run.error);
    }
    throw new YipanError('postgres-failed', { reason: output.slice(-400), log: 'initdb' });
  } finally {
    rmSync(secret, { recursive: true, force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}

/** A short folder for the socket, the same for the same data folder. */
function socketFolder(place: ClusterPlace): string | undefined {
  if (process.platform === 'win32') return undefined;
  const id = createHash('sha256').update(place.dataDir).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `yipan-${id}`);
  return Buffer.byteLength(folder) <= SOCKET_BYTES_MAX ? folder : join('/tmp', `yipan-${id}`);
}

interface Running {
  readonly pid: number;
  readonly address: Address;
}

/** postmaster.pid of a living postgres on this very folder; a stale one counts for nothing. */
function runningAlready(place: ClusterPlace): Running | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster(place), 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid) || !isPostgresOf(pid, cluster(place))) return undefined;
  const [port, socket] = [Number(lines[3]), lines[4]?.trim()];
  return { pid, address: { host: socket || '127.0.0.1', port } };
}

function isPostgresOf(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(folder);
  } catch {
    return false;
  }
}

const SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '128MB',
  max_connections: '60',
  jit: 'off',
  max_wal_size: '1GB',
  logging_collector: 'off',
  log_min_messages: 'warning',
  timezone: 'UTC',
};

function startProcess(place: ClusterPlace): { pid: number; address: Address; died: () => boolean } {
  const socket = socketFolder(place);
  if (socket) ownedFolder(socket, place.user);
  const log = logFile(place);
  if (existsSync(log) && statSync(log).size > LOG_BYTES_MAX) renameSync(log, `${log}.1`);
  const output = openSync(log, 'a', 0o600);
  const listen = socket
    ? ['-k', socket, '-c', 'listen_addresses=', '-c', 'unix_socket_permissions=0700']
    : ['-c', 'listen_addresses=127.0.0.1'];
  const settings = Object.entries(SETTINGS).flatMap(([k, v]) => ['-c', `${k}=${v}`]);
  const args = ['-D', cluster(place), '-p', String(PORT), ...listen, ...settings];
  // Detached: Ctrl-C in the terminal must reach us, who stop it in order, and not it.
  const child = spawn(place.binaries.postgres, args, {
    ...as(place.user),
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = false;
  child.on('error', () => {
    ended = true;
  });
  child.on('exit', () => {
    ended = true;
  });
  child.unref();
  return {
    pid: child.pid ?? 0,
    address: { host: socket ?? '127.0.0.1', port: PORT },
    died: () => ended,
  };
}

/** Does it answer as superuser? Password trouble is an error, anything else means not yet. */
async function answers(address: Address, secrets: Secrets): Promise<boolean> {
  const database = 'postgres';
  const client = new pg.Client({
    ...address,
    user: 'postgres',
    password: secrets.superuser,
    database,
  });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') throw error;
    return false;
  }
}

/** Starts the cluster, or adopts the one that outlived its owner. */
export async function start(place: ClusterPlace): Promise<Running> {
  const orphan = runningAlready(place);
  const running = orphan ? { ...orphan, died: () => !isAlive(orphan.pid) } : startProcess(place);
  const deadline = Date.now() + START_MS_MAX;
  while (!(await answers(running.address, place.secrets))) {
    if (running.died() || Date.now() > deadline) {
      const log = logFile(place);
      const tail = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-3) : [];
      const reason = tail.join(' | ') || `${START_MS_MAX / 1000} s`;
      throw new YipanError('postgres-failed', { reason, log });
    }
    await pause(POLL_MS);
  }
  return running;
}

/** Fast shutdown; immediate when it does not end in time. */
export async function stop({ pid }: Running): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_MS_MAX;
    while (isAlive(pid) && Date.now() < deadline) await pause(POLL_MS);
  }
}
