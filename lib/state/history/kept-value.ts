import { roundValue } from '../../trend.ts';

/** Plain data as it is kept: what JSON would make of it, and each number that is no whole one rounded as those of trends are. The very same object where nothing of it is otherwise. */
export function keptValue(value: unknown): unknown {
  if (typeof value === 'number') return keptNumber(value);
  if (value === undefined) return null;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? keptArray(value) : keptRecord(value);
}

/** A number as it is kept; null for what JSON has no number for. */
export function keptNumber(value: number): number | null {
  return Number.isInteger(value) ? value : roundValue(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives an object a field of any name: `__proto__` too is a name like another. */
export function putField(object: Record<string | number, unknown>, key: string | number, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

function keptArray(array: readonly unknown[]): readonly unknown[] {
  const kept = array.map(keptValue);
  return kept.every((one, i) => one === array[i]) ? array : kept;
}

function keptRecord(record: object): object {
  const entries = Object.entries(record);
  let isSame = true;
  const kept: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    const one = value === undefined ? undefined : keptValue(value);
    if (one !== value || one === undefined) isSame = false;
    if (one !== undefined) putField(kept, key, one);
  }
  return isSame ? record : kept;
}
