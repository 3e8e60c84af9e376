// Routes: one file a thing, each thin — schema, who asks, one command.

import { boardRoutes } from './board.js';
import { figureRoutes } from './figures.js';
import { officeWorkRoutes } from './office-work.js';
import { regionRoutes } from './region.js';
import { registerRoutes } from './registers.js';
import type { App, Desk } from './route.js';

export type { App, Desk } from './route.js';

export function apiRoutes(app: App, desk: Desk): void {
  for (const add of [regionRoutes, boardRoutes, figureRoutes, registerRoutes, officeWorkRoutes]) {
    add(app, desk);
  }
}
