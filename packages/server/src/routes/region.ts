/** GET /region, /events: what every page needs first, and news of changes. */
import { Type } from 'typebox';
import { ErrorView, RegionView } from '../api/index.js';
import { showRegion } from '../commands/region.js';
import { permit } from '../counter.js';
import type { App, Desk } from './route.js';

/** A line that says nothing, so that no proxy closes a quiet stream. */
const HEARTBEAT_MS = 25_000;

export function regionRoutes(app: App, { counter, feed, identify }: Desk): void {
  app.get(
    '/region',
    {
      schema: {
        summary: '区划、业务日期、单位',
        tags: ['region'],
        response: { 200: RegionView, default: ErrorView },
      },
    },
    (request) => showRegion(counter, identify(request)),
  );

  app.get(
    '/events',
    {
      schema: {
        summary: '变更通知（SSE：event change，id 为变更序号）',
        tags: ['region'],
        response: { 200: { description: 'text/event-stream', ...Type.String() } },
      },
    },
    (request, reply) => {
      permit(identify(request), 'read', counter.region);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      raw.write(': hello\n\n');
      const quit = feed.subscribe(({ region, seq }) => {
        if (region !== counter.region) return;
        raw.write(`event: change\nid: ${seq}\ndata: {"seq":${seq}}\n\n`);
      });
      const beat = setInterval(() => raw.write(': \n\n'), HEARTBEAT_MS).unref();
      request.raw.on('close', () => {
        clearInterval(beat);
        quit();
      });
    },
  );
}
