// Packs: a folder of YAML that declares a county's registers, indicators, offices and boards.
// Text in, checked frozen data or problems with file, line and column out; no file is read here.
export type { Board, Fact, Light, Office, Pack, Region, Section, Stones } from './pack.js';
export { partsOf } from './read-indicators.js';
export { type PackReading, readPack } from './read-pack.js';
export { jsonSchema } from './schema.js';
export { fieldAt } from './shape.js';
export type { PackFile } from './source.js';
