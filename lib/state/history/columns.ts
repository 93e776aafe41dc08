import { DEED_COUNT, DEEDS, type Differ, type Differences } from './differ.ts';
import { putField } from './kept-value.ts';

/** Things that differ in the same fields: the codes of those, how far each thing is from the one before in the list of all, and for each code with values a column of them. */
export type Group = readonly [codes: readonly number[], steps: readonly number[], columns: readonly (readonly unknown[])[]];

/** What differs in many things, and the paths that it names. */
export type Columns = { paths: Differ['paths']; groups: readonly Group[] };

/** So many digits are exact in a number. */
const EXACT_DIGITS = 15;

type Growing = { codes: readonly number[]; last: number; steps: number[]; columns: unknown[][] };

/** Puts the differences of many things together by the fields in which they differ. */
export class ColumnWriter {
  readonly #groups = new Map<string, Growing>();

  /** Takes in what a thing differs in; things come in the order of their places. */
  add(place: number, { codes, values }: Differences): void {
    if (codes.length === 0) return;
    const key = codes.join();
    const group = this.#groups.get(key) ?? { codes, last: 0, steps: [], columns: codes.map(() => []) };
    this.#groups.set(key, group);
    group.steps.push(place - group.last);
    group.last = place;
    values.forEach((value, i) => void group.columns[i]?.push(value));
  }

  /** All that was taken in, with the paths that it names. */
  columns(all: Differ['paths']): Columns {
    const named = new NamedPaths(all);
    const groups = [...this.#groups.values()].map(({ codes, steps, columns }): Group => {
      const given = codes.map((code) => named.numberOf(Math.floor(code / DEED_COUNT)) * DEED_COUNT + (code % DEED_COUNT));
      return [given, steps, columns.filter((_, i) => hasValues(codes[i] ?? 0))];
    });
    return { paths: named.paths, groups };
  }
}

/** Of many paths those that are asked for, numbered anew. */
class NamedPaths {
  readonly paths: Differ['paths'] = [];
  readonly #all: Differ['paths'];
  readonly #numbers = new Map([[0, 0]]);

  constructor(all: Differ['paths']) {
    this.#all = all;
  }

  numberOf(path: number): number {
    const known = this.#numbers.get(path);
    const [parent, name] = this.#all[path - 1] ?? [0, ''];
    if (known !== undefined) return known;
    const number = this.paths.push([this.numberOf(parent), name]);
    this.#numbers.set(path, number);
    return number;
  }
}

/** Makes things what they became; they themselves are changed. Throws where they are not what the differences were made from. */
export function applyColumns(things: unknown[], { paths, groups }: Columns): void {
  const names = namesOf(paths);
  for (const [codes, steps, columns] of groups) {
    const places = placesOf(steps);
    let column = 0;
    for (const code of codes) {
      const values: readonly unknown[] = hasValues(code) ? (columns[column++] ?? []) : [];
      applyColumn(things, places, { names: names[Math.floor(code / DEED_COUNT)] ?? [], deed: code % DEED_COUNT, values });
    }
  }
}

type Holder = Record<string | number, unknown>;

type Column = { names: readonly (string | number)[]; deed: number; values: readonly unknown[] };

// One column after another, and not one thing after another: it is the same few fields that are looked up again and again (measured, a third less time).
function applyColumn(things: unknown[], places: readonly number[], { names, deed, values }: Column): void {
  const last = names.at(-1);
  const way = names.slice(0, -1);
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i] ?? 0;
    const holder = last === undefined ? (things as unknown as Holder) : heldAt(things[place], way);
    const name = last ?? place;
    if (deed === DEEDS.set) putField(holder, name, values[i]);
    else if (deed === DEEDS.gone) delete holder[name];
    else holder[name] = grown(holder[name], deed, values[i]);
  }
}

function heldAt(thing: unknown, way: readonly (string | number)[]): Holder {
  let held = thing as Holder;
  for (let level = 0; level < way.length; level += 1) held = held[way[level] ?? ''] as Holder;
  if (typeof held !== 'object' || held === null) throw new Error(`nothing is held at ${way.join('.')}`);
  return held;
}

function grown(before: unknown, deed: number, by: unknown): unknown {
  if (typeof by !== 'number') throw new Error('it grew by no number');
  if (deed === DEEDS.grew && typeof before === 'number') return before + by;
  if (deed === DEEDS.digits && typeof before === 'string') return grownText(before, by);
  throw new Error('what grew is no number');
}

// Most often only the last digits change, and those fit into a number.
function grownText(before: string, by: number): string {
  const last = Number(before.slice(-EXACT_DIGITS)) + by;
  const isThere = before.length > EXACT_DIGITS && last >= 0 && last < 10 ** EXACT_DIGITS;
  return isThere ? before.slice(0, -EXACT_DIGITS) + String(last).padStart(EXACT_DIGITS, '0') : String(BigInt(before) + BigInt(by));
}

function namesOf(paths: Columns['paths']): (readonly (string | number)[])[] {
  const names: (readonly (string | number)[])[] = [[]];
  for (const [parent, name] of paths) names.push([...(names[parent] ?? []), name]);
  return names;
}

function placesOf(steps: readonly number[]): number[] {
  let place = 0;
  return steps.map((step) => {
    place += step;
    return place;
  });
}

function hasValues(code: number): boolean {
  return code % DEED_COUNT !== DEEDS.gone;
}
