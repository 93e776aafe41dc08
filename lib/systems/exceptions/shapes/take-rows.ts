import type { KeptDatabase } from '../../../io/kept-database.ts';
import { inTransaction } from '../../../io/transaction.ts';
import type { RowOfShape } from './known.ts';

/**
 * What happens to a shape when a row of it comes or grows. It has regressed where it was cleared and is seen later than that, and stays so until it is cleared again. It was not new where one
 * of its rows turns out to be older.
 */
const SEEN = `
  first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at),
  message = CASE WHEN excluded.last_at >= last_at THEN excluded.message ELSE message END,
  place = coalesce(place, excluded.place), row_count = row_count + excluded.row_count, errors = errors + excluded.errors,
  flag_at = CASE WHEN flag IS NULL AND cleared_at < excluded.last_at THEN excluded.last_at WHEN flag = 'new' AND excluded.first_at < $newFrom THEN NULL ELSE flag_at END,
  flag = CASE WHEN flag IS NULL AND cleared_at < excluded.last_at THEN 'regressed' WHEN flag = 'new' AND excluded.first_at < $newFrom THEN NULL ELSE flag END`;

/** Takes rows into the tables, and counts what is in them. */
export class RowTaker {
  readonly #database: KeptDatabase;
  readonly #find;
  readonly #see;
  readonly #put;
  readonly #leave;

  constructor(database: KeptDatabase) {
    this.#database = database;
    this.#find = database.prepare(
      'SELECT shape, last_at, count, (SELECT key FROM shapes WHERE id = shape) AS key FROM error_rows WHERE id = ?',
    );
    this.#see = database.prepare(`
      INSERT INTO shapes (key, app, type, place, message, first_at, last_at, row_count, errors, flag, flag_at)
      VALUES ($key, $app, $type, $place, $message, $firstAt, $lastAt, $rows, $errors, $flag, $flagAt)
      ON CONFLICT (key) DO UPDATE SET ${SEEN} RETURNING id`);
    this.#put = database.prepare(
      'INSERT INTO error_rows (id, shape, first_at, last_at, count) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET shape = excluded.shape, first_at = excluded.first_at, last_at = excluded.last_at, count = excluded.count',
    );
    this.#leave = database.prepare('UPDATE shapes SET row_count = row_count - 1, errors = errors - ? WHERE id = ?');
  }

  /** All of them or none. `newFrom`: from when on an unknown shape is new; null for never. */
  take(rows: readonly RowOfShape[], newFrom: number | null): void {
    inTransaction(this.#database, () => {
      for (const row of rows) this.#takeOne(row, newFrom);
    });
  }

  #takeOne(row: RowOfShape, newFrom: number | null): void {
    const known = this.#find.get(row.id);
    const isHere = known?.key === row.shape;
    if (isHere && known?.last_at === row.lastAt && known.count === row.count) return;
    if (known !== undefined && !isHere) this.#leave.run(known.count ?? 0, known.shape ?? null);
    const isNew = newFrom !== null && row.firstAt >= newFrom;
    const seen = this.#see.get({
      ...{ key: row.shape, app: row.app, type: row.type, place: row.place, message: oneLine(row.message) },
      ...{ firstAt: row.firstAt, lastAt: row.lastAt, rows: isHere ? 0 : 1, errors: row.count - (isHere ? Number(known?.count) : 0) },
      ...{ flag: isNew ? 'new' : null, flagAt: isNew ? row.firstAt : null, newFrom: newFrom ?? 0 },
    });
    this.#put.run(row.id, seen?.id ?? null, row.firstAt, row.lastAt, row.count);
  }
}

const MOST_OF_MESSAGE = 300;

/** What names a shape is one line; the whole message is in the table of the store. */
function oneLine(message: string | null): string {
  return (message ?? '')
    .slice(0, 4 * MOST_OF_MESSAGE)
    .replace(/[\p{Cc}\s\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, MOST_OF_MESSAGE)
    .toWellFormed();
}
