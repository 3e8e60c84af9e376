/**
 * The one table of user-actionable errors: code → HTTP status and what to do, in both languages.
 * docs/ERRORS.md is tested equal to it. A broken invariant is a bare Error, never one of these.
 */

type Params = Readonly<Record<string, string | number>>;

interface ErrorEntry {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

/**
 * `{name}` in a text is filled from the error's parameters; the English text prefers `nameEn`, for a
 * reason that is a sentence itself.
 */
export const ERRORS = {
  'bad-period': {
    status: 400,
    zh: '无法识别的时期“{period}”。可写 2025、2025-H1、2025-Q3、2025-06、2025-01..02 或 2025-12-31。',
    en: 'Unknown period "{period}". Write 2025, 2025-H1, 2025-Q3, 2025-06, 2025-01..02 or 2025-12-31.',
  },
  'bad-scope': {
    status: 400,
    zh: '无法识别的统计范围“{scope}”：{reason}。可写 {region}、{region}/单位代码 或 {region}?字段=值。',
    en: 'Unknown scope "{scope}": {reason}. Write {region}, {region}/OFFICE or {region}?field=value.',
  },
  'bad-time': {
    status: 400,
    zh: '无法识别的时间“{time}”。可写 2025-12-31 或 2025-12-31T18:00:00+08:00。',
    en: 'Unknown time "{time}". Write 2025-12-31 or 2025-12-31T18:00:00+08:00.',
  },
  'unknown-indicator': {
    status: 404,
    zh: '没有指标“{indicator}”{hint}。用 yipan figures 查看全部指标。',
    en: 'No indicator "{indicator}"{hint}. See them all with yipan figures.',
  },
  'unknown-register': {
    status: 404,
    zh: '没有台账“{register}”{hint}。',
    en: 'No register "{register}"{hint}.',
  },
  'unknown-entry': {
    status: 404,
    zh: '台账“{register}”中没有记录“{entry}”。',
    en: 'Register "{register}" has no entry "{entry}".',
  },
  'pack-invalid': {
    status: 422,
    zh: '业务包有 {count} 处错误，未作任何改动。',
    en: 'The pack has {count} problem(s); nothing was changed.',
  },
  'demo-missing': {
    status: 404,
    zh: '业务包声明了演示台账，但找不到文件夹“{path}”。请补上它，或用 YIPAN_DEMO=0 启动。',
    en: 'The pack declares a demo ledger, but there is no folder "{path}". Add it, or set YIPAN_DEMO=0.',
  },
  'pack-missing': {
    status: 404,
    zh: '找不到业务包文件夹“{path}”。请用 YIPAN_PACK 或参数指明含 *.yaml 的文件夹。',
    en: 'No pack folder at "{path}". Name a folder with *.yaml files by YIPAN_PACK or argument.',
  },
  'pack-not-applied': {
    status: 409,
    zh: '数据库中还没有业务包。请先运行 yipan pack apply 文件夹。',
    en: 'The database holds no pack yet. Run yipan pack apply FOLDER first.',
  },
  'pack-change-refused': {
    status: 409,
    zh: '业务包的这一改动会丢失已有数据：{reason}。未作任何改动。',
    en: 'This pack change would lose existing data: {reason}. Nothing was changed.',
  },
  'import-refused': {
    status: 422,
    zh: '文件有 {count} 处错误，一行也没有写入。请按提示修改后重新导入。',
    en: 'The file has {count} problem(s); no row was written. Mend them and import again.',
  },
  'file-unreadable': {
    status: 422,
    zh: '读不出文件“{file}”：{reason}。',
    en: 'Cannot read "{file}": {reason}.',
  },
  'file-too-large': {
    status: 413,
    zh: '文件“{file}”太大（上限 {limit}）。请拆分后导入。',
    en: 'The file "{file}" is too large (limit {limit}). Split it and import the parts.',
  },
  'file-secret': {
    status: 422,
    zh: '文件“{file}”带有密级标志“{mark}”。本系统为非涉密系统，严禁录入、上传涉密信息；文件未保存。',
    en: 'The file "{file}" carries a secrecy mark "{mark}". This system is unclassified; not stored.',
  },
  'not-allowed': {
    status: 403,
    zh: '没有权限：{reason}。',
    en: 'Not allowed: {reason}.',
  },
  'bad-request': { status: 400, zh: '请求有误：{reason}。', en: 'Bad request: {reason}.' },
  'not-found': { status: 404, zh: '没有这个地址：{path}。', en: 'No such address: {path}.' },
  'database-down': {
    status: 503,
    zh: '数据库暂时连不上：{reason}。请检查数据库服务后重试；已保存的数据不受影响。',
    en: 'The database is out of reach: {reason}. Check the database service; saved data is safe.',
  },
  'database-newer': {
    status: 409,
    zh: '数据库由更新版本的一盘棋写成（第 {found} 号迁移，本程序到 {known}）。请升级程序。',
    en: 'The database was written by a newer Yipan (migration {found}, known {known}). Upgrade.',
  },
  'data-folder-not-demo': {
    status: 409,
    zh: '数据文件夹不是演示库，不能装入演示台账。',
    en: 'This data folder was not created as a demo; the demo ledger is not loaded into it.',
  },
  'data-folder-in-use': {
    status: 409,
    zh: '数据文件夹“{path}”正由进程 {pid} 使用。请先停止它，或用 YIPAN_DATA 另选一个文件夹。',
    en: 'The data folder "{path}" is held by process {pid}. Stop it or choose another YIPAN_DATA.',
  },
  'data-folder-unreachable': {
    status: 409,
    zh: '数据库用户“{user}”进不了数据文件夹“{path}”（上级“{blocked}”不许进入）。请换一个：YIPAN_DATA=/var/lib/yipan/data。',
    en: 'Database user "{user}" cannot enter "{path}" ("{blocked}" bars it). Set YIPAN_DATA=/var/lib/yipan/data.',
  },
  'data-folder-unwritable': {
    status: 409,
    zh: '数据文件夹“{path}”不能写入：{reason}。请检查权限，或用 YIPAN_DATA 另选一个文件夹。',
    en: 'The data folder "{path}" cannot be written: {reason}. Mend it or choose another YIPAN_DATA.',
  },
  'postgres-missing': {
    status: 503,
    zh: '没有本机（{platform}）的内置 PostgreSQL。请运行 npm ci，或用 DATABASE_URL 指向 PostgreSQL 15 以上。',
    en: 'No embedded PostgreSQL for {platform}. Run npm ci, or set DATABASE_URL (PostgreSQL 15 or later).',
  },
  'postgres-failed': {
    status: 503,
    zh: '内置 PostgreSQL 没有启动：{reason}。日志在 {log}。',
    en: 'The embedded PostgreSQL did not start: {reason}. Its log is {log}.',
  },
  'database-unfit': {
    status: 503,
    zh: '数据库不合要求：{reason}。',
    en: 'The database is unfit: {reason}.',
  },
  'database-roles': {
    status: 503,
    zh: '没有权限建立应用角色。请让数据库管理员执行：{sql} 并设置 YIPAN_APP_DATABASE_URL。',
    en: 'No right to make the application role. Ask the DBA to run: {sql} and set YIPAN_APP_DATABASE_URL.',
  },
  'port-in-use': {
    status: 409,
    zh: '端口 {port} 已被占用。请关闭占用的程序，或换一个端口：PORT=4681 npm start。',
    en: 'Port {port} is in use. Stop the program that holds it or choose another: PORT=4681 npm start.',
  },
  'server-unreachable': {
    status: 503,
    zh: '数据文件夹由进程 {pid} 占用，但等了 {seconds} 秒仍连不上它。请停止该进程后重试。',
    en: 'Process {pid} holds the data folder but did not answer in {seconds} s. Stop it, try again.',
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;

export type ErrorCode = keyof typeof ERRORS;

function fill(text: string, params: Params, suffix = ''): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(params[name + suffix] ?? params[name] ?? ''),
  );
}

/** One finding in a file: where it is and what to do. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly zh: string;
  readonly en: string;
  /** What was probably meant. */
  readonly suggestion?: string | undefined;
  readonly level: 'error' | 'warn';
}

/** A failure that the user can act on. `message` is Chinese; `en` beside it. */
export class YipanError extends Error {
  readonly en: string;
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly params: Params = {},
    readonly problems: readonly Problem[] = [],
    options?: { cause?: unknown },
  ) {
    super(fill(ERRORS[code].zh, params), options);
    this.name = 'YipanError';
    this.en = fill(ERRORS[code].en, params, 'En');
    this.status = ERRORS[code].status;
  }
}
