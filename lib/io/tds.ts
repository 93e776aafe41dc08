import { Request } from 'tedious';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import type { Meter } from './meter.ts';
import { progressWords } from './network-errors.ts';
import { answerFailure, answersIn, isFatal } from './tds-errors.ts';
import { giveUp, openTdsLine, type TdsLine, type TdsVersion } from './tds-line.ts';
import { driverFailure } from './tds-socket.ts';
import type { TdsTarget } from './tds-target.ts';

/** A row by the names of its columns, every value as the driver gives it: bigint as text, a datetime without a zone as a Date whose UTC fields are the clock of the server. */
export type TdsRow = Readonly<Record<string, unknown>>;

/** The sets of rows of one batch, in its order; a statement without a result has none. */
export type TdsSets = readonly (readonly TdsRow[])[];

/**
 * One connection to one SQL Server, opened by the first question and kept; questions take turns. `ask` is given what makes the batch for the version that answers. It throws FetchError for
 * everything but an answer. When the signal aborts it ends at once: the statement is cancelled (attention), and the connection destroyed if the server has not said so within a second.
 */
export type TdsConnection = { ask(batchFor: (server: TdsVersion) => string, signal: AbortSignal): Promise<TdsSets>; close(): void };

/** Locks are not waited for longer than this by whoever only looks. */
const LOCK_TIMEOUT_MS = 2_000;

/** Sent once over each connection. READ UNCOMMITTED is set by the login. */
const GREETING = `/* Vigil: session */ SET LOCK_TIMEOUT ${LOCK_TIMEOUT_MS};
SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS version, CAST(SERVERPROPERTY('EngineEdition') AS int) AS edition`;

const UNASKED = 'an answer that nobody asked for: the connection was given up';
const HALF = 'its answer stops before its end';
const CLOSED = 'Vigil closed the connection';

/** Opens no socket before the first question. After `close` nothing can be asked and no socket is left. The meter is told of each question. */
export function openTds(target: TdsTarget, meter: Meter): TdsConnection {
  let line: TdsLine | null = null;
  let last: Promise<unknown> = Promise.resolve();
  const ending = new AbortController();
  const lineFor = async (signal: AbortSignal): Promise<TdsLine> => {
    if (line && !line.isLost && line.connection.isQuiet()) return line;
    line?.fail(new FetchError('protocol', UNASKED));
    line = await openTdsLine(target, AbortSignal.any([signal, ending.signal]));
    if (ending.signal.aborted) line.fail(new FetchError('internal', CLOSED));
    return line;
  };
  const inTurn = async (batchFor: (server: TdsVersion) => string, signal: AbortSignal): Promise<TdsSets> => {
    const current = await lineFor(signal);
    const isKept = current.isUsed;
    try {
      return await exchange(current, { target, meter, signal, batchFor });
    } catch (error) {
      // A kept connection that was closed while it was idle is no failure of the node: it is asked over another.
      if (!isKept || signal.aborted || ending.signal.aborted || !isHungUp(error, current)) throw error;
      return await exchange(await lineFor(signal), { target, meter, signal, batchFor });
    }
  };
  return {
    async ask(batchFor, signal) {
      if (ending.signal.aborted) throw new Error('asked over a closed connection');
      const turn = last;
      let release = (): void => undefined;
      last = new Promise<void>((resolve) => {
        release = resolve;
      });
      try {
        await until(turn, signal);
        return await inTurn(batchFor, signal);
      } finally {
        // A statement that was given up still holds the connection until it has ended; who comes before us holds it too.
        Promise.all([turn, line?.isLost === false ? settled(line) : null]).then(release, release);
      }
    },
    close() {
      ending.abort();
      line?.fail(new FetchError('internal', CLOSED));
    },
  };
}

/** The statement under way over each connection, until it has ended there. */
const underWay = new WeakMap<TdsLine, Promise<unknown>>();

async function settled(line: TdsLine): Promise<void> {
  await Promise.race([underWay.get(line), line.lost]).catch(() => undefined);
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

type Exchange = { target: TdsTarget; meter: Meter; signal: AbortSignal; batchFor(server: TdsVersion): string };

async function exchange(line: TdsLine, { target, meter, signal, batchFor }: Exchange): Promise<TdsSets> {
  const { socket } = line;
  // The login is a part of the first question.
  const before = line.isUsed ? { written: socket.bytesWritten, read: socket.bytesRead } : { written: 0, read: 0 };
  try {
    line.version ??= versionIn(await run(line, { target, signal, batch: GREETING }));
    line.isUsed = true;
    return await run(line, { target, signal, batch: batchFor(line.version) });
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

type Run = { target: TdsTarget; signal: AbortSignal; batch: string };

async function run(line: TdsLine, { target, signal, batch }: Run): Promise<TdsSets> {
  line.heard.bytes = 0;
  if (!line.connection.isQuiet()) {
    const failure = new FetchError('protocol', UNASKED);
    line.fail(failure);
    throw failure;
  }
  let isGivenUp = false;
  const { request, answer } = send(line, { target, batch, isGivenUp: () => isGivenUp });
  underWay.set(
    line,
    answer.catch(() => undefined),
  );
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = (): void => {
      isGivenUp = true;
      reject(new FetchError('timeout', progressWords(line.heard)));
      giveUp(line, request);
    };
  });
  aborted.catch(() => undefined);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([answer, line.lost, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

type Sending = { target: TdsTarget; batch: string; isGivenUp(): boolean };

function send(line: TdsLine, { target, batch, isGivenUp }: Sending): { request: Request; answer: Promise<TdsSets> } {
  const sets: TdsRow[][] = [];
  let rows = 0;
  let isWhole = false;
  const { promise, resolve, reject } = Promise.withResolvers<TdsSets>();
  const request = new Request(batch, (error) => {
    if (error) return reject(failureIn(error, line, target));
    if (isWhole) return resolve(sets);
    const failure = new FetchError('protocol', HALF);
    line.fail(failure);
    reject(failure);
  });
  // The driver takes an answer that only stops for one that has ended (MS-TDS 2.2.7.6: DONE without DONE_MORE is the last token).
  const ended = (_: number | undefined, isMoreToCome: boolean): void => {
    isWhole = !isMoreToCome;
  };
  request.on('done', ended);
  request.on('doneProc', ended);
  request.on('columnMetadata', () => sets.push([]));
  request.on('row', (columns: readonly Column[]) => {
    rows += 1;
    if (isGivenUp()) return;
    const set = sets.at(-1);
    if (rows > target.maxRows) line.fail(tooManyRows(target.maxRows));
    else if (!set) line.fail(new FetchError('protocol', 'its answer has rows and no columns'));
    else set.push(Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value])));
  });
  line.connection.execSqlBatch(request);
  return { request, answer: promise };
}

type Column = { metadata: { colName: string }; value: unknown };

function tooManyRows(maxRows: number): FetchError {
  return new FetchError('protocol', `its answer is too large: more than ${formatCount(maxRows)} rows`);
}

function failureIn(error: Error, line: TdsLine, target: TdsTarget): FetchError {
  const [first, ...others] = answersIn(error);
  if (!first) return driverFailure(error, target, line);
  const failure = answerFailure([first, ...others], { key: target.key, user: target.login.user, conceal: line.conceal });
  if (isFatal([first, ...others])) line.fail(failure);
  return failure;
}
