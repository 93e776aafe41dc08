import { SqlError } from '../tds/types.ts';
import { Cancelled } from './cancelled.ts';
import type { Row, SessionState } from './plan.ts';

/** Locks on the rows of one table, each held by somebody until the end of what he does: a session in a transaction, or a test. */
export class RowLocks {
  readonly #owners = new Map<Row, object>();
  readonly #waiting = new Set<() => void>();

  /** Whether anybody else than that one holds one of these rows. */
  isAnyHeldFrom(owner: object, rows: Iterable<Row>): boolean {
    const isHeld = (row: Row): boolean => (this.#owners.get(row) ?? owner) !== owner;
    return this.#owners.size > 0 && [...rows].some(isHeld);
  }

  take(owner: object, rows: Iterable<Row>): void {
    for (const row of rows) this.#owners.set(row, owner);
  }

  /** Gives up all that somebody holds; those who wait look again. */
  release(owner: object): void {
    for (const [row, held] of this.#owners) if (held === owner) this.#owners.delete(row);
    for (const look of [...this.#waiting]) look();
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves at the next release, after so many ms, or when the signal aborts. */
  #next(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(done, ms) : undefined;
      const waiting = this.#waiting;
      function done(): void {
        clearTimeout(timer);
        waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      }
      waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
      if (signal.aborted) done();
    });
  }

  /** Waits until rows are no longer held from a session, as long as its LOCK_TIMEOUT says: then 1222. Throws Cancelled when the signal aborts. */
  async untilFree({ state, signal }: { state: SessionState; signal: AbortSignal }, rows: () => Iterable<Row>): Promise<void> {
    const patienceMs = Number(state.options.get('lock_timeout') ?? -1);
    const until = patienceMs < 0 ? Number.POSITIVE_INFINITY : performance.now() + patienceMs;
    while (this.isAnyHeldFrom(state, rows())) {
      const left = until - performance.now();
      if (left <= 0) throw new SqlError(1222, 'Lock request time out period exceeded.', { state: 51 });
      await this.#next(left, signal);
      if (signal.aborted) throw new Cancelled();
    }
  }
}
