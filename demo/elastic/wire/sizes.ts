const BYTES = ['b', 'kb', 'mb', 'gb', 'tb', 'pb'];
const TIMES: [number, string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
];

/** As servers write sizes for people: "47.3gb", "260b". */
export function sizeText(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 1024 && unit < BYTES.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${Math.floor(size * 10) / 10}${BYTES[unit]}`;
}

/** As servers write times for people: "2.9m", "13ms". */
export function timeText(ms: number): string {
  for (const [unitMs, unit] of TIMES) if (ms >= unitMs) return `${Math.floor((ms / unitMs) * 10) / 10}${unit}`;
  return `${Math.round(ms)}ms`;
}
