import { FetchError } from '../../../failure.ts';
import type { Meter } from '../../../io/meter.ts';
import { type BulkConnection, openBulk } from '../../../io/redis-bulk.ts';
import { type BulkCommand, type BulkReply, isError, prepareCommands } from '../../../io/resp.ts';
import type { RedisSettings } from '../config.ts';
import { type InfoFields, readFields } from '../parse-info.ts';
import type { KeyFacts } from './tally.ts';

/** What the connection is called in CLIENT LIST. */
const NAME = 'vigil-keys';

/** More than the names of one batch come to, unless they are megabytes long. */
const MOST_BATCH_BYTES = 64 * 2 ** 20;

/** A batch, or a script of somebody else before it, may take longer than an answer to a poll. */
const TIMEOUTS = 3;

/** What came of asking about one key. */
export type Asked = { is: 'key'; facts: KeyFacts } | { is: 'gone' } | { is: 'not permitted' } | { is: 'moved' };

/** The state of a node that answers nothing about keys at present, in words. */
export type Busy = { words: string; isLoading: boolean };

/** Opens the connection as the user for analyses. Throws FetchError. */
export async function connectKeys(
  { address, analyse, tls, timeoutMs }: RedisSettings,
  signal: AbortSignal,
  meter: Meter,
): Promise<BulkConnection> {
  if (analyse === null) throw new FetchError('auth', 'no user to analyse as is configured: add analyse: for it');
  const trust = tls.enabled ? { ca: tls.ca, verify: tls.verify } : null;
  const password = analyse.password === null ? null : analyse.password.reveal();
  const target = { ...address, user: analyse.user, password, tls: trust, name: NAME, maxBytes: MOST_BATCH_BYTES, key: 'analyse' };
  return await openBulk({ ...target, deadlineMs: timeoutMs * TIMEOUTS }, signal, meter);
}

/** One command that every reply but an error is good for. Throws FetchError for an error, naming the right that is missing. */
export async function askFor(connection: BulkConnection, command: BulkCommand, named = command[0] ?? ''): Promise<BulkReply> {
  const [reply = null] = await connection.ask([command]);
  if (isError(reply)) throw connection.failureOf(reply.error, named);
  return reply;
}

/** INFO as it is by default, or one section of it. Throws FetchError and ParseError. */
export async function fetchFields(connection: BulkConnection): Promise<InfoFields> {
  const said = await askFor(connection, ['INFO']);
  return readFields(typeof said === 'string' ? said : '');
}

/** The role of a node, and whether it is taking a full copy of its master's data, in which it throws its own away. */
export async function fetchRole(connection: BulkConnection): Promise<{ role: 'master' | 'replica'; isSyncing: boolean }> {
  const said = String(await askFor(connection, ['INFO', 'replication']));
  return { role: /^role:slave/m.test(said) ? 'replica' : 'master', isSyncing: /^master_sync_in_progress:1/m.test(said) };
}

/** The next part of the names of the selected database. */
export function scanCommand(cursor: string, count: number): BulkCommand {
  return ['SCAN', cursor, 'COUNT', String(count)];
}

/** The names that SCAN gave, and where it goes on; "0" at the end. Throws FetchError for an answer that is none of SCAN. */
export function readScan(reply: BulkReply | undefined, connection: BulkConnection): { cursor: string; names: string[] } {
  if (isError(reply)) throw connection.failureOf(reply.error, 'SCAN');
  const [cursor, names] = Array.isArray(reply) ? reply : [];
  if (typeof cursor !== 'string' || !Array.isArray(names)) throw new FetchError('protocol', 'the answer to SCAN is no cursor with names');
  return { cursor, names: names.map(String) };
}

/** The commands by which one key is asked about; none of them counts as a use of the key. MEMORY USAGE looks at five elements of a large value (its default), not at all. */
const FACTS = ['TYPE', 'MEMORY USAGE', 'PTTL', 'OBJECT ENCODING'] as const;

export const FACT_COMMANDS = prepareCommands([['TYPE'], ['MEMORY', 'USAGE'], ['PTTL'], ['OBJECT', 'ENCODING']]);

/** What the answers from `at` on say about a key. Throws FetchError for a missing right to a command, named. */
export function readFacts(
  replies: readonly BulkReply[],
  at: number,
  { database, name, connection }: { database: number; name: string; connection: BulkConnection },
): Asked {
  const [type, bytes, ttlMs, encoding] = [replies[at], replies[at + 1], replies[at + 2], replies[at + 3]];
  if (typeof type === 'string' && typeof bytes === 'number' && typeof ttlMs === 'number' && typeof encoding === 'string' && ttlMs !== -2)
    return { is: 'key', facts: { database, name, type, encoding, bytes, ttlMs } };
  for (const [index, command] of FACTS.entries()) {
    const reply = replies[at + index];
    if (!isError(reply)) continue;
    // redis/src/acl.c: of the command, or of the key alone ("one of the keys" before 7).
    if (/^NOPERM.* (a key|one of the keys)/i.test(reply.error)) return { is: 'not permitted' };
    if (/^(MOVED|ASK) /.test(reply.error)) return { is: 'moved' };
    if (/no such key/i.test(reply.error)) return { is: 'gone' };
    throw connection.failureOf(reply.error, command);
  }
  return { is: 'gone' };
}

/** Why the node answers nothing about keys now, if one of these answers says so: it will again, by itself. */
export function readBusy(replies: readonly BulkReply[], connection: BulkConnection): Busy | null {
  for (const reply of replies) {
    if (!isError(reply) || !/^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN) /.test(reply.error)) continue;
    return { words: connection.failureOf(reply.error, 'questions about keys').message, isLoading: reply.error.startsWith('LOADING') };
  }
  return null;
}
