// The API's shapes (TypeBox): the server validates and documents with them, the web and the CLI
// take their types only.
export { BoardView, type EntryLink, Piece, StonesView } from './board.js';
export { ErrorView, Label, Page, PeriodAndScope, PeriodView, ProblemView, When } from './common.js';
export { ContributionPage, ContributionView, FigureDetail, FigureView, Slice } from './figures.js';
export { OfficeView, RegionView } from './region.js';
export {
  EntryDetail,
  EntryPage,
  EntryView,
  FieldView,
  ImportView,
  RegisterView,
} from './registers.js';
