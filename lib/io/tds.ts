import { FetchError } from '../failure.ts';
import type { Meter } from './meter.ts';
import { runBatch, settled, type TdsAnswer, type TdsInput, type TdsSets } from './tds-batch.ts';
import type { TdsLine, TdsVersion } from './tds-line.ts';
import { TdsPool } from './tds-pool.ts';
import type { TdsTarget } from './tds-target.ts';
import { unsure } from './unsure.ts';

export type { TdsAnswer, TdsInput, TdsSets };

/**
 * One connection to one SQL Server, opened by the first question and kept; questions take turns. `ask` is given what makes the batch for the version that answers. It throws FetchError for
 * everything but an answer. When the signal aborts it ends at once: the statement is cancelled (attention), and the connection destroyed if the server has not said so within a second.
 */
export type TdsConnection = { ask(batchFor: (server: TdsVersion) => string, signal: AbortSignal): Promise<TdsSets>; close(): void };

/** A statement with parameters. One that is not `isReading` is sent once: where its connection is lost before it has answered, nobody knows whether it was carried out. */
export type TdsStatement = { text: string; inputs: readonly TdsInput[]; isReading: boolean };

/** The same, for statements with parameters. `settled` resolves when nothing that was asked is under way at the server, given up or not. */
export type TdsTeller = { tell(statement: TdsStatement, signal: AbortSignal): Promise<TdsAnswer>; settled(): Promise<void>; close(): void };

/** Locks are not waited for longer than this by whoever only looks. */
const LOCK_TIMEOUT_MS = 2_000;

/** Sent once over each connection. READ UNCOMMITTED is set by the login. */
const greeting = ({ lockMs = LOCK_TIMEOUT_MS }: TdsTarget): string => `/* Vigil: session */ SET LOCK_TIMEOUT ${lockMs};
SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version, CAST(SERVERPROPERTY('EngineEdition') AS int) AS edition`;

/** Asked before an order, so that the order does not go over a connection that was closed while it was idle. */
const CHECK = '/* Vigil: check */ SELECT 1 AS one';

/** Opens no socket before the first question. After `close` nothing can be asked and no socket is left. The meter is told of each question. */
export function openTds(target: TdsTarget, meter: Meter): TdsConnection & TdsTeller {
  const pool = new TdsPool(target);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async (asked: Asked, turn: Turn): Promise<TdsAnswer> => {
    if (asked.isReading) return readOver(asked, turn);
    turn.line = await pool.hold(asked.signal);
    // Where it turns out to be closed the order goes over another.
    if (turn.line.isUsed) await readOver({ ...asked, batchFor: () => CHECK, inputs: [] }, turn);
    try {
      return await exchange(turn.line, asked);
    } catch (error) {
      throw asked.signal.aborted || turn.line.isLost ? unsure(error) : error;
    }
  };
  const readOver = async (asked: Asked, turn: Turn): Promise<TdsAnswer> => {
    turn.line ??= await pool.hold(asked.signal);
    const isKept = turn.line.isUsed;
    try {
      return await exchange(turn.line, asked);
    } catch (error) {
      // A kept connection that was closed while it was idle is no failure of the node: it is asked over another.
      if (!isKept || asked.signal.aborted || pool.isEnding || !isHungUp(error, turn.line)) throw error;
      pool.giveBack();
      turn.line = await pool.hold(asked.signal);
      return await exchange(turn.line, asked);
    }
  };
  const take = async (what: Pick<Asked, 'batchFor' | 'inputs' | 'isReading'>, signal: AbortSignal): Promise<TdsAnswer> => {
    if (pool.isEnding) throw new Error('asked over a closed connection');
    const before = last;
    let release = (): void => undefined;
    last = new Promise<void>((resolve) => {
      release = resolve;
    });
    const turn: Turn = { line: null };
    try {
      await until(before, signal);
      return await inTurn({ ...what, pool, target, meter, signal }, turn);
    } finally {
      const giveUp = (): void => {
        if (turn.line) pool.giveBack();
        release();
      };
      // A statement that was given up still holds the connection until it has ended; who comes before us holds it too.
      Promise.all([before, turn.line && settled(turn.line)]).then(giveUp, giveUp);
    }
  };
  return {
    ask: async (batchFor, signal) => (await take({ batchFor, isReading: true }, signal)).sets,
    tell: ({ text, inputs, isReading }, signal) => take({ batchFor: () => text, inputs, isReading }, signal),
    settled: async () => void (await last),
    close: () => pool.end(),
  };
}

/** Waits for its turn. */
async function until(turn: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const waiting = 'not asked: an earlier question over this connection has no answer yet';
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = (): void => reject(new FetchError('timeout', waiting));
  });
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  await Promise.race([turn, aborted]).finally(() => signal.removeEventListener('abort', abort));
}

function isHungUp(error: unknown, { isLost, heard }: TdsLine): boolean {
  return isLost && heard.bytes === 0 && error instanceof FetchError && error.kind === 'protocol';
}

type Turn = { line: TdsLine | null };

type Asked = {
  pool: TdsPool;
  target: TdsTarget;
  meter: Meter;
  signal: AbortSignal;
  batchFor(server: TdsVersion): string;
  inputs?: readonly TdsInput[];
  isReading: boolean;
};

async function exchange(line: TdsLine, { pool, target, meter, signal, batchFor, inputs }: Asked): Promise<TdsAnswer> {
  const { socket } = line;
  // The login is a part of the first question.
  const before = line.isUsed ? { written: socket.bytesWritten, read: socket.bytesRead } : { written: 0, read: 0 };
  try {
    line.version ??= versionIn((await runBatch(line, { pool, target, signal, batch: greeting(target) })).sets);
    line.isUsed = true;
    return await runBatch(line, { pool, target, signal, batch: batchFor(line.version), ...(inputs ? { inputs } : {}) });
  } finally {
    meter.request(socket.bytesWritten - before.written, socket.bytesRead - before.read);
  }
}

function versionIn([rows]: TdsSets): TdsVersion {
  const { version, edition } = rows?.[0] ?? {};
  const major = typeof version === 'string' ? Number.parseInt(version, 10) : Number.NaN;
  if (typeof version !== 'string' || !Number.isInteger(major) || typeof edition !== 'number')
    throw new FetchError('protocol', 'the server does not say which version of SQL Server it is', JSON.stringify(rows?.[0] ?? null));
  return { version, major, edition };
}
