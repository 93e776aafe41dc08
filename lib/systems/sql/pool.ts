import { FetchError } from '../../failure.ts';
import type { TdsConnection } from '../../io/tds.ts';
import { formatDuration } from '../../text/duration.ts';

type Member = { connection: TdsConnection; isBusy: boolean; letGo: NodeJS.Timeout | undefined };
type Waiting = (member: Member) => void;
type Size = { most: number; idleMs: number };

/**
 * Some connections to one server under one name: a question is asked over one that is free, so that one that hangs holds up nobody while there is another. They are opened by questions, `most`
 * of them, and closed when nothing was asked over them for `idleMs`. Whoever finds none free waits, first come first served; its failure then says that it was not asked.
 */
export function openPool(open: () => TdsConnection, { most, idleMs }: Size): TdsConnection {
  const members = new Set<Member>();
  const waiting = new Set<Waiting>();
  let isClosed = false;
  const take = (): Member | null => {
    const free = [...members].find(({ isBusy }) => !isBusy) ?? (members.size < most ? added(members, open) : null);
    if (free) clearTimeout(free.letGo);
    return free ? Object.assign(free, { isBusy: true }) : null;
  };
  const giveBack = (member: Member): void => {
    const [next] = waiting;
    if (next) {
      waiting.delete(next);
      next(member);
      return;
    }
    const letGo = (): void => {
      members.delete(member);
      member.connection.close();
    };
    Object.assign(member, { isBusy: false, letGo: isClosed ? undefined : setTimeout(letGo, idleMs).unref() });
  };
  return {
    async ask(batchFor, signal) {
      if (isClosed) throw new Error('asked over a closed connection');
      const member = take() ?? (await turn(waiting, signal));
      try {
        return await member.connection.ask(batchFor, signal);
      } finally {
        giveBack(member);
      }
    },
    close() {
      isClosed = true;
      for (const { connection, letGo } of members) {
        clearTimeout(letGo);
        connection.close();
      }
    },
  };
}

function added(members: Set<Member>, open: () => TdsConnection): Member {
  const member: Member = { connection: open(), isBusy: false, letGo: undefined };
  members.add(member);
  return member;
}

function turn(waiting: Set<Waiting>, signal: AbortSignal): Promise<Member> {
  const { promise, resolve, reject } = Promise.withResolvers<Member>();
  const abort = (): void => {
    waiting.delete(come);
    reject(new FetchError('timeout', 'not asked: earlier questions of Vigil hold all its connections for that'));
  };
  const come = (member: Member): void => {
    signal.removeEventListener('abort', abort);
    resolve(member);
  };
  waiting.add(come);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return promise;
}

/** The same connection, where an answer may take `timeoutMs` from the moment at which its question is sent: to wait for a turn, and to be signed in, is no silence of the question. */
export function timedFromSending(connection: TdsConnection, timeoutMs: number): TdsConnection {
  return {
    async ask(batchFor, signal) {
      const late = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      const sent: typeof batchFor = (server) => {
        clearTimeout(timer);
        timer = setTimeout(() => late.abort(), timeoutMs);
        return batchFor(server);
      };
      try {
        return await connection.ask(sent, AbortSignal.any([signal, late.signal]));
      } catch (error) {
        if (!late.signal.aborted || signal.aborted || !(error instanceof FetchError) || error.kind !== 'timeout') throw error;
        throw new FetchError('timeout', `no answer within ${formatDuration(timeoutMs)} of being sent: ${error.message}`);
      } finally {
        clearTimeout(timer);
      }
    },
    close: () => connection.close(),
  };
}
