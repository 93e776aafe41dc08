import { type KeptDatabase, takeTurn } from '../../../io/kept-database.ts';
import { inTransaction } from '../../../io/transaction.ts';

const MOST_AT_ONCE = 500;

/** Forgets rows below an id, and takes them from the counts of their shapes. */
export async function forgetRows(database: KeptDatabase, belowId: number): Promise<void> {
  const first = database.prepare(
    'SELECT max(id) AS to_id, count(*) AS found FROM (SELECT id FROM error_rows WHERE id < ? ORDER BY id LIMIT ?)',
  );
  // By the ids: the index by shape would be read whole each time.
  const sums = database.prepare(
    'SELECT shape, count(*) AS found, sum(count) AS errors FROM error_rows NOT INDEXED WHERE id <= ? GROUP BY shape',
  );
  const leave = database.prepare('UPDATE shapes SET row_count = row_count - ?, errors = errors - ? WHERE id = ?');
  const drop = database.prepare('DELETE FROM error_rows WHERE id <= ?');
  for (;;) {
    const { to_id: toId, found } = first.get(belowId, MOST_AT_ONCE) ?? {};
    if (typeof toId !== 'number') return;
    inTransaction(database, () => {
      for (const { shape, found: rows, errors } of sums.all(toId)) leave.run(rows ?? 0, errors ?? 0, shape ?? null);
      drop.run(toId);
    });
    if (Number(found) < MOST_AT_ONCE) return;
    await takeTurn();
  }
}

/** Forgets shapes of which no row is held any more and that were last seen before; when one of them comes again, it counts as never seen. */
export async function forgetShapes(database: KeptDatabase, lastBefore: number): Promise<void> {
  const drop = database.prepare('DELETE FROM shapes WHERE id IN (SELECT id FROM shapes WHERE row_count <= 0 AND last_at < ? LIMIT ?)');
  while (Number(drop.run(lastBefore, MOST_AT_ONCE).changes) === MOST_AT_ONCE) await takeTurn();
}
