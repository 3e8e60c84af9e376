// The counter: who may do what. Opens the house, answers over HTTP; the command line is one of its
// clients. It knows files and people; SQL is the store's, rules are the kernel's.
export { type AppOptions, buildApp } from './app.js';
export type { DemoProgress } from './commands/load-demo.js';
export { checkPack } from './commands/pack.js';
export { Counter } from './counter.js';
export { type House, type HouseOptions, openHouse } from './house.js';
export { readPackFolder } from './pack-folder.js';
