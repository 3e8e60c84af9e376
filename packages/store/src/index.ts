// The memory: the only room that knows SQL. A store is opened once a process; reads are as of a
// seq, writes go through the region's one writer.
export {
  type ChangeRecord,
  changesSince,
  ensureRegion,
  headOf,
  seqAt,
} from './change/changes.js';
export { ChangeFeed, type ChangeNews } from './change/feed.js';
export { type Change, type Command, NothingToDo } from './change/writer.js';
export type { Executor, Reach } from './connection/transaction.js';
export { type Diagnosis, diagnose } from './doctor.js';
export {
  type ChangedEntry,
  type ImportOutcome,
  type IncomingRow,
  importEntries,
  type Locate,
  RowsRefused,
} from './entry/import-entries.js';
export {
  countEntries,
  type Entry,
  type EntryFilter,
  type EntryVersion,
  entryHistory,
  latestReport,
  listEntries,
} from './entry/read-entries.js';
export { type Contribution, contributionsOf } from './figure/contributions.js';
export { columnReader, type GroupBy } from './figure/read-column.js';
export { type StoneRow, stonesOf } from './figure/stones.js';
export { type Moment, Store, type StoreOptions } from './open-store.js';
export { packFilesAt } from './pack/pack-files.js';
export type { TablePlan } from './pack/register-table.js';
export { whoHolds } from './postgres/index.js';
