/** yipan doctor: each check, and whether all is well. */
import type { CheckView } from '@yipan/server/api';
import colors from 'picocolors';
import type { Api } from '../client.js';
import { json, result, say } from '../speech.js';

/** True when every check passed. */
export async function doctor(api: Api, flags: { json?: boolean }): Promise<boolean> {
  const checks = await api.ask<CheckView[]>('/doctor');
  if (flags.json) json(checks);
  else {
    const line = ({ ok, zh, en }: CheckView) =>
      `${ok ? colors.green('✓') : colors.red('✗')} ${say(zh, en)}`;
    result(checks.map(line).join('\n'));
  }
  return checks.every((check) => check.ok);
}
