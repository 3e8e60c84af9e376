/** A pack on disk: its YAML files and those of the packs it extends, in reading order. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { YipanError } from '@yipan/kernel/errors';
import type { PackFile } from '@yipan/kernel/pack';
import { parseDocument } from 'yaml';

/** Longest chain of packs that extend one another; a longer one is a circle. */
const CHAIN_MAX = 8;

async function yamlFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** What `extends:` of the folder's pack.yaml names; unreadable YAML is readPack's to report. */
function extended(text: string): string | undefined {
  const value: unknown = parseDocument(text).get('extends');
  return typeof value === 'string' ? value : undefined;
}

/** One folder's own files, under its name: county/registers/01-projects.yaml. */
async function filesOf(folder: string): Promise<PackFile[]> {
  const paths = existsSync(folder) ? await yamlFiles(folder) : [];
  if (!paths.length) throw new YipanError('pack-missing', { path: folder });
  return Promise.all(
    paths.map(async (path) => ({
      path: `${basename(folder)}/${relative(folder, path).replaceAll('\\', '/')}`,
      text: await readFile(path, 'utf8'),
    })),
  );
}

/** Reads a pack folder; throws pack-missing where there is none. */
export async function readPackFolder(folder: string): Promise<PackFile[]> {
  const files: PackFile[] = [];
  let at: string | undefined = resolve(folder);
  for (let depth = 0; at && depth < CHAIN_MAX; depth++) {
    const own: PackFile[] = await filesOf(at);
    files.unshift(...own);
    const head = own.find((file) => file.path === `${basename(at!)}/pack.yaml`);
    const base: string | undefined = head && extended(head.text);
    at = base === undefined ? undefined : resolve(at, base);
  }
  return files;
}
