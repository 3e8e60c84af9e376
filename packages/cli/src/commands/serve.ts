/** yipan serve: open the house, listen, say where; stop in order on a signal. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { YipanError } from '@yipan/kernel/errors';
import { buildApp, openHouse } from '@yipan/server';
import { servedIdentity } from '../identity.js';
import { progressBar } from '../progress.js';
import { type Settings, webRoot } from '../settings.js';
import { result, say, tell } from '../speech.js';

const TOKEN_BYTES = 32;

/** Fails before anything is opened when the port is taken; 0 means any. */
function probePort({ port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new YipanError('port-in-use', { port }) : error);
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** How other processes find this one; only this user may read it. */
function writeServerFile(dataDir: string, url: string, token: string): () => void {
  const path = join(dataDir, 'server.json');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify({ url, token, pid: process.pid }), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return () => rmSync(path, { force: true });
}

export async function serve(settings: Settings): Promise<void> {
  if (!Number.isInteger(settings.port) || settings.port < 0 || settings.port > 65_535) {
    throw new YipanError('bad-request', { reason: `PORT=${settings.port}` });
  }
  await probePort(settings);
  const bar = progressBar();
  const house = await openHouse({ ...settings, clock: () => new Date(), onProgress: bar.show });
  bar.stop();
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const app = await buildApp({
    counter: house.counter,
    identify: servedIdentity(house.counter, token),
    webRoot,
    logger: { level: 'warn', stream: process.stderr },
  });
  const url = await app
    .listen({ port: settings.port, host: settings.host })
    .catch(async (error) => {
      await house.close();
      throw error.code === 'EADDRINUSE' ? new YipanError('port-in-use', settings as never) : error;
    });
  const removeFile = writeServerFile(settings.dataDir, url, token);
  tell(
    house.demo
      ? '演示库已就绪：数据为演示，不代表任何真实企业、村庄或个人。按 Ctrl+C 停止。'
      : '已就绪。按 Ctrl+C 停止。',
    house.demo
      ? 'Demo ready: example data, no real person or firm. Ctrl+C stops.'
      : 'Ready. Ctrl+C stops.',
  );
  result(say(`一盘棋：${url}`, `Yipan: ${url}`));
  await stopSignal();
  tell('正在停止……', 'Stopping …');
  removeFile();
  await app.close();
  await house.close();
}

/** The first signal asks to stop; a second one does not wait. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    let asked = false;
    for (const signal of signals) {
      process.on(signal, () => {
        if (asked) process.exit(130);
        asked = true;
        resolve();
      });
    }
  });
}
