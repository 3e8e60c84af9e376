/** GET /figures, /figures/{indicator}, its trace and its entries. */
import { Type } from 'typebox';
import {
  ContributionPage,
  ErrorView,
  FigureDetail,
  FigureView,
  Page,
  PeriodAndScope,
  TraceView,
} from '../api/index.js';
import { describeFigure, figureEntries, listFigures, traceFigure } from '../commands/figures.js';
import type { App, Desk } from './route.js';

const Indicator = Type.Object({ indicator: Type.String() });
const tags = ['figures'];

export function figureRoutes(app: App, { counter, identify }: Desk): void {
  app.get(
    '/figures',
    {
      schema: {
        summary: '全部指标值',
        tags,
        querystring: PeriodAndScope,
        response: { 200: Type.Array(FigureView), default: ErrorView },
      },
    },
    (request) => listFigures(counter, identify(request), request.query),
  );

  app.get(
    '/figures/:indicator',
    {
      schema: {
        summary: '一项指标：口径卡、分子分母、分月、分单位',
        tags,
        params: Indicator,
        querystring: PeriodAndScope,
        response: { 200: FigureDetail, default: ErrorView },
      },
    },
    (request) =>
      describeFigure(counter, identify(request), request.params.indicator, request.query),
  );

  app.get(
    '/figures/:indicator/trace',
    {
      schema: {
        summary: '来源：公式、分项、全部记录',
        tags,
        params: Indicator,
        querystring: PeriodAndScope,
        response: { 200: TraceView, default: ErrorView },
      },
    },
    (request) => traceFigure(counter, identify(request), request.params.indicator, request.query),
  );

  app.get(
    '/figures/:indicator/entries',
    {
      schema: {
        summary: '指标背后的记录（分页）',
        tags,
        params: Indicator,
        querystring: Type.Interface([PeriodAndScope, Page], {}),
        response: { 200: ContributionPage, default: ErrorView },
      },
    },
    (request) => {
      const { limit = 50, offset = 0, ...asked } = request.query;
      const { indicator } = request.params;
      return figureEntries(counter, identify(request), indicator, { ...asked, limit, offset });
    },
  );
}
