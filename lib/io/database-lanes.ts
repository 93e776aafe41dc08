import { FetchError } from '../failure.ts';
import type { DatabaseConnection, SqlAnswer, SqlAsk } from './database.ts';

/**
 * One connection to a database, opened when it is first asked and again after it was lost: one statement at a time. Where `ask` ends before the statement does, because its signal aborted, `freed`
 * resolves once another may be asked; else it is null.
 */
export type Lane = { ask(asked: SqlAsk, signal: AbortSignal): Promise<SqlAnswer>; freed(): Promise<void> | null; close(): void };

type Waiting = { come(lane: Lane): void; refuse(why: FetchError): void };

const WAITING = 'not asked: earlier questions of Vigil hold all its connections to that database';

/** `most` connections to one database, opened when they are needed: a statement goes over one that is free, else it waits, first come first served. */
export function openLanes(open: () => Lane, most: number): DatabaseConnection {
  const lanes: Lane[] = [];
  const free: Lane[] = [];
  const waiting = new Set<Waiting>();
  let isClosed = false;
  const take = (): Lane | null => {
    const lane = free.pop();
    if (lane || lanes.length >= most) return lane ?? null;
    const added = open();
    lanes.push(added);
    return added;
  };
  const giveBack = (lane: Lane): void => {
    const [next] = waiting;
    if (!next) free.push(lane);
    else {
      waiting.delete(next);
      next.come(lane);
    }
  };
  return {
    async ask(asked, signal) {
      if (isClosed) throw new Error('asked over a closed connection');
      const lane = take() ?? (await turn(waiting, signal));
      try {
        return await lane.ask(asked, signal);
      } finally {
        const freed = lane.freed();
        if (freed === null) giveBack(lane);
        else void freed.then(() => giveBack(lane));
      }
    },
    close() {
      isClosed = true;
      for (const { refuse } of waiting) refuse(closed());
      waiting.clear();
      for (const lane of lanes) lane.close();
    },
  };
}

/** Of whatever is under way when a connection is closed. */
export function closed(): FetchError {
  return new FetchError('internal', 'Vigil closed the connection');
}

function turn(waiting: Set<Waiting>, signal: AbortSignal): Promise<Lane> {
  const { promise, resolve, reject } = Promise.withResolvers<Lane>();
  const abort = (): void => {
    waiting.delete(one);
    reject(new FetchError('timeout', WAITING));
  };
  const stay = (): void => signal.removeEventListener('abort', abort);
  const one: Waiting = {
    come(lane) {
      stay();
      resolve(lane);
    },
    refuse(why) {
      stay();
      reject(why);
    },
  };
  waiting.add(one);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return promise;
}
