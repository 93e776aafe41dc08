import { digestOf } from '../../../io/digest.ts';
import { inSlices, type KeptDatabase, type OpenedDatabase, openKeptDatabase } from '../../../io/kept-database.ts';
import type { Cleared, ShapeFlag } from '../model.ts';
import { Clearings } from './clearings.ts';
import { Facts } from './facts.ts';
import { forgetRows, forgetShapes } from './forget-rows.ts';
import type { Clearing, Forgotten, IndexState, KnownShape, RowOfShape, ShapeIndex, SortedTo } from './known.ts';
import { SCHEMA } from './schema.ts';
import { RowTaker } from './take-rows.ts';

/** `folder`: that of the indexes, null for none. `rule`: as shapeRule gives it. `now`: epoch ms, for the name of a file that is moved aside. */
export type ShapesPlace = { folder: string | null; store: string; rule: string; now: number };

const MOST_ADDED_AT_ONCE = 150;
const MOST_ASKED_AT_ONCE = 2_000;
const MOST_FRESH = 500;
const COLUMNS = 'key, app, type, place, message, first_at, last_at, row_count, errors, flag, flag_at, cleared_at, cleared_by';

/**
 * Opens the index of a store: one file of SQLite in the folder. What is damaged or of a newer Vigil is moved aside and `trouble` says so; where no file can be kept, it is in memory and `kept` says why.
 * Keys that were made by another rule are dropped, and all is sorted anew.
 */
export function openShapes({ folder, store, rule, now }: ShapesPlace): ShapeIndex {
  const opened = openKeptDatabase({ folder, file: fileOf(store), schema: SCHEMA }, now);
  const isOfRule = new Facts(opened.database).isOfRule(rule);
  if (!isOfRule) beginAnew(opened.database, rule);
  return new ShapeFile(opened, isOfRule);
}

/** A name for a file on any disk: case does not tell names apart on some, and not every character can stand in one. */
function fileOf(store: string): string {
  const readable = store
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40);
  return `${readable}-${digestOf(store)}.sqlite`;
}

function beginAnew(database: KeptDatabase, rule: string): void {
  database.exec('DELETE FROM error_rows; DELETE FROM shapes; DELETE FROM facts');
  new Facts(database).isOfRule(rule);
}

class ShapeFile implements ShapeIndex {
  readonly kept: string | null;
  readonly trouble: string | null;
  readonly #database: KeptDatabase;
  readonly #facts: Facts;
  readonly #taker: RowTaker;
  readonly #clearings: Clearings;
  readonly #card;
  /** What writes waits for what wrote before. */
  #last: Promise<void> = Promise.resolve();

  constructor({ database, trouble, unkept }: OpenedDatabase, isOfRule: boolean) {
    const changed =
      'The beginnings of names of frameworks, or the rule of shapes, are not those of before: all errors are sorted into shapes anew.';
    this.kept = unkept;
    this.trouble = isOfRule ? trouble : changed;
    this.#database = database;
    this.#facts = new Facts(database);
    this.#taker = new RowTaker(database);
    this.#clearings = new Clearings(database);
    this.#card = database.prepare(`SELECT ${COLUMNS} FROM shapes WHERE key = ?`);
  }

  state(): IndexState {
    const { rows, shapes } = this.#database.prepare('SELECT sum(row_count) AS rows, count(*) AS shapes FROM shapes').get() ?? {};
    return { ...this.#facts.read(), rows: Number(rows), shapes: Number(shapes) };
  }

  isOther({ id, firstAt }: { id: number; firstAt: number }): boolean {
    const known = this.#database.prepare('SELECT first_at FROM error_rows WHERE id = ?').get(id)?.first_at;
    if (known !== undefined) return known !== firstAt;
    const { sortedToId } = this.#facts.read();
    const { newest } = this.#database.prepare('SELECT max(last_at) AS newest FROM shapes').get() ?? {};
    return sortedToId !== null && id <= sortedToId && typeof newest === 'number' && firstAt > newest;
  }

  beginAgain(): Promise<void> {
    return this.#inTurn(async () => {
      this.#facts.forget();
      await forgetRows(this.#database, Number.MAX_SAFE_INTEGER);
    });
  }

