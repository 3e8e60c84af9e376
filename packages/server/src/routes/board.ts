/** GET /board. */
import { BoardView, ErrorView, PeriodAndScope } from '../api/index.js';
import { showBoard } from '../commands/board.js';
import type { App, Desk } from './route.js';

export function boardRoutes(app: App, { counter, identify }: Desk): void {
  app.get(
    '/board',
    {
      schema: {
        summary: '一盘棋（总览）',
        tags: ['board'],
        querystring: PeriodAndScope,
        response: { 200: BoardView, default: ErrorView },
      },
    },
    (request) => showBoard(counter, identify(request), request.query),
  );
}
