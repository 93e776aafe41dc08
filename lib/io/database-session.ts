import { setTimeout as delay } from 'node:timers/promises';
import { FetchError } from '../failure.ts';
import type { DatabaseTarget, SqlAnswer, SqlAsk } from './database.ts';
import type { Lane } from './database-lanes.ts';
import type { Ending } from './ending.ts';
import type { Meter } from './meter.ts';
import { byteWords } from './network-errors.ts';

/** What went over a socket so far. */
export type SocketBytes = { sent: number; received: number };

/**
 * A connection that is signed in. `ending` tells when it is lost, and why. `ask` throws FetchError. `cancel` asks the server, over another connection, to give up what runs; it never throws.
 */
export type Session = {
  ending: Ending;
  isLost(): boolean;
  bytes(): SocketBytes;
  ask(asked: SqlAsk): Promise<SqlAnswer>;
  cancel(): Promise<void>;
  destroy(why: FetchError): void;
};

/** Signs in, until the signal aborts. Throws FetchError. */
export type OpenSession = (target: DatabaseTarget, signal: AbortSignal) => Promise<Session>;

/** For how long a statement that is cancelled may take to be given up, before its connection is destroyed. */
const CANCEL_MS = 1_000;

type Held = { session: Session; counted: SocketBytes };

/** One session that is kept, and opened again when it was lost. What only reads is asked once more where the kept session turns out to have been closed; an order never is. */
export function openLane(open: OpenSession, target: DatabaseTarget, meter: Meter): Lane {
  let held: Held | null = null;
  let isClosed = false;
  const hold = async (signal: AbortSignal): Promise<Held> => {
    if (held && !held.session.isLost()) return held;
    held = { session: await open(target, signal), counted: { sent: 0, received: 0 } };
    if (isClosed) held.session.destroy(closed());
    return held;
  };
  const exchange = async (over: Held, asked: SqlAsk, signal: AbortSignal): Promise<SqlAnswer> => {
    try {
      return await answerOf(over.session, asked, signal);
    } finally {
      const { sent, received } = over.session.bytes();
      meter.request(sent - over.counted.sent, received - over.counted.received);
      over.counted = { sent, received };
    }
  };
  return {
    async ask(asked, signal) {
      const isKept = held !== null && !held.session.isLost();
      const over = await hold(signal);
      const before = over.session.bytes().received;
      try {
        return await exchange(over, asked, signal);
      } catch (error) {
        const isClosedWhileIdle = isKept && over.session.isLost() && over.session.bytes().received === before;
        if (!isClosedWhileIdle || !target.isReading || signal.aborted) throw error;
        return await exchange(await hold(signal), asked, signal);
      }
    },
    close() {
      isClosed = true;
      held?.session.destroy(closed());
    },
  };
}

/** Asks, and gives the statement up when the signal aborts: the server is told, and the session destroyed if that does not end it soon. */
async function answerOf(session: Session, asked: SqlAsk, signal: AbortSignal): Promise<SqlAnswer> {
  const before = session.bytes().received;
  const answer = session.ending.orEnd(session.ask(asked));
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = (): void => {
      const heard = session.bytes().received - before;
      reject(new FetchError('timeout', heard === 0 ? 'connected, no answer' : `only ${byteWords(heard)} of the answer`));
    };
  });
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([answer, aborted]);
  } catch (error) {
    if (signal.aborted) await giveUp(session, answer);
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function giveUp(session: Session, answer: Promise<unknown>): Promise<void> {
  if (session.isLost()) return;
  void session.cancel();
  const settled = answer.then(
    () => true,
    () => true,
  );
  if (await Promise.race([settled, delay(CANCEL_MS, false, { ref: false })])) return;
  session.destroy(new FetchError('timeout', 'a statement that was cancelled did not end: the connection was given up'));
}

function closed(): FetchError {
  return new FetchError('internal', 'Vigil closed the connection');
}
