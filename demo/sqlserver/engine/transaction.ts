import { SqlError } from '../tds/types.ts';
import type { SessionState } from './plan.ts';

/** BEGIN TRANSACTION: they nest, and only the outermost counts. */
export function beginTransaction(state: SessionState): void {
  state.transactions += 1;
  state.undo ??= [];
}

/** COMMIT; 3902 where nothing is open. */
export function commitTransaction(state: SessionState): void {
  if (state.transactions === 0) throw new SqlError(3902, 'The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.');
  state.transactions -= 1;
  if (state.transactions === 0) end(state);
}

function end(state: SessionState): void {
  state.transactions = 0;
  state.undo = null;
  for (const locks of state.locks) locks.release(state);
  state.locks.clear();
}

/** ROLLBACK of all that is open: every change of this session is taken back. 3903 where nothing is open. */
export function rollbackTransaction(state: SessionState): void {
  if (state.transactions === 0) throw new SqlError(3903, 'The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.');
  for (const undo of (state.undo ?? []).toReversed()) undo();
  end(state);
}
