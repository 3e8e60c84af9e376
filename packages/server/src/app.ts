/** The counter's window: HTTP with typed routes, safe headers, the pages, and one way to fail. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { YipanError } from '@yipan/kernel/errors';
import { ChangeFeed } from '@yipan/store';
import Fastify, { type FastifyReply, type FastifyServerOptions } from 'fastify';
import type { Counter } from './counter.js';
import { toYipanError } from './failures.js';
import { presentError } from './presenters/problem.js';
import { type App, apiRoutes, type Desk } from './routes/index.js';

export interface AppOptions {
  readonly counter: Counter;
  readonly identify: Desk['identify'];
  /** Folder of the built pages; absent = API only. */
  readonly webRoot?: string | undefined;
  readonly logger?: FastifyServerOptions['logger'];
}

const BODY_BYTES_MAX = 1024 * 1024;
/** In index.html; every answer replaces it by that answer's nonce. */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const YEAR_SECONDS = 31_536_000;

const nonces = new WeakMap<ServerResponse, string>();

function nonceOf(response: ServerResponse): string {
  let nonce = nonces.get(response);
  if (!nonce) {
    nonce = randomBytes(16).toString('base64');
    nonces.set(response, nonce);
  }
  return nonce;
}

const withNonce = (_: unknown, response: unknown) =>
  `'nonce-${nonceOf(response as ServerResponse)}'`;

const headers = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", withNonce],
      styleSrc: ["'self'", withNonce],
      // React and ECharts position by style attributes; no attribute can load or run anything.
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // An intranet address without a certificate must not be upgraded away.
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
} as const;

async function addPages(app: App, webRoot: string): Promise<void> {
  const index = readFileSync(join(webRoot, 'index.html'), 'utf8');
  const page = (reply: FastifyReply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(index.replaceAll(NONCE_PLACEHOLDER, nonceOf(reply.raw)));
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: false,
    index: false,
    maxAge: YEAR_SECONDS * 1000,
    immutable: true,
  });
  app.get('/', { schema: { hide: true } }, (_, reply) => page(reply));
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !/^\/(api|assets)\//.test(request.url);
    if (wantsPage && request.headers.accept?.includes('text/html')) return page(reply);
    throw new YipanError('not-found', { path: request.url.split('?')[0]! });
  });
}

function addFailures(app: App): void {
  app.setErrorHandler((error, request, reply) => {
    const known = toYipanError(error);
    if (known) return reply.code(known.status).send(presentError(known));
    request.log.error({ err: error }, 'unexpected failure');
    const { id } = request;
    return reply.code(500).send({
      code: 'internal',
      zh: `程序内部出错（编号 ${id}），数据未受影响。请把编号告诉管理员。`,
      en: `Internal failure (${id}); no data was changed. Tell your administrator the number.`,
    });
  });
  app.setNotFoundHandler((request) => {
    throw new YipanError('not-found', { path: request.url.split('?')[0]! });
  });
}

/** Builds the app; listening, or injecting, is the caller's. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { counter } = options;
  const app = Fastify({
    logger: options.logger ?? false,
    bodyLimit: BODY_BYTES_MAX,
    genReqId: () => randomBytes(4).toString('hex'),
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true } },
  }).withTypeProvider<TypeBoxTypeProvider>() as App;
  // Answers are typed by TypeScript and tested against their schemas; serialising by schema would
  // check 3,000 nullable steps of a board with ajv for every visitor.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_, body, done) =>
    done(null, body),
  );
  addFailures(app);
  await app.register(helmet, headers);
  await app.register(compress, { threshold: 1_024 });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '一盘棋 Yipan', version: '0.1.0', description: '见 docs/ARCHITECTURE.md' },
    },
  });
  const feed = new ChangeFeed(counter.store.connection);
  await feed.open();
  app.addHook('onClose', () => feed.close());
  const desk: Desk = { counter, feed, identify: options.identify };
  await app.register(async (api) => apiRoutes(api as App, desk), { prefix: '/api/v1' });
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  if (options.webRoot && existsSync(join(options.webRoot, 'index.html'))) {
    await addPages(app, options.webRoot);
  }
  return app;
}
