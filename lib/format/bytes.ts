import { type Measured, NO_VALUE } from './number.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const STEP = 1_000;

/** Bytes in steps of a thousand: 1.2 MB, 640 kB, 0 B. Null and what is not a number read "–" without a unit. */
export function measureBytes(bytes: number | null): Measured {
  if (bytes === null || !Number.isFinite(bytes)) return { text: NO_VALUE, unit: '' };
  let value = Math.abs(bytes);
  let step = 0;
  // 999.5 would be written as 1000, which belongs to the next unit.
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= STEP;
    step += 1;
  }
  const digits = step === 0 || value >= 9.95 ? 0 : 1;
  const sign = bytes < 0 && value > 0 ? '-' : '';
  return { text: sign + value.toFixed(digits), unit: UNITS[step] ?? '' };
}

/** The same in one string: "1.2 MB". */
export function formatBytes(bytes: number | null): string {
  const { text, unit } = measureBytes(bytes);
  return unit ? `${text} ${unit}` : text;
}
