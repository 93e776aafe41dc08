import { formatBytes } from '#lib/format/bytes.ts';
import { formatFigure, formatRate, NO_VALUE } from '#lib/format/number.ts';
import type { SeriesPoint } from '#lib/history.ts';

/** A value with its unit: "1.2 MB", "131/s", "12 %". An en dash where it was not told. */
export function writeValue(value: number | null, unit: string): string {
  if (value === null) return NO_VALUE;
  if (unit === 'B') return formatBytes(value);
  if (unit === 'B/s') return `${formatBytes(value)}/s`;
  const text = Math.abs(value) < 1 ? formatFigure(value) : formatRate(value);
  return unit === '' || unit.startsWith('/') || unit.startsWith(' ') || unit === '%' ? `${text}${unit}` : `${text} ${unit}`;
}

/** What a point tells: of a step its mean, and where it differs the lowest and the highest. */
export function pointWords([, value, low, high]: SeriesPoint, unit: string): string {
  if (value === null) return 'read, and not told';
  const mean = writeValue(value, unit);
  return low === null || high === null || low === high ? mean : `${mean} (${writeValue(low, unit)} to ${writeValue(high, unit)})`;
}
