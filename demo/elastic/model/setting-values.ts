const BYTES = { b: 1, k: 1024, kb: 1024, m: 1024 ** 2, mb: 1024 ** 2, g: 1024 ** 3, gb: 1024 ** 3, t: 1024 ** 4, tb: 1024 ** 4 };
const MS = { nanos: 1e-6, micros: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function isBoolean(value: string): boolean {
  return value === 'true' || value === 'false';
}

export function isWholeNumber(value: string): boolean {
  return /^-?\d+$/.test(value);
}

export function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value);
}

export function isBytes(value: string): boolean {
  return /^\d+(\.\d+)?(b|kb?|mb?|gb?|tb?)$/i.test(value);
}

export function isDuration(value: string): boolean {
  return /^\d+(nanos|micros|ms|s|m|h|d)$/i.test(value) || value === '0';
}

/** "85%", "0.85" or "50gb". */
export function isWatermark(value: string): boolean {
  return /^\d+(\.\d+)?%$/.test(value) || /^(0(\.\d+)?|1(\.0+)?)$/.test(value) || isBytes(value);
}

/** "40mb" as bytes; throws for what is none. */
export function bytesOf(value: string): number {
  const [, figure, unit] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(value) ?? [];
  const times = Object.entries(BYTES).find(([name]) => name === unit?.toLowerCase())?.[1];
  if (figure === undefined || times === undefined) throw new Error(`stand-in: ${value} is no size`);
  return Math.round(Number(figure) * times);
}

/** "1m" as ms; throws for what is none. */
export function msOf(value: string): number {
  if (value === '0') return 0;
  const [, figure, unit] = /^(\d+)([a-z]+)$/i.exec(value) ?? [];
  const times = Object.entries(MS).find(([name]) => name === unit?.toLowerCase())?.[1];
  if (figure === undefined || times === undefined) throw new Error(`stand-in: ${value} is no time`);
  return Number(figure) * times;
}

/** How much of a disk must stay free by a watermark; `headroom` is the most that one told as a part of the disk may ask for. */
export function bytesToKeepFree(mark: string, totalBytes: number, headroom: string | null): number {
  if (isBytes(mark)) return bytesOf(mark);
  const ratio = mark.endsWith('%') ? Number.parseFloat(mark) / 100 : Number(mark);
  const asked = Math.round(totalBytes * (1 - ratio));
  return headroom === null || !isBytes(headroom) ? asked : Math.min(asked, bytesOf(headroom));
}

/** "1.9tb", as the products write sizes. */
export function sizeText(bytes: number): string {
  for (const unit of ['tb', 'gb', 'mb', 'kb'] as const) {
    if (Math.abs(bytes) >= BYTES[unit]) return `${Number((Math.floor((bytes / BYTES[unit]) * 10) / 10).toFixed(1))}${unit}`;
  }
  return `${bytes}b`;
}
