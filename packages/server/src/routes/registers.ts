/** GET /registers, their entries, exports; POST an import; the files that imports kept. */
import { YipanError } from '@yipan/kernel/errors';
import { Type } from 'typebox';
import {
  EntryDetail,
  EntryPage,
  ErrorView,
  ImportView,
  Page,
  RegisterView,
  When,
} from '../api/index.js';
import { findEvidence } from '../commands/evidence.js';
import { importFile } from '../commands/import.js';
import { allEntries, listRegisters, pageEntries, showEntry } from '../commands/registers.js';
import { FILE_BYTES_MAX, writeCsv, writeXlsx } from '../ledger-file/index.js';
import type { App, Desk } from './route.js';

const Register = Type.Object({ register: Type.String() });
const tags = ['registers'];

const MEDIA = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A download's name in both forms, as RFC 6266 wants it for names that are not ASCII. */
function attachment(name: string, ascii: string): string {
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

export function registerRoutes(app: App, { counter, identify }: Desk): void {
  app.get(
    '/registers',
    {
      schema: {
        summary: '台账目录',
        tags,
        querystring: When,
        response: { 200: Type.Array(RegisterView), default: ErrorView },
      },
    },
    (request) => listRegisters(counter, identify(request), request.query.asOf),
  );

  app.get(
    '/registers/:register/entries',
    {
      schema: {
        summary: '台账记录（分页；其他查询参数按字段筛选）',
        tags,
        params: Register,
        querystring: Type.Interface(
          [When, Page],
          {
            search: Type.Optional(Type.String({ maxLength: 100 })),
            sort: Type.Optional(Type.String()),
            desc: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: Type.String() },
        ),
        response: { 200: EntryPage, default: ErrorView },
      },
    },
    (request) => {
      const { asOf, limit = 50, offset = 0, search, sort, desc, ...fields } = request.query;
      const asked = { asOf, limit, offset, search, sort, desc };
      return pageEntries(counter, identify(request), request.params.register, {
        ...asked,
        fields: fields as Record<string, string>,
      });
    },
  );

  app.get(
    '/registers/:register/entries/:entry',
    {
      schema: {
        summary: '一条记录和它的全部版本',
        tags,
        params: Type.Object({ register: Type.String(), entry: Type.String() }),
        querystring: When,
        response: { 200: EntryDetail, default: ErrorView },
      },
    },
    (request) => {
      const { register, entry } = request.params;
      return showEntry(counter, identify(request), register, entry, request.query.asOf);
    },
  );

  app.get(
    '/registers/:register/export',
    {
      schema: {
        summary: '导出台账',
        tags,
        params: Register,
        querystring: Type.Interface([When], {
          format: Type.Optional(Type.Union([Type.Literal('xlsx'), Type.Literal('csv')])),
        }),
      },
    },
    async (request, reply) => {
      const { format = 'xlsx', asOf } = request.query;
      const found = await allEntries(counter, identify(request), request.params.register, asOf);
      const { pack, register, entries } = found;
      const write = format === 'csv' ? writeCsv : writeXlsx;
      const name = `${pack.region.label.zh}-${register.label.zh}.${format}`;
      return reply
        .type(MEDIA[format])
        .header('content-disposition', attachment(name, `${register.id}.${format}`))
        .send(await write(register, entries));
    },
  );

  app.post(
    '/registers/:register/import',
    {
      bodyLimit: FILE_BYTES_MAX,
      schema: {
        summary: '导入台账文件（请求体为文件字节；dryRun 只检查不写入）',
        tags,
        params: Register,
        querystring: Type.Object({
          file: Type.String({ minLength: 1, maxLength: 200 }),
          dryRun: Type.Optional(Type.Boolean()),
          reason: Type.Optional(Type.String({ maxLength: 500 })),
        }),
        response: { 200: ImportView, default: ErrorView },
      },
    },
    (request) => {
      if (!Buffer.isBuffer(request.body))
        throw new YipanError('bad-request', { reason: '没有文件' });
      const { register } = request.params;
      const asked = { ...request.query, register, bytes: request.body };
      return importFile(counter, identify(request), asked);
    },
  );

  app.get(
    '/evidence/:sha256',
    {
      schema: {
        summary: '导入时留存的文件',
        tags,
        params: Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
      },
    },
    async (request, reply) => {
      const { sha256 } = request.params;
      const { name, bytes } = await findEvidence(counter, identify(request), sha256);
      // Never shown in place: an uploaded page or picture must not run in our origin.
      return reply
        .type('application/octet-stream')
        .header('content-disposition', attachment(name, sha256))
        .send(bytes);
    },
  );
}
