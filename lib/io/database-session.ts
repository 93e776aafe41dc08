import { setTimeout as delay } from 'node:timers/promises';
import { FetchError } from '../failure.ts';
import type { DatabaseTarget, SqlAnswer, SqlAsk } from './database.ts';
import { closed, type Lane } from './database-lanes.ts';
import type { Ending } from './ending.ts';
import type { Meter } from './meter.ts';
import { byteWords } from './network-errors.ts';
import { unsure } from './unsure.ts';

/** What went over a socket so far. */
export type SocketBytes = { sent: number; received: number };

/**
 * A connection that is signed in. `ending` tells when it is lost, and why. `ask` throws FetchError: one of the kind timeout where the server gave the statement up. `cancel` asks the server, over
 * another connection, to give up what runs, and resolves when it was told or cannot be; it never rejects.
 */
export type Session = {
  ending: Ending;
  isLost(): boolean;
  bytes(): SocketBytes;
  ask(asked: SqlAsk): Promise<SqlAnswer>;
  cancel(): Promise<void>;
  destroy(why: FetchError): void;
};

/** Signs in, until the signal aborts. Throws FetchError, and leaves no socket then. */
export type OpenSession = (target: DatabaseTarget, signal: AbortSignal) => Promise<Session>;

/** For how long a statement that is cancelled may take to be given up, before its connection is destroyed. */
const CANCEL_MS = 1_000;

const CHECK: SqlAsk = { text: '/* Vigil: check */ SELECT 1', values: [] };

type Held = { session: Session; counted: SocketBytes };
type Rest = { freed: Promise<void> | null };

/**
 * One session that is kept, and opened again when it was lost. A kept one is first asked for nothing, so that no statement goes over a connection that was closed while it was idle: a statement is
 * sent once, for one that is lost under way may have been ended on purpose, and an order may have been carried out.
 */
export function openLane(open: OpenSession, target: DatabaseTarget, meter: Meter): Lane {
  const kept = keep(open, target);
  const rest: Rest = { freed: null };
  const count = (over: Held): void => {
    const { sent, received } = over.session.bytes();
    meter.request(sent - over.counted.sent, received - over.counted.received);
    over.counted = { sent, received };
  };
  const goodSession = async (signal: AbortSignal): Promise<Held> => {
    const present = kept.good();
    if (!present) return kept.hold(signal);
    try {
      await answerOf(present.session, CHECK, { signal, rest });
    } catch (error) {
      count(present);
      if (!present.session.isLost() || signal.aborted || kept.isEnded()) throw error;
    }
    return kept.hold(signal);
  };
  return {
    async ask(asked, signal) {
      rest.freed = null;
      const over = await goodSession(signal);
      if (signal.aborted) throw new FetchError('timeout', 'not asked: the time was up before');
      try {
        return await answerOf(over.session, asked, { signal, rest });
      } catch (error) {
        throw !target.isReading && (signal.aborted || over.session.isLost()) ? unsure(error) : error;
      } finally {
        count(over);
      }
    },
    freed: () => rest.freed,
    close: kept.end,
  };
}

/** `good` is the session, if there is one that is not lost. `hold` gives it, opened if there is none. */
type Kept = { good(): Held | null; isEnded(): boolean; hold(signal: AbortSignal): Promise<Held>; end(): void };

function keep(open: OpenSession, target: DatabaseTarget): Kept {
  let held: Held | null = null;
  const ending = new AbortController();
  const good = (): Held | null => (held === null || held.session.isLost() ? null : held);
  return {
    good,
    isEnded: () => ending.signal.aborted,
    async hold(signal) {
      const present = good();
      if (present) return present;
      const session = await open(target, AbortSignal.any([signal, ending.signal])).catch((error: unknown) => {
        throw ending.signal.aborted ? closed() : error;
      });
      held = { session, counted: { sent: 0, received: 0 } };
      if (ending.signal.aborted) session.destroy(closed());
      return held;
    },
    end() {
      ending.abort();
      held?.session.destroy(closed());
    },
  };
}

/** Asks, until the signal aborts: then the statement is given up behind it, and the session is free after that. */
async function answerOf(session: Session, asked: SqlAsk, { signal, rest }: { signal: AbortSignal; rest: Rest }): Promise<SqlAnswer> {
  const before = session.bytes().received;
  const answer = session.ending.orEnd(session.ask(asked));
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = (): void => {
      const heard = session.bytes().received - before;
      rest.freed = giveUp(session, answer);
      reject(new FetchError('timeout', heard === 0 ? 'connected, no answer' : `only ${byteWords(heard)} of the answer`));
    };
  });
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** The session is kept only if the cancel was carried out and is what ended the statement: else it could end the next one. */
async function giveUp(session: Session, answer: Promise<unknown>): Promise<void> {
  const isByCancel = answer.then(
    () => false,
    (error: unknown) => error instanceof FetchError && error.kind === 'timeout',
  );
  const both = Promise.all([isByCancel, session.cancel()]).then(([isClean]) => isClean);
  const timer = new AbortController();
  const tooLate = delay(CANCEL_MS, false, { signal: timer.signal }).catch(() => false);
  if (!(await Promise.race([both, tooLate])))
    session.destroy(new FetchError('timeout', 'a statement that was cancelled did not end: the connection was given up'));
  timer.abort();
}
