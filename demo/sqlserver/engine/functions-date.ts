import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import { argumentAs, type BuiltIn, type BuiltIns, built, type Given, intAt, textAt, typeAt, valueAt } from './built-in.ts';
import { civilOf, daysInMonth, roundToDatetime, TICKS_1753, TICKS_END, TICKS_PER_DAY, TICKS_PER_MINUTE, ticksOfDay } from './calendar.ts';
import { convert } from './convert.ts';
import { parseDate } from './date-parse.ts';
import { addToDate, type DatePart, datePartOf, differenceOfDates, partOfDate } from './date-parts.ts';
import {
  BIGINT,
  bigintOf,
  DATE,
  DATETIME,
  DATETIME2,
  DATETIMEOFFSET,
  INT,
  isText,
  isTime,
  nvarchar,
  offsetTimeOf,
  wholeOf,
} from './types.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const localNow = ({ context }: Given): bigint => context.now + BigInt(context.offsetMinutes) * TICKS_PER_MINUTE;
const offsetNow = ({ context }: Given): Value => ({ ticks: context.now, offsetMinutes: context.offsetMinutes });

/** Ticks that DATEDIFF counts with: UTC for a datetimeoffset, else those of the clock. */
function ticksAt(given: Given, at: number): bigint {
  const type = typeAt(given, at);
  if (type.name === 'datetimeoffset') return offsetTimeOf(valueAt(given, at)).ticks;
  if (type.name === 'time') return bigintOf(valueAt(given, at));
  return bigintOf(argumentAs(given, at, isTime(type) || isText(type) ? DATETIME2 : DATETIME));
}

/** Ticks on the clock that the value itself tells. */
function clockAt(given: Given, at: number): bigint {
  const type = typeAt(given, at);
  return type.name === 'time'
    ? bigintOf(valueAt(given, at))
    : bigintOf(argumentAs(given, at, isTime(type) || isText(type) ? DATETIME2 : DATETIME));
}

const added = (types: readonly SqlType[]): SqlType => (types[1] && isTime(types[1]) ? types[1] : DATETIME);

function dateAdd(given: Given): Value {
  const part = datePartOf(given.datePart, 'dateadd', given.line);
  const count = wholeOf(argumentAs(given, 0, INT));
  const start = argumentAs(given, 1, given.type);
  if (given.type.name === 'datetimeoffset') {
    const { ticks, offsetMinutes } = offsetTimeOf(start);
    const shift = BigInt(offsetMinutes) * TICKS_PER_MINUTE;
    return { ticks: addToDate(part, count, ticks + shift) - shift, offsetMinutes };
  }
  const moved = addToDate(part, count, bigintOf(start));
  if (given.type.name === 'time') return ((moved % TICKS_PER_DAY) + TICKS_PER_DAY) % TICKS_PER_DAY;
  const isOut = moved < 0n || moved >= TICKS_END || (given.type.name === 'datetime' && moved < TICKS_1753);
  if (isOut) throw new SqlError(517, `Adding a value to a '${given.type.name}' column caused an overflow.`);
  return convert(moved, { from: DATETIME2, to: given.type });
}

function difference(given: Given): bigint {
  return differenceOfDates(datePartOf(given.datePart, 'datediff', given.line), ticksAt(given, 0), ticksAt(given, 1));
}

function dateDiff(given: Given): Value {
  const count = difference(given);
  if (count <= 2_147_483_647n && count >= -2_147_483_648n) return Number(count);
  const why = 'The number of dateparts separating two date/time instances is too large. Try to use datediff with a less precise datepart.';
  throw new SqlError(535, `The datediff function resulted in an overflow. ${why}`);
}

function datePart(given: Given): number {
  const part = datePartOf(given.datePart, 'datepart', given.line);
  if (part !== 'tzoffset') return partOfDate(part, clockAt(given, 0));
  const type = typeAt(given, 0);
  if (type.name === 'datetimeoffset') return offsetTimeOf(valueAt(given, 0)).offsetMinutes;
  throw new SqlError(9810, `The datepart tzoffset is not supported by date function datepart for data type ${type.name}.`, {
    line: given.line,
  });
}

function dateName(given: Given): Value {
  const part = datePartOf(given.datePart, 'datename', given.line);
  const value = datePart(given);
  if (part === 'month') return MONTHS[value - 1] ?? null;
  return part === 'weekday' ? (DAYS[value - 1] ?? null) : String(value);
}

function fromParts(given: Given): Value {
  const [year, month, day] = [intAt(given, 0), intAt(given, 1), intAt(given, 2)];
  const isReal = year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (isReal) return ticksOfDay(year, month, day);
  throw new SqlError(289, 'Cannot construct data type date, some of the arguments have values which are not valid.');
}

function endOfMonth(given: Given): Value {
  const moved = addToDate('month', BigInt(given.values.length > 1 ? intAt(given, 1) : 0), clockAt(given, 0));
  const { year, month } = civilOf(moved);
  return ticksOfDay(year, month, daysInMonth(year, month));
}

function offsetAt(given: Given, at: number): number {
  if (!isText(typeAt(given, at))) return intAt(given, at);
  const parsed = parseDate(`2000-01-01 00:00:00 ${textAt(given, at)}`);
  if (parsed?.offset !== null && parsed?.offset !== undefined) return parsed.offset;
  throw new SqlError(9812, 'The timezone provided to builtin function is invalid.');
}

function switchOffset(given: Given): Value {
  return { ticks: offsetTimeOf(argumentAs(given, 0, DATETIMEOFFSET)).ticks, offsetMinutes: offsetAt(given, 1) };
}

function toOffset(given: Given): Value {
  const offsetMinutes = offsetAt(given, 1);
  return { ticks: clockAt(given, 0) - BigInt(offsetMinutes) * TICKS_PER_MINUTE, offsetMinutes };
}

function isDate(given: Given): Value {
  try {
    return argumentAs(given, 0, DATETIME) === null ? 0 : 1;
  } catch {
    return 0;
  }
}

const single = (part: DatePart): BuiltIn => built(1, INT, (given) => partOfDate(part, clockAt(given, 0)));

/** Functions on dates and times. What is not said to be UTC is told on the clock of the instance. */
export const DATE_FUNCTIONS: BuiltIns = {
  getdate: built(0, DATETIME, (given) => roundToDatetime(localNow(given))),
  getutcdate: built(0, DATETIME, ({ context }) => roundToDatetime(context.now)),
  sysdatetime: built(0, DATETIME2, localNow),
  sysutcdatetime: built(0, DATETIME2, ({ context }) => context.now),
  sysdatetimeoffset: built(0, DATETIMEOFFSET, offsetNow),
  dateadd: { ...built(2, DATETIME, dateAdd), type: added },
  datediff: built(2, INT, dateDiff),
  datediff_big: built(2, BIGINT, difference),
  datepart: built(1, INT, datePart),
  datename: built(1, nvarchar(30), dateName),
  year: single('year'),
  month: single('month'),
  day: single('day'),
  datefromparts: built(3, DATE, fromParts),
  eomonth: { ...built(1, DATE, endOfMonth), most: 2 },
  switchoffset: built(2, DATETIMEOFFSET, switchOffset),
  todatetimeoffset: built(2, DATETIMEOFFSET, toOffset),
  isdate: { ...built(1, INT, isDate), takesNull: true },
};
