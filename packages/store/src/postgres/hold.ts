/** A data folder is held by one process: a lock that a dead or recycled pid does not keep. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { YipanError } from '@yipan/kernel/errors';

interface Holder {
  readonly pid: number;
  /** When the process started, in the system's own ticks; a recycled pid has another. */
  readonly started: string;
}

const lockPath = (dataDir: string) => join(dataDir, 'yipan.lock');

/** Field 22 of /proc/PID/stat, counted after the name's closing bracket; '' where there is none. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readHolder(dataDir: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(lockPath(dataDir), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** The living process that holds a data folder. */
export function whoHolds(dataDir: string): number | undefined {
  const holder = readHolder(dataDir);
  if (!holder || !isAlive(holder.pid)) return undefined;
  return startOf(holder.pid) === holder.started ? holder.pid : undefined;
}

/** Takes the folder for this process; returns the release. The folder must exist. */
export function holdDataFolder(dataDir: string): () => void {
  const lock = lockPath(dataDir);
  const mine = `${lock}.${process.pid}`;
  const holder: Holder = { pid: process.pid, started: startOf(process.pid) };
  try {
    writeFileSync(mine, JSON.stringify(holder), { mode: 0o600 });
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new YipanError('data-folder-unwritable', { path: dataDir, reason }, [], { cause });
  }
  try {
    for (;;) {
      try {
        // link() is atomic and fails where the lock stands: two processes cannot both take it.
        linkSync(mine, lock);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const pid = whoHolds(dataDir);
        if (pid !== undefined) throw new YipanError('data-folder-in-use', { path: dataDir, pid });
        rmSync(lock, { force: true });
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readHolder(dataDir)?.pid === process.pid) rmSync(lock, { force: true });
  };
}
