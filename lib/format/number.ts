/** Drawn where there is no value. Never a zero. */
export const NO_VALUE = '–';

/** A figure and its unit, drawn apart: the unit is small and grey. `unit` is empty where there is none. */
export type Measured = { text: string; unit: string };

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** "11,532". Null and what is not a number read "–". */
export function formatCount(value: number | null): string {
  return isNumber(value) ? whole.format(value) : NO_VALUE;
}

/** A rate: "3,254", "2.4", "<0.1". Only a true zero reads "0"; null and what is not a number read "–". */
export function formatRate(value: number | null): string {
  if (!isNumber(value)) return NO_VALUE;
  const size = Math.abs(value);
  if (size > 0 && size < 0.05) return value > 0 ? '<0.1' : '>-0.1';
  return size < 9.95 ? tenths.format(value) : whole.format(value);
}

/** A figure of any kind, with up to three digits after the point: "12", "0.125". Null and what is not a number read "–". */
export function formatFigure(value: number | null): string {
  return isNumber(value) ? value.toLocaleString('en-US', { maximumFractionDigits: 3 }) : NO_VALUE;
}

/** A duration in ms as it is measured: "15 ms", "1.2 s" from ten thousand ms on. "–" without a unit where there is none. */
export function measureMs(value: number | null): Measured {
  if (!isNumber(value)) return { text: NO_VALUE, unit: '' };
  if (Math.abs(value) < 10_000) return { text: formatRate(value), unit: 'ms' };
  return { text: tenths.format(value / 1_000), unit: 's' };
}

function isNumber(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
