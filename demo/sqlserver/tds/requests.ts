import type { Answer } from './answer.ts';
import type { Session } from './backend.ts';
import { ByteReader } from './byte-reader.ts';
import type { Counts } from './counts.ts';
import { Malformed } from './malformed.ts';
import { type ClientMessage, PACKET } from './packets.ts';
import { readCall } from './read-call.ts';
import { nothingPrepared, type Prepared, runCall } from './run-call.ts';
import { ENV } from './tokens.ts';
import { SqlError } from './types.ts';

/** What the requests of one connection share. */
export type Requests = { readonly session: Session; prepared: Prepared; transaction: bigint };

/** What one request is answered with. */
export type RequestContext = { answer: Answer; signal: AbortSignal; counts: Counts };

const NOTHING = new Uint8Array(0);

/** The first request of a session is yet to come. */
export function startRequests(session: Session): Requests {
  return { session, prepared: nothingPrepared(), transaction: 0n };
}

/**
 * Runs a request and writes its answer, all but the end of the message. A SqlError becomes an error of the answer. Resolves with what else went wrong,
 * which the answer names too: Malformed, or a fault of the backend; null when nothing did.
 */
export async function runRequest(message: ClientMessage, requests: Requests, context: RequestContext): Promise<unknown> {
  const { answer, signal } = context;
  if (signal.aborted) return null;
  try {
    if (message.wantsReset) reset(requests, context);
    const wasInTransaction = requests.session.isInTransaction;
    await dispatch(message, requests, context);
    if (message.type === PACKET.batch) tellOfTransaction(wasInTransaction, requests, answer);
    return null;
  } catch (error) {
    if (signal.aborted && !(error instanceof Malformed)) return null;
    answer.error(asSqlError(error));
    if (message.type === PACKET.rpc) answer.endCall(0, false, () => 0);
    return error instanceof SqlError ? null : error;
  }
}

async function dispatch({ type, body }: ClientMessage, requests: Requests, context: RequestContext): Promise<void> {
  const { answer, signal, counts } = context;
  if (type === PACKET.bulk) throw new SqlError(50000, 'stand-in: bulk load is not built');
  const from = new ByteReader(body);
  const headers = from.u32();
  if (headers < 4) throw new Malformed(`ALL_HEADERS of ${headers} bytes`);
  from.bytes(headers - 4);
  if (type === PACKET.rpc) {
    await callAll(from, requests, context);
  } else if (type === PACKET.transaction) {
    counts.transactions += 1;
    await manageTransaction(from, requests, answer);
  } else {
    counts.batches += 1;
    if (from.left % 2 === 1) throw new Malformed(`${from.left} bytes of UTF-16`);
    await requests.session.batch({ sql: from.text(from.left / 2), params: [], definitions: '' }, answer, signal);
  }
}

async function callAll(from: ByteReader, requests: Requests, { answer, signal, counts }: RequestContext): Promise<void> {
  if (from.left === 0) throw new Malformed('a call of nothing');
  while (from.left > 0 && !signal.aborted) {
    const call = readCall(from);
    counts.calls += 1;
    const { session, prepared } = requests;
    const status = await orError(answer, () => runCall(call, { session, prepared, out: answer, signal }));
    const ordinalOf = (name: string) =>
      Math.max(
        0,
        call.params.findIndex((param) => param.name === name),
      );
    answer.endCall(status, from.left > 0, ordinalOf);
  }
}

/** A call that fails does not keep the next one of the same request from running. */
async function orError(answer: Answer, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    answer.error(error);
    return 0;
  }
}

const BEGIN = 5;
const COMMIT = 7;
const ROLLBACK = 8;
const BEGINS_ANOTHER = 0x01;

/** A request to the transaction manager (MS-TDS 2.2.6.9). */
async function manageTransaction(from: ByteReader, requests: Requests, answer: Answer): Promise<void> {
  const { session } = requests;
  const kind = from.u16();
  if (kind !== BEGIN && kind !== COMMIT && kind !== ROLLBACK)
    throw new SqlError(50000, `stand-in: request ${kind} to the transaction manager is not built`);
  if (kind === BEGIN) {
    await session.transaction('begin');
    tellOfBegin(requests, answer);
    return;
  }
  from.bytes(from.u8());
  const beginsAnother = from.left > 0 && (from.u8() & BEGINS_ANOTHER) !== 0;
  await session.transaction(kind === COMMIT ? 'commit' : 'rollback');
  answer.change(kind === COMMIT ? ENV.committed : ENV.rolledBack, NOTHING, descriptorOf(requests));
  if (!beginsAnother) return;
  await session.transaction('begin');
  tellOfBegin(requests, answer);
}

/** What SQL text began or ended is told as well. */
function tellOfTransaction(wasIn: boolean, requests: Requests, answer: Answer): void {
  const isIn = requests.session.isInTransaction;
  if (!wasIn && isIn) tellOfBegin(requests, answer);
  if (wasIn && !isIn) answer.change(ENV.committed, NOTHING, descriptorOf(requests));
}

function tellOfBegin(requests: Requests, answer: Answer): void {
  requests.transaction += 1n;
  answer.change(ENV.begun, descriptorOf(requests), NOTHING);
}

function descriptorOf({ transaction }: Requests): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(transaction);
  return bytes;
}

function reset(requests: Requests, { answer, counts }: RequestContext): void {
  const before = requests.session.database;
  counts.resets += 1;
  requests.session.reset();
  requests.prepared = nothingPrepared();
  answer.change(ENV.reset, '', '');
  if (requests.session.database !== before) answer.database(requests.session.database, before);
}

function asSqlError(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  const words = error instanceof Error ? error.message : String(error);
  if (error instanceof Malformed)
    return new SqlError(4002, `The incoming tabular data stream (TDS) protocol stream is incorrect: ${words}.`, { severity: 20 });
  return new SqlError(50000, `stand-in: ${words}`);
}
