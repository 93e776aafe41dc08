import { isRecord, keptNumber, keptValue } from './kept-value.ts';

/** What is done at a path: the value is set, is gone, or is a whole number that grew by so much; `digits` is the same for a number that is written as text. */
export const DEEDS = { set: 0, gone: 1, grew: 2, digits: 3 } as const;

/** A deed and the number of its path are one number. */
export const DEED_COUNT = 4;

/** The differences of one value: what is done where, and with which values; a deed that needs none has null. */
export type Differences = { codes: number[]; values: unknown[] };

/** Smaller numbers are shorter than what they grew by may be. */
const LEAST_GROWING = 1_000;

/** A number that is written as text: the positions of a log are too large for a number that is exact. */
const DIGITS = /^[1-9]\d{3,29}$/;

/**
 * Finds out in what values differ, as they are kept. Paths are numbered: each is the number of the path it begins with and one more name, so that thousands of values that differ in the same
 * fields name them once. What differs in the order of its fields is told whole.
 */
export class Differ {
  /** Of each path but the first, which is empty: the path it begins with, and its last name. */
  readonly paths: [parent: number, name: string | number][] = [];
  readonly #children: Map<string | number, number>[] = [new Map()];

  /** In what a value differs from one before; nothing where it does not. */
  differences(before: unknown, after: unknown): Differences {
    const found: Differences = { codes: [], values: [] };
    this.#compare(before, after, 0, found);
    return found;
  }

  #compare(before: unknown, after: unknown, path: number, found: Differences): void {
    if (before === after) return;
    if (typeof after === 'number') this.#compareNumber(before, after, path, found);
    else if (typeof after === 'string') compareText(before, after, path, found);
    else if (Array.isArray(after) && Array.isArray(before)) this.#compareArrays(before, after, path, found);
    else if (isRecord(after) && isRecord(before)) this.#compareRecords(before, after, path, found);
    else if (keptValue(before) !== keptValue(after)) add(found, path, DEEDS.set, keptValue(after));
  }

  #compareNumber(before: unknown, after: number, path: number, found: Differences): void {
    const kept = keptNumber(after);
    const was = typeof before === 'number' ? keptNumber(before) : before;
    if (was === kept || (kept === null && was === undefined)) return;
    const grown = typeof was === 'number' && kept !== null ? kept - was : Number.NaN;
    const isGrowing = kept !== null && Math.abs(kept) >= LEAST_GROWING && Number.isSafeInteger(kept) && Number.isSafeInteger(was);
    if (isGrowing && Number.isSafeInteger(grown)) add(found, path, DEEDS.grew, grown);
    else add(found, path, DEEDS.set, kept);
  }

  #compareArrays(before: readonly unknown[], after: readonly unknown[], path: number, found: Differences): void {
    const mark = found.codes.length;
    const isAlike = before.length === after.length;
    if (isAlike) for (const [i, one] of after.entries()) this.#compare(before[i], one, this.#child(path, i), found);
    const isWhole = !isAlike || (found.codes.length > mark && (found.codes.length - mark) * 2 > countLeaves(after));
    if (isWhole) setWhole(found, { mark, path, value: after });
  }

  #compareRecords(before: Record<string, unknown>, after: Record<string, unknown>, path: number, found: Differences): void {
    const mark = found.codes.length;
    const names = Object.keys(after);
    const were = Object.keys(before);
    const isAlike = names.length === were.length && names.every((name, i) => name === were[i]);
    const isPlain = isAlike && names.every((name) => after[name] !== undefined && before[name] !== undefined);
    if (isPlain) for (const name of names) this.#compare(before[name], after[name], this.#child(path, name), found);
    else if (!this.#compareFields(before, after, path, found)) setWhole(found, { mark, path, value: after });
  }

  /** False where the fields that stay and those that are new would not come out in their order. */
  #compareFields(before: Record<string, unknown>, after: Record<string, unknown>, path: number, found: Differences): boolean {
    const isHeld = (record: Record<string, unknown>) => (name: string) => Object.hasOwn(record, name) && record[name] !== undefined;
    const were = Object.keys(before).filter(isHeld(before));
    const names = Object.keys(after).filter(isHeld(after));
    const isStaying = isHeld(before);
    const come = [...were.filter(isHeld(after)), ...names.filter((name) => !isStaying(name))];
    if (!names.every((name, i) => name === come[i])) return false;
    for (const name of were) if (!isHeld(after)(name)) add(found, this.#child(path, name), DEEDS.gone, null);
    for (const name of names) {
      const child = this.#child(path, name);
      if (isStaying(name)) this.#compare(before[name], after[name], child, found);
      else add(found, child, DEEDS.set, keptValue(after[name]));
    }
    return true;
  }

  #child(parent: number, name: string | number): number {
    const children = this.#children[parent] ?? new Map<string | number, number>();
    const known = children.get(name);
    if (known !== undefined) return known;
    this.paths.push([parent, name]);
    this.#children.push(new Map());
    children.set(name, this.paths.length);
    return this.paths.length;
  }
}

function compareText(before: unknown, after: string, path: number, found: Differences): void {
  const grown = typeof before === 'string' ? grownDigits(before, after) : null;
  if (grown === null) add(found, path, DEEDS.set, after);
  else add(found, path, DEEDS.digits, grown);
}

function add(found: Differences, path: number, deed: number, value: unknown): void {
  found.codes.push(path * DEED_COUNT + deed);
  found.values.push(value);
}

function setWhole(found: Differences, { mark, path, value }: { mark: number; path: number; value: unknown }): void {
  found.codes.length = mark;
  found.values.length = mark;
  add(found, path, DEEDS.set, keptValue(value));
}

/** By how much a number that is written as text grew; null where it is none, or not to be told exactly so. */
function grownDigits(before: string, after: string): number | null {
  if (!DIGITS.test(before) || !DIGITS.test(after)) return null;
  const grown = Number(BigInt(after) - BigInt(before));
  return Number.isSafeInteger(grown) ? grown : null;
}

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 0;
  for (const one of Object.values(value)) count += countLeaves(one);
  return count;
}
