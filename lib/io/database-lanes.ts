import { FetchError } from '../failure.ts';
import type { DatabaseConnection, SqlAnswer, SqlAsk } from './database.ts';

/** One connection to a database: one statement at a time. `ask` has freed it when it settles, or it opens another by itself at the next. */
export type Lane = { ask(asked: SqlAsk, signal: AbortSignal): Promise<SqlAnswer>; close(): void };

type Waiting = (lane: Lane) => void;

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
      next(lane);
    }
  };
  return {
    async ask(asked, signal) {
      if (isClosed) throw new Error('asked over a closed connection');
      const lane = take() ?? (await turn(waiting, signal));
      try {
        return await lane.ask(asked, signal);
      } finally {
        giveBack(lane);
      }
    },
    close() {
      isClosed = true;
      for (const lane of lanes) lane.close();
    },
  };
}

function turn(waiting: Set<Waiting>, signal: AbortSignal): Promise<Lane> {
  const { promise, resolve, reject } = Promise.withResolvers<Lane>();
  const abort = (): void => {
    waiting.delete(come);
    reject(new FetchError('timeout', WAITING));
  };
  const come = (lane: Lane): void => {
    signal.removeEventListener('abort', abort);
    resolve(lane);
  };
  waiting.add(come);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return promise;
}
