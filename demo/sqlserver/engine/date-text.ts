import type { SqlType, Value } from '../tds/types.ts';
import { type Civil, civilOf, TICKS_PER_MINUTE } from './calendar.ts';
import { notBuilt } from './not-built.ts';
import { bigintOf, offsetTimeOf } from './types.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

type Shown = { civil: Civil; day: string; clock: string; fraction: string; zone: string };

function fractionText(civil: Civil, type: SqlType): string {
  if (type.name === 'datetime') return `.${pad(Math.round(civil.fraction / 10_000), 3)}`;
  const scale = type.name === 'smalldatetime' || type.name === 'date' ? 0 : (type.scale ?? 7);
  return scale ? `.${pad(civil.fraction, 7).slice(0, scale)}` : '';
}

function zoneText(minutes: number): string {
  const ahead = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(ahead / 60))}:${pad(ahead % 60)}`;
}

function show(value: Value, type: SqlType): Shown {
  const offset = type.name === 'datetimeoffset' ? offsetTimeOf(value) : null;
  const ticks = offset ? offset.ticks + BigInt(offset.offsetMinutes) * TICKS_PER_MINUTE : bigintOf(value);
  const civil = civilOf(ticks);
  return {
    civil,
    day: `${pad(civil.year, 4)}-${pad(civil.month)}-${pad(civil.day)}`,
    clock: `${pad(civil.hour)}:${pad(civil.minute)}:${pad(civil.second)}`,
    fraction: fractionText(civil, type),
    zone: offset ? zoneText(offset.offsetMinutes) : '',
  };
}

function plainText({ civil, day, clock, fraction, zone }: Shown, type: SqlType): string {
  if (type.name === 'date') return day;
  if (type.name === 'time') return clock + fraction;
  if (type.name !== 'datetime' && type.name !== 'smalldatetime') return `${day} ${clock}${fraction}${zone && ` ${zone}`}`;
  const twelve = `${String(civil.hour % 12 || 12).padStart(2)}:${pad(civil.minute)}${civil.hour < 12 ? 'AM' : 'PM'}`;
  return `${MONTHS[civil.month - 1]} ${String(civil.day).padStart(2)} ${pad(civil.year, 4)} ${twelve}`;
}

function odbcText({ day, clock, zone }: Shown, type: SqlType, fraction: string): string {
  if (type.name === 'date') return day;
  return type.name === 'time' ? clock + fraction : `${day} ${clock}${fraction}${zone && ` ${zone}`}`;
}

function isoText({ civil, day, clock, fraction, zone }: Shown, type: SqlType): string {
  if (type.name === 'date') return day;
  return `${type.name === 'time' ? '' : `${day}T`}${clock}${civil.fraction ? fraction : ''}${zone}`;
}

const threeDigits = ({ fraction }: Shown): string => fraction.slice(1, 4).padEnd(3, '0');

/** A date or time as CONVERT to text gives it; without a style as CAST does. A style that is not built is an error that says so. */
export function dateText(value: Value, type: SqlType, style: number | null): string {
  const shown = show(value, type);
  const [year = '', month = '', day = ''] = shown.day.split('-');
  if (style === null || style === 0 || style === 100) return plainText(shown, type);
  if (style === 20 || style === 120) return odbcText(shown, type, '');
  if (style === 21 || style === 121 || style === 25) return odbcText(shown, type, shown.fraction);
  if (style === 126) return isoText(shown, type);
  if (style === 127) return `${isoText({ ...shown, zone: '' }, type)}${shown.zone || type.name === 'datetime' ? 'Z' : ''}`;
  if (style === 23) return shown.day;
  if (style === 101) return `${month}/${day}/${year}`;
  if (style === 103) return `${day}/${month}/${year}`;
  if (style === 104) return `${day}.${month}.${year}`;
  if (style === 111) return `${year}/${month}/${day}`;
  if (style === 112) return `${year}${month}${day}`;
  if (style === 8 || style === 108) return shown.clock;
  if (style === 14 || style === 114) return `${shown.clock}:${threeDigits(shown)}`;
  throw notBuilt(`style ${style} of a date`, 0);
}
