/** Evidence by content: a file is named by its SHA-256 and is on disk before a commit names it. */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export class EvidenceFiles {
  constructor(private readonly folder: string) {}

  private pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }

  /** Keeps the bytes (fsync, then rename) and returns their hash; keeping twice changes nothing. */
  async keep(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = this.pathOf(sha256);
    if (await stat(path).catch(() => undefined)) return sha256;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const partial = `${path}.${process.pid}.new`;
    const file = await open(partial, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    return sha256;
  }

  /** The bytes, or undefined when the folder does not hold them. */
  async read(sha256: string): Promise<Uint8Array | undefined> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
    return readFile(this.pathOf(sha256)).catch(() => undefined);
  }
}
