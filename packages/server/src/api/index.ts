// The API's shapes (TypeBox): the server validates and documents with them, the web and the CLI
// take their types only.
export { BoardView, type EntryLink, Piece, StonesView } from './board.js';
export { ErrorView, Label, Page, PeriodAndScope, PeriodView, ProblemView, When } from './common.js';
export {
  ContributionPage,
  ContributionView,
  FigureDetail,
  FigureView,
  Slice,
  TraceView,
} from './figures.js';
export { CheckView, PackPlanView } from './pack.js';
export { ProofView } from './proof.js';
export { OfficeView, RegionView } from './region.js';
export {
  EntryDetail,
  EntryPage,
  EntryView,
  FieldView,
  ImportView,
  RegisterView,
} from './registers.js';
