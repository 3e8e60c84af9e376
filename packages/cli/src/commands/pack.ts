/** yipan pack check, apply, export. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PackFile } from '@yipan/kernel/pack';
import { checkPack, readPackFolder } from '@yipan/server';
import type { PackPlanView } from '@yipan/server/api';
import type { Api } from '../client.js';
import { result, say, tell, tellProblems } from '../speech.js';

export async function packCheck(folder: string): Promise<void> {
  const { pack, warnings } = checkPack(await readPackFolder(folder));
  tellProblems(warnings);
  const [registers, indicators] = [pack.registers.size, pack.indicators.size];
  result(
    say(
      `${pack.label.zh}：${registers} 个台账、${indicators} 个指标、${pack.offices.length} 个单位，没有错误`,
      `${pack.label.en}: ${registers} registers, ${indicators} indicators, ${pack.offices.length} offices, no errors`,
    ),
  );
}

function planLines({ tables }: PackPlanView): string[] {
  return tables.map(({ register, create, add }) =>
    create
      ? say(
          `＋ 台账 ${register}（${add.length} 列）`,
          `+ register ${register} (${add.length} columns)`,
        )
      : say(
          `～ 台账 ${register} 增加：${add.join('、')}`,
          `~ register ${register} adds: ${add.join(', ')}`,
        ),
  );
}

/** Says the plan first, then carries it out; adding never loses data. */
export async function packApply(api: Api, folder: string, dryRun: boolean): Promise<void> {
  const files = await readPackFolder(folder);
  const ask = (dry: boolean) =>
    api.ask<PackPlanView>('/pack', { method: 'POST', json: { files, dryRun: dry } });
  const plan = await ask(true);
  tellProblems(plan.warnings);
  for (const line of planLines(plan)) tell(line, line);
  if (dryRun) return result(say('试算完成，未作改动', 'Dry run: nothing was changed'));
  const done = await ask(false);
  result(
    done.seq === null
      ? say('与库中业务包相同，没有改动', 'The same pack stands already')
      : say(
          `已应用，变更号 ${done.seq}，文件 ${done.files.length} 个`,
          `Applied as change ${done.seq}`,
        ),
  );
}

/** Writes the pack that the database holds, with the packs it extends beside it. */
export async function packExport(api: Api, folder: string): Promise<void> {
  const files = await api.ask<PackFile[]>('/pack');
  for (const { path, text } of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  result(
    say(`已写出 ${files.length} 个文件到 ${folder}`, `${files.length} files written to ${folder}`),
  );
}
