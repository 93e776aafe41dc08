import { inSlices, type KeptDatabase, takeTurn } from '../../../io/kept-database.ts';
import { inTransaction } from '../../../io/transaction.ts';
import type { Clearing } from './known.ts';

const MOST_AT_ONCE = 2_000;

/** Which rows a clearing deleted, so that exactly those can come back. */
export class Clearings {
  readonly #database: KeptDatabase;

  constructor(database: KeptDatabase) {
    this.#database = database;
  }

  async keep({ clearId, ids, deletedAt, by }: Clearing): Promise<void> {
    const database = this.#database;
    database
      .prepare('INSERT INTO clearings (clear_id, deleted_at, by) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(clearId, deletedAt, by);
    const clearing = this.#find(clearId)?.id ?? null;
    const put = database.prepare('INSERT INTO cleared_rows (clearing, row_id) VALUES (?, ?) ON CONFLICT DO NOTHING');
    await inSlices(ids, MOST_AT_ONCE, (slice) => {
      inTransaction(database, () => {
        for (const id of slice) put.run(clearing, id);
      });
    });
  }

  /** The ids ascend. */
  async read(clearId: string): Promise<Clearing | null> {
    const found = this.#find(clearId);
    if (found === undefined) return null;
    const ids: number[] = [];
    const next = this.#database.prepare('SELECT row_id FROM cleared_rows WHERE clearing = ? AND row_id > ? ORDER BY row_id LIMIT ?');
    for (let more = true; more; ) {
      const rows = next.all(found.id ?? null, ids.at(-1) ?? Number.MIN_SAFE_INTEGER, MOST_AT_ONCE);
      for (const row of rows) ids.push(Number(row.row_id));
      more = rows.length === MOST_AT_ONCE;
      if (more) await takeTurn();
    }
    return { clearId, ids, deletedAt: Number(found.deleted_at), by: String(found.by) };
  }

  async forgetBefore(at: number): Promise<void> {
    const database = this.#database;
    const drop = database.prepare(
      'DELETE FROM cleared_rows WHERE clearing = ? AND row_id IN (SELECT row_id FROM cleared_rows WHERE clearing = ? LIMIT ?)',
    );
    for (const { id } of database.prepare('SELECT id FROM clearings WHERE deleted_at < ?').all(at)) {
      while (Number(drop.run(id ?? null, id ?? null, MOST_AT_ONCE).changes) === MOST_AT_ONCE) await takeTurn();
      database.prepare('DELETE FROM clearings WHERE id = ?').run(id ?? null);
    }
  }

  #find(clearId: string) {
    return this.#database.prepare('SELECT id, deleted_at, by FROM clearings WHERE clear_id = ?').get(clearId);
  }
}
