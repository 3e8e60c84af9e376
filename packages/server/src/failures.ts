/** Any failure → one of the table's errors; what is none of them stays ours and says nothing inside. */
import { YipanError } from '@yipan/kernel/errors';
import type { FastifyError } from 'fastify';

/** SQLSTATE classes and socket errors that mean: the database, not the request. */
const DOWN = /^(08|57P|53)|^E(CONN|PIPE|HOSTUNREACH|TIMEDOUT)|^ENOENT$/;

function isDatabaseDown(error: { code?: unknown; syscall?: unknown; message?: string }): boolean {
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message ?? '')) {
    return true;
  }
  const { code } = error;
  return (
    typeof code === 'string' &&
    DOWN.test(code) &&
    (code !== 'ENOENT' || error.syscall === 'connect')
  );
}

/** The user-actionable form of a failure; undefined = a broken invariant of ours. */
export function toYipanError(error: unknown): YipanError | undefined {
  if (error instanceof YipanError) return error;
  const found = error as FastifyError & { syscall?: string };
  if (isDatabaseDown(found)) {
    return new YipanError('database-down', { reason: String(found.code ?? found.message) });
  }
  if (found.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new YipanError('file-too-large', { file: '请求', limit: '见接口说明' });
  }
  if (found.validation || (found.statusCode && found.statusCode < 500)) {
    return new YipanError('bad-request', { reason: found.message });
  }
  return undefined;
}
