/** The key: yipan's commands (contract, DESIGN §9). Exit 0 fine, 1 findings, 2 wrong use or bad input. */
import { YipanError } from '@yipan/kernel/errors';
import { Command, CommanderError } from 'commander';
import { type Api, withApi } from './client.js';
import { doctor } from './commands/doctor.js';
import { exportLedger, figures, importLedger, trace } from './commands/ledger.js';
import { packApply, packCheck, packExport } from './commands/pack.js';
import { proofFile } from './commands/proof.js';
import { serve } from './commands/serve.js';
import { type Flags, readSettings } from './settings.js';
import { say, tell, tellError } from './speech.js';

const FINDINGS = 1;
const WRONG_USE = 2;

const program = new Command('yipan')
  .description(
    say(
      '一盘棋：台账 → 指标 → 看板 → 核过的稿子',
      "Yipan: one board for a county's year, from ledgers to a checked report",
    ),
  )
  .version('0.1.0')
  .option(
    '--data <folder>',
    say('数据文件夹（YIPAN_DATA，默认 .yipan）', 'data folder (YIPAN_DATA)'),
  )
  .option('--pack <folder>', say('业务包文件夹（YIPAN_PACK）', 'pack folder (YIPAN_PACK)'))
  .option('--no-demo', say('不装演示台账（YIPAN_DEMO=0）', 'no demo ledger (YIPAN_DEMO=0)'))
  .showHelpAfterError(say('（用 --help 查看用法）', '(see --help)'))
  .exitOverride();

/** `--no-demo` alone makes commander report demo: true when absent; only false is a wish. */
function settings(extra: Flags = {}) {
  const { demo, ...given } = program.opts<Flags>();
  return readSettings({ ...given, ...extra, ...(demo === false ? { demo } : {}) });
}

const ask = <T>(work: (api: Api) => Promise<T>) => withApi(settings(), work);

function found(fine: boolean): void {
  if (!fine) process.exitCode = FINDINGS;
}

const periodOption = [
  '--period <period>',
  say('时期：2025、2025-H1、2025-06…', 'period: 2025, 2025-H1, 2025-06 …'),
] as const;
const scopeOption = [
  '--scope <scope>',
  say('范围：140406、140406/单位、140406?字段=值', 'scope'),
] as const;
const asOfOption = [
  '--as-of <time>',
  say('历史回看：2025-06-30 或 ISO 时间', 'as known at that time'),
] as const;
const jsonOption = ['--json', say('输出 JSON', 'print JSON')] as const;

program
  .command('serve')
  .description(say('启动看板', 'serve the board'))
  .option('--port <port>', say('端口（PORT，默认 4680）', 'port (PORT, default 4680)'))
  .option('--host <host>', say('地址（HOST，默认 127.0.0.1）', 'address (HOST, default 127.0.0.1)'))
  .action((flags: Flags) => serve(settings(flags)));

const pack = program.command('pack').description(say('业务包', 'packs'));
pack
  .command('check <folder>')
  .description(
    say('检查业务包，错误给出文件、行、列', 'check a pack; problems come with file, line, column'),
  )
  .action(packCheck);
pack
  .command('apply <folder>')
  .description(say('应用业务包（先列出将做什么）', 'apply a pack, saying its plan first'))
  .option('--dry-run', say('只列出，不改动', 'say the plan only'))
  .action((folder: string, { dryRun }: { dryRun?: boolean }) =>
    ask((api) => packApply(api, folder, dryRun ?? false)),
  );
pack
  .command('export <folder>')
  .description(say('把库中的业务包写到文件夹', "write the database's pack to a folder"))
  .action((folder: string) => ask((api) => packExport(api, folder)));

program
  .command('import <register> <file>')
  .description(
    say('导入台账文件（.xlsx、.csv），全部写入或一行不写', 'import a ledger file, all or nothing'),
  )
  .option('--dry-run', say('只检查不写入', 'check only'))
  .option('--reason <text>', say('变更原因', 'reason of the change'))
  .option(...jsonOption)
  .action((register: string, file: string, flags) =>
    ask((api) => importLedger(api, register, file, flags)),
  );
program
  .command('export <register>')
  .description(say('导出台账', 'export a register'))
  .requiredOption('-o, --output <file>', say('.xlsx 或 .csv', '.xlsx or .csv'))
  .option(...asOfOption)
  .action((register: string, flags) => ask((api) => exportLedger(api, register, flags)));
program
  .command('figures')
  .description(say('全部指标值', 'all figures'))
  .option(...periodOption)
  .option(...scopeOption)
  .option(...asOfOption)
  .option(...jsonOption)
  .action((flags) => ask((api) => figures(api, flags)));
program
  .command('trace <indicator>')
  .description(say('一个数的来源：公式、分项、全部记录', 'where a figure comes from'))
  .option(...periodOption)
  .option(...scopeOption)
  .option(...asOfOption)
  .option(...jsonOption)
  .action((indicator: string, flags) => ask((api) => trace(api, indicator, flags)));
program
  .command('proof <file>')
  .description(say('数据核校：稿中每个数 相符 / 不符 / 待核实', "check a draft's numbers"))
  .option(...periodOption)
  .option('--no-ledger', say('只查稿内自洽，不对台账', 'self-check only'))
  .option(...jsonOption)
  .action(async (file: string, flags) => found(await proofFile(file, flags, ask)));
program
  .command('doctor')
  .description(say('体检：数据库、编码、序号、版本', 'is everything as it should be?'))
  .option(...jsonOption)
  .action(async (flags) => found(await ask((api) => doctor(api, flags))));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version end here too, with 0.
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USE;
  } else if (error instanceof YipanError) {
    tellError(error);
    process.exitCode = WRONG_USE;
  } else {
    tell(`程序内部出错：${(error as Error).stack}`, `Internal failure: ${(error as Error).stack}`);
    process.exitCode = WRONG_USE;
  }
}
