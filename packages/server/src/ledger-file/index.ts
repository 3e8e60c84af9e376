// Ledger files: the Excel and CSV that offices keep, read cell by cell and written back.
// Knows files and fields; what stands in the ledger is the store's.
export { type RowsReading, readRows } from './read-rows.js';
export { FILE_BYTES_MAX, readTable, type Table } from './read-table.js';
export { writeCsv, writeXlsx } from './write-table.js';
