/** Settings by flag or environment (contract, DESIGN §9). A flag wins over the environment. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly packDir: string;
  readonly demo: boolean;
  readonly databaseUrl: string | undefined;
  readonly appDatabaseUrl: string | undefined;
}

export interface Flags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly pack?: string;
  readonly demo?: boolean;
}

const DEFAULT_PORT = 4680;
const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The built pages: beside the packages in a checkout. */
export const webRoot = join(repository, 'packages/web/dist');

/** The named pack, or the one that comes with the program when the working folder has none. */
function packFolder(named: string | undefined): string {
  if (named) return named;
  const here = join('packs', 'lucheng');
  return existsSync(here) ? here : join(repository, here);
}

export function readSettings(flags: Flags, env: NodeJS.ProcessEnv = process.env): Settings {
  return {
    port: Number(flags.port ?? env.PORT ?? DEFAULT_PORT),
    host: flags.host ?? env.HOST ?? '127.0.0.1',
    dataDir: resolve(flags.data ?? env.YIPAN_DATA ?? '.yipan'),
    packDir: packFolder(flags.pack ?? env.YIPAN_PACK),
    demo: flags.demo ?? env.YIPAN_DEMO !== '0',
    databaseUrl: env.DATABASE_URL || undefined,
    appDatabaseUrl: env.YIPAN_APP_DATABASE_URL || undefined,
  };
}
