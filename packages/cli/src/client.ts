/**
 * Every command is a client of the API. When nobody holds the data folder it opens the house in
 * this process; else it asks the server that does, found by YIPAN_DATA/server.json.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Problem, YipanError } from '@yipan/kernel/errors';
import { buildApp, openHouse } from '@yipan/server';
import { whoHolds } from '@yipan/store';
import { localIdentity } from './identity.js';
import { progressBar } from './progress.js';
import type { Settings } from './settings.js';

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

export interface Api {
  /** The parsed answer; a failure is thrown as the error that the server told. */
  ask<T>(path: string, asked?: Asked): Promise<T>;
  /** The raw answer, for files. */
  fetch(path: string, asked?: Asked): Promise<Buffer>;
}

/** A second process waits this long for the holder to answer or to leave. */
const WAIT_MS_MAX = 30_000;
const POLL_MS = 200;

/** An error that another process told: its code and texts as they came. */
class ToldError extends YipanError {
  constructor(told: { zh: string; en: string; problems?: Problem[] }, status: number) {
    super('bad-request', { reason: told.zh }, told.problems ?? []);
    this.message = told.zh;
    Object.assign(this, { en: told.en, status });
  }
}

type Send = (path: string, asked: Asked) => Promise<Answer>;

function apiOver(send: Send): Api {
  const fetchBody = async (path: string, asked: Asked = {}): Promise<Buffer> => {
    const { status, body } = await send(path, asked);
    if (status < 300) return body;
    throw new ToldError(JSON.parse(body.toString('utf8')), status);
  };
  return {
    fetch: fetchBody,
    ask: async <T>(path: string, asked?: Asked) =>
      JSON.parse((await fetchBody(path, asked)).toString('utf8')) as T,
  };
}

function withQuery(path: string, query: Asked['query'] = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const text = new URLSearchParams(given).toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

function payloadOf({ json, bytes }: Asked): { type?: string; payload?: Buffer } {
  if (bytes) return { type: 'application/octet-stream', payload: Buffer.from(bytes) };
  if (json === undefined) return {};
  return { type: 'application/json', payload: Buffer.from(JSON.stringify(json)) };
}

function remote(url: string, token: string): Send {
  return async (path, asked) => {
    const { type, payload } = payloadOf(asked);
    const response = await fetch(`${url}${withQuery(path, asked.query)}`, {
      method: asked.method ?? 'GET',
      headers: { authorization: `Bearer ${token}`, ...(type ? { 'content-type': type } : {}) },
      ...(payload ? { body: new Uint8Array(payload) } : {}),
    });
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  };
}

async function local<T>(settings: Settings, work: (api: Api) => Promise<T>): Promise<T> {
  const bar = progressBar();
  const house = await openHouse({ ...settings, clock: () => new Date(), onProgress: bar.show });
  bar.stop();
  try {
    const app = await buildApp({ counter: house.counter, identify: localIdentity(house.counter) });
    const send: Send = async (path, asked) => {
      const { type, payload } = payloadOf(asked);
      const response = await app.inject({
        method: asked.method ?? 'GET',
        url: withQuery(path, asked.query),
        ...(type ? { headers: { 'content-type': type } } : {}),
        ...(payload ? { payload } : {}),
      });
      return { status: response.statusCode, body: response.rawPayload };
    };
    try {
      return await work(apiOver(send));
    } finally {
      await app.close();
    }
  } finally {
    await house.close();
  }
}

function readServerFile(dataDir: string): { url: string; token: string; pid: number } | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'server.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

/** Runs the work against whoever holds the data folder, or against a house opened for it. */
export async function withApi<T>(settings: Settings, work: (api: Api) => Promise<T>): Promise<T> {
  const deadline = Date.now() + WAIT_MS_MAX;
  for (;;) {
    const pid = whoHolds(settings.dataDir);
    if (pid === undefined) {
      try {
        return await local(settings, work);
      } catch (error) {
        // Another process took the folder between the look and the taking.
        if (!(error instanceof YipanError && error.code === 'data-folder-in-use')) throw error;
      }
    } else {
      const server = readServerFile(settings.dataDir);
      if (server?.pid === pid && (await isReady(server.url))) {
        return work(apiOver(remote(server.url, server.token)));
      }
      if (Date.now() > deadline) {
        throw new YipanError('server-unreachable', { pid, seconds: WAIT_MS_MAX / 1000 });
      }
    }
    await pause(POLL_MS);
  }
}