  add(rows: readonly RowOfShape[], sorted: SortedTo): Promise<void> {
    return this.#inTurn(async () => {
      this.#facts.begin(sorted);
      const newFrom = this.#facts.newFrom();
      await inSlices(rows, MOST_ADDED_AT_ONCE, (slice) => this.#taker.take(slice, newFrom));
      this.#facts.end(sorted);
    });
  }

  async shapesOf(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const shapes = new Map<number, string>();
    const find = this.#database.prepare('SELECT key FROM error_rows, shapes WHERE error_rows.id = ? AND shapes.id = shape');
    await inSlices(ids, MOST_ASKED_AT_ONCE, (slice) => {
      for (const id of slice) {
        const key = find.get(id)?.key;
        if (typeof key === 'string') shapes.set(id, key);
      }
    });
    return shapes;
  }

  async cards(keys: readonly string[]): Promise<ReadonlyMap<string, KnownShape>> {
    const cards = new Map<string, KnownShape>();
    await inSlices([...new Set(keys)], MOST_ASKED_AT_ONCE, (slice) => {
      for (const key of slice) {
        const card = this.lookUp(key);
        if (card !== null) cards.set(key, card);
      }
    });
    return cards;
  }

  lookUp(shape: string): KnownShape | null {
    const row = this.#card.get(shape);
    return row === undefined ? null : cardOf(row);
  }

  idsOf(shape: string, { fromId, most }: { fromId: number; most: number }): readonly number[] {
    const rows = this.#database
      .prepare('SELECT id FROM error_rows WHERE shape = (SELECT id FROM shapes WHERE key = ?) AND id >= ? ORDER BY id LIMIT ?')
      .all(shape, fromId, most);
    return rows.map(({ id }) => Number(id));
  }

  newestIdsOf(shape: string, most: number): readonly number[] {
    const rows = this.#database
      .prepare('SELECT id FROM error_rows WHERE shape = (SELECT id FROM shapes WHERE key = ?) ORDER BY id DESC LIMIT ?')
      .all(shape, most);
    return rows.map(({ id }) => Number(id));
  }

  fresh(sinceAt: number): readonly KnownShape[] {
    const rows = this.#database
      .prepare(`SELECT ${COLUMNS} FROM shapes WHERE flag_at >= ? ORDER BY flag_at DESC LIMIT ${MOST_FRESH}`)
      .all(sinceAt);
    return rows.map(cardOf);
  }

  noteCleared(shape: string, cleared: Cleared | null): void {
    this.#database
      .prepare('UPDATE shapes SET flag = NULL, flag_at = NULL, cleared_at = ?, cleared_by = ? WHERE key = ?')
      .run(cleared?.at ?? null, cleared?.by ?? null, shape);
  }

  keepClearing(clearing: Clearing): Promise<void> {
    return this.#inTurn(() => this.#clearings.keep(clearing));
  }

  clearing(clearId: string): Promise<Clearing | null> {
    return this.#clearings.read(clearId);
  }

  forget({ rowsBelow, clearingsBefore, shapesBefore }: Forgotten): Promise<void> {
    return this.#inTurn(async () => {
      await forgetRows(this.#database, rowsBelow);
      await this.#clearings.forgetBefore(clearingsBefore);
      await forgetShapes(this.#database, shapesBefore);
    });
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function cardOf(row: Readonly<Record<string, unknown>>): KnownShape {
  const timeOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  const clearedAt = timeOf(row.cleared_at);
  return {
    ...{ shape: String(row.key), app: String(row.app), type: String(row.type), message: String(row.message) },
    ...{ place: row.place === null ? null : String(row.place), firstAt: Number(row.first_at), lastAt: Number(row.last_at) },
    ...{ rows: Number(row.row_count), errors: Number(row.errors), flag: flagOf(row.flag), flagAt: timeOf(row.flag_at) },
    cleared: clearedAt === null ? null : { at: clearedAt, by: row.cleared_by === null ? null : String(row.cleared_by) },
  };
}

function flagOf(value: unknown): ShapeFlag | null {
  return value === 'new' || value === 'regressed' ? value : null;
}
