/** What the command line asks of a running server: proof-reading, pack apply, doctor. */
import { Type } from 'typebox';
import { CheckView, ErrorView, PackPlanView, ProofView, When } from '../api/index.js';
import { examine } from '../commands/doctor.js';
import { applyPack, currentPack } from '../commands/pack.js';
import { proofDraft } from '../commands/proof.js';
import type { App, Desk } from './route.js';

/** Characters of a draft; a work report has about 20,000. */
const DRAFT_MAX = 4 * 1024 * 1024;

const PackFileShape = Type.Object({
  path: Type.String({ pattern: '^[\\w.-]+(/[\\w.-]+)+$', maxLength: 200 }),
  text: Type.String(),
});

export function officeWorkRoutes(app: App, { counter, identify }: Desk): void {
  app.post(
    '/proof',
    {
      bodyLimit: DRAFT_MAX * 4,
      schema: {
        summary: '数据核校：稿中每个数对照台账和本稿',
        tags: ['proof'],
        body: Type.Object({
          text: Type.String({ maxLength: DRAFT_MAX }),
          period: Type.Optional(Type.String()),
          scope: Type.Optional(Type.String()),
        }),
        response: { 200: ProofView, default: ErrorView },
      },
    },
    (request) => {
      const { text, ...asked } = request.body;
      return proofDraft(counter, identify(request), text, asked);
    },
  );

  app.post(
    '/pack',
    {
      bodyLimit: 16 * 1024 * 1024,
      schema: {
        summary: '应用业务包（dryRun 只列出将做什么）',
        tags: ['pack'],
        body: Type.Object({
          files: Type.Array(PackFileShape, { maxItems: 2_000 }),
          dryRun: Type.Optional(Type.Boolean()),
        }),
        response: { 200: PackPlanView, default: ErrorView },
      },
    },
    (request) => {
      const { files, dryRun } = request.body;
      return applyPack(counter.store, identify(request), files, { dryRun });
    },
  );

  app.get(
    '/pack',
    {
      schema: {
        summary: '现行业务包的全部文件',
        tags: ['pack'],
        querystring: When,
        response: { 200: Type.Array(PackFileShape), default: ErrorView },
      },
    },
    (request) => currentPack(counter, identify(request), request.query.asOf),
  );

  app.get(
    '/doctor',
    {
      schema: {
        summary: '体检',
        tags: ['doctor'],
        response: { 200: Type.Array(CheckView), default: ErrorView },
      },
    },
    (request) => examine(counter, identify(request)),
  );
}
