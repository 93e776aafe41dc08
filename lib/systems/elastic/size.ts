/** What Elasticsearch calls kb and so on is KiB (ByteSizeUnit). */
const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40, pb: 2 ** 50 };

/** Bytes as a server writes them, in a setting or in _cat: "50gb", "1.7GB", "512" without a unit. Null for what is no size, and for -1, which stands for none. */
export function readBytes(text: string): number | null {
  const [, digits, unit = 'b'] = /^\s*(\d+(?:\.\d+)?)\s*([kmgtp]?b)?\s*$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  return digits === undefined || factor === undefined ? null : Math.round(Number(digits) * factor);
}
