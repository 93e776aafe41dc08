import type sql from 'mssql';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import { progressWords } from './network-errors.ts';
import { answerFailure, answersIn, isFatal } from './tds-errors.ts';
import type { TdsLine } from './tds-line.ts';
import type { TdsPool } from './tds-pool.ts';
import { driverFailure } from './tds-socket.ts';
import type { TdsTarget } from './tds-target.ts';

/** A row by the names of its columns, every value as the driver gives it: bigint as text, a datetime without a zone as a Date whose UTC fields are the clock of the server. */
export type TdsRow = Readonly<Record<string, unknown>>;

/** The sets of rows of one batch, in its order; a statement without a result has none. */
export type TdsSets = readonly (readonly TdsRow[])[];

/** What an answer holds: its sets of rows, how many rows its statements changed or gave, and the type of the driver that each column has. */
export type TdsAnswer = { sets: TdsSets; counted: number; types: ReadonlyMap<string, unknown> };

/** A parameter of a statement, by the name that it has there (without @). */
export type TdsInput = { name: string; type: sql.ISqlType | (() => sql.ISqlType); value: unknown };

/** What is asked, over the connection that the pool holds. With `inputs` it is one statement with parameters (sp_executesql). */
export type TdsBatch = { pool: TdsPool; target: TdsTarget; signal: AbortSignal; batch: string; inputs?: readonly TdsInput[] };

const HALF = 'its answer stops before its end';
const UNASKED = 'an answer that nobody asked for: the connection was given up';

/** The statement under way over each connection, until it has ended there. */
const underWay = new WeakMap<TdsLine, Promise<unknown>>();

/** Resolves when no statement is under way over the connection: it has ended, or the connection has. */
export async function settled(line: TdsLine): Promise<void> {
  await line.lost.orEnd(Promise.resolve(underWay.get(line))).catch(() => undefined);
}

/** Asks one batch. Throws FetchError; when the signal aborts at once, the statement is cancelled behind it (attention). */
export async function runBatch(line: TdsLine, asked: TdsBatch): Promise<TdsAnswer> {
  const { pool, signal } = asked;
  line.heard.bytes = 0;
  if (!line.connection.isQuiet()) {
    const failure = new FetchError('protocol', UNASKED);
    line.fail(failure);
    throw failure;
  }
  const request = pool.requestOver(line);
  const answer = answerTo(request, line, asked);
  underWay.set(
    line,
    answer.then(
      () => undefined,
      () => undefined,
    ),
  );
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = (): void => {
      reject(new FetchError('timeout', progressWords(line.heard)));
      // The driver destroys a connection that does not give its statement up within a second.
      request.cancel();
    };
  });
  aborted.catch(() => undefined);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await line.lost.orEnd(Promise.race([answer, aborted]));
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function answerTo(request: sql.Request, line: TdsLine, { target, signal, batch, inputs }: TdsBatch): Promise<TdsAnswer> {
  const sets: TdsRow[][] = [];
  const errors: unknown[] = [];
  let names: readonly string[] = [];
  let rows = 0;
  let counted = 0;
  const types = new Map<string, unknown>();
  request.on('rowsaffected', (count: number) => {
    counted += count;
  });
  request.on('error', (error) => errors.push(error));
  request.on('recordset', (columns: readonly { name: string; type: unknown }[]) => {
    names = columns.map(({ name }) => name);
    for (const { name, type } of columns) types.set(name, type);
    sets.push([]);
  });
  request.on('row', (row: readonly unknown[] | object) => {
    // What is told as one text in pieces (FOR JSON, FOR XML) comes as one value under a name of its own.
    const values: readonly unknown[] = Array.isArray(row) ? row : Object.values(row);
    rows += 1;
    if (signal.aborted) return;
    const set = sets.at(-1);
    if (rows > target.maxRows) line.fail(tooManyRows(target.maxRows));
    else if (!set) line.fail(new FetchError('protocol', 'its answer has rows and no columns'));
    else set.push(Object.fromEntries(names.map((name, at) => [name, values[at]])));
  });
  // In its stream mode mssql tells errors by the event alone.
  await line.connection.guard(() => (inputs === undefined ? request.batch(batch) : withInputs(request, inputs).query(batch)));
  const [first, ...others] = errors;
  if (first !== undefined) throw failureIn([first, ...others], line, target);
  if (line.connection.isAnswerWhole) return { sets, counted, types };
  const failure = new FetchError('protocol', HALF);
  line.fail(failure);
  throw failure;
}

function withInputs(request: sql.Request, inputs: readonly TdsInput[]): sql.Request {
  for (const { name, type, value } of inputs) request.input(name, type, value);
  return request;
}

function tooManyRows(maxRows: number): FetchError {
  return new FetchError('protocol', `its answer is too large: more than ${formatCount(maxRows)} rows`);
}

function failureIn(errors: readonly [unknown, ...unknown[]], line: TdsLine, target: TdsTarget): FetchError {
  const [first, ...others] = errors.flatMap(answersIn);
  if (!first) return driverFailure(originalOf(errors[0]), target, line);
  const failure = answerFailure([first, ...others], { key: target.key, user: target.login.user, conceal: line.conceal });
  if (isFatal([first, ...others])) line.fail(failure);
  return failure;
}

/** mssql wraps what the driver throws. */
function originalOf(error: unknown): unknown {
  return error instanceof Error && 'originalError' in error ? error.originalError : error;
}
