// Values: exact decimals, units with Chinese scales, dates of known precision, periods, printing.
// No I/O, no clock, no dependency but decimal.js: the proof worker carries only this.
export {
  dateText,
  day,
  dayBefore,
  daysInMonth,
  type LedgerDate,
  lastDay,
  parseDate,
} from './calendar.js';
export {
  Decimal,
  decimal,
  parseDecimal,
  plain,
  quotient,
  RATIO_DIGITS,
  roundHalfUp,
} from './decimal.js';
export {
  dayPeriod,
  months,
  monthsOf,
  type Period,
  parsePeriod,
  periodLabel,
  previous,
  yearOf,
  yearsBefore,
  yearToDate,
} from './period.js';
export { PRINT_STYLES, type PrintFormat, type PrintStyle, printValue } from './print.js';
export {
  convert,
  convertible,
  measuredUnits,
  parseScaledUnit,
  SCALES,
  type ScaledUnit,
  type Unit,
  unit,
} from './unit.js';
