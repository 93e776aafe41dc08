import { FetchError } from '../../failure.ts';
import type { RedisCommand } from '../../io/redis.ts';
import type { RedisReply } from '../../io/redis-replies.ts';
import type { RedisNode } from './fetch.ts';
import type { RawLatency } from './parse-latency.ts';
import type { RawSettings } from './parse-settings.ts';
import type { RawSlowlog } from './parse-slowlog.ts';

const MOST_SLOW = 128;

type Ask = (...commands: RedisCommand[]) => Promise<RedisReply[]>;

/**
 * Asks over a connection of its own, which is closed again: an answer that is too large or too slow takes nothing else of the node with it, and what it holds of secrets
 * never comes into the failure of another question. Throws FetchError, without what was received where that is a part of an answer.
 */
export async function askAside<T>(node: RedisNode, signal: AbortSignal, with_: (ask: Ask) => Promise<T>): Promise<T> {
  const connection = node.openAside();
  try {
    return await with_((...commands) => connection.ask(commands, signal));
  } catch (error) {
    throw error instanceof FetchError && error.kind === 'protocol' ? new FetchError(error.kind, error.message) : error;
  } finally {
    connection.close();
  }
}

/** One command, one answer. */
export function askOne(node: RedisNode, command: RedisCommand, signal: AbortSignal): Promise<RedisReply> {
  return askAside(node, signal, async (ask) => (await ask(command))[0] ?? null);
}

/** INFO with every section: `everything` is known from 6 on, and an unknown section is an empty answer. */
export function fetchInfoAll(node: RedisNode, signal: AbortSignal): Promise<RedisReply> {
  return askAside(node, signal, async (ask) => {
    const [everything] = await ask(['INFO', 'everything']);
    if (everything !== '' && everything !== '\r\n') return everything ?? null;
    return (await ask(['INFO', 'all']))[0] ?? null;
  });
}

/** The last slow commands that the node keeps and which run of it that is, with how many there are and from what time on it keeps them, where its user may ask that. */
export function fetchSlowlog(node: RedisNode, signal: AbortSignal): Promise<RawSlowlog> {
  return askAside(node, signal, async (ask) => {
    const [entries, info] = await ask(['SLOWLOG', 'GET', String(MOST_SLOW)], ['INFO', 'server']);
    const count = await unlessForbidden(ask(['SLOWLOG', 'LEN']));
    return {
      entries,
      info,
      count: typeof count === 'number' ? count : null,
      slowerThanMicros: await thresholdOf(ask, 'slowlog-log-slower-than'),
    };
  });
}

/** The latest latency events, with from what time on they are recorded, where its user may ask that. */
export function fetchLatency(node: RedisNode, signal: AbortSignal): Promise<RawLatency> {
  return askAside(node, signal, async (ask) => {
    const [events] = await ask(['LATENCY', 'LATEST']);
    return { events, thresholdMs: await thresholdOf(ask, 'latency-monitor-threshold') };
  });
}

/** All settings, secrets among them: parse masks them. */
export function fetchSettings(node: RedisNode, signal: AbortSignal): Promise<RawSettings> {
  return askAside(node, signal, async (ask) => {
    const [pairs, info] = await ask(['CONFIG', 'GET', '*'], ['INFO', 'server']);
    return { pairs, info };
  });
}

async function thresholdOf(ask: Ask, setting: string): Promise<number | null> {
  const pair = await unlessForbidden(ask(['CONFIG', 'GET', setting]));
  const said = Array.isArray(pair) ? Number(pair[1]) : Number.NaN;
  return Number.isFinite(said) ? said : null;
}

/** What is only an addition is left out where there is no right to it. */
async function unlessForbidden(asked: Promise<RedisReply[]>): Promise<RedisReply> {
  try {
    return (await asked)[0] ?? null;
  } catch (error) {
    if (error instanceof FetchError && (error.kind === 'permission' || error.kind === 'unsupported')) return null;
    throw error;
  }
}
