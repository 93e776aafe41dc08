import * as z from 'zod';
import { FetchError, ParseError } from '../../../failure.ts';
import type { RedisReply } from '../../../io/redis-replies.ts';
import { readInput } from '../../../read-input.ts';
import { defineQuestion } from '../../../system.ts';
import type { RedisSettings } from '../config.ts';
import type { RedisNode } from '../fetch.ts';
import { askAside } from '../fetch-asked.ts';
import { NODE_INPUT, text } from './input.ts';

const MOST_NAME = 2_000;

/** Which key: by its exact name, in a database. */
export const KEY_INPUT = { db: z.int({ error: 'is not the number of a database' }).min(0).max(100_000), name: text(MOST_NAME) };
const schema = z.strictObject(KEY_INPUT);
type KeyInput = z.output<typeof schema>;

/** What a node says of one key; null of it where there is no such key. `bytes` is null where it may not be asked, `leavesInMs` where it has no time to live. */
export type KeyAnswer = { key: { type: string; bytes: number | null; leavesInMs: number | null } | null };

type RawKey = { type: RedisReply; ttl: RedisReply; bytes: RedisReply };

/** One key by its exact name: TYPE, PTTL and MEMORY USAGE, over a connection of its own, for which its database is chosen. */
export const keyQuestion = defineQuestion<RedisSettings, RedisNode, KeyInput, RawKey, KeyAnswer>({
  ...{ name: 'key', question: 'TYPE, PTTL and MEMORY USAGE of one key', isSensitive: true, cacheMs: 1_000 },
  timeoutMs: () => 5_000,
  read: (raw) => readInput(schema, raw, '{ "db": 0, "name": "session:1234" }'),
  unavailable: () => null,
  fetch: fetchKey,
  parse: (raw) => ({ value: parseKey(raw), producedAt: null }),
});

function fetchKey(node: RedisNode, { db, name }: KeyInput, signal: AbortSignal): Promise<RawKey> {
  return askAside(node, signal, async (ask) => {
    // Alone: what would follow it in one go would be asked of another database where this is refused.
    if (db !== 0) await ask(['SELECT', String(db)]);
    const [type, ttl] = await ask(['TYPE', name], ['PTTL', name]);
    const [bytes] = await ask(['MEMORY', 'USAGE', name]).catch((error: unknown) => {
      if (error instanceof FetchError && (error.kind === 'permission' || error.kind === 'unsupported')) return [null];
      throw error;
    });
    return { type: type ?? null, ttl: ttl ?? null, bytes: bytes ?? null };
  });
}

function parseKey({ type, ttl, bytes }: RawKey): KeyAnswer {
  if (typeof type !== 'string' || typeof ttl !== 'number') throw new ParseError('the answers to TYPE and PTTL are not what Redis says');
  if (type === 'none') return { key: null };
  return { key: { type, bytes: typeof bytes === 'number' ? bytes : null, leavesInMs: ttl >= 0 ? ttl : null } };
}

/** What a page or a command says of where a key is. */
export const KEY_OF_NODE = { ...NODE_INPUT, ...KEY_INPUT };
