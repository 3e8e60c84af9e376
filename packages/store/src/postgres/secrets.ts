/** Random passwords of the three roles, in a file that only this process's user may read. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

const BYTES = 24;

export function readSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
  const fresh = () => randomBytes(BYTES).toString('base64url');
  const secrets = { superuser: fresh(), owner: fresh(), app: fresh() };
  writeFileSync(`${path}.new`, JSON.stringify(secrets), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}
