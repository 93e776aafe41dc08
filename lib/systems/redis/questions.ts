import { type AnyQuestion, defineQuestion, type Question } from '../../system.ts';
import type { RedisSettings } from './config.ts';
import type { RedisNode } from './fetch.ts';
import { askOne, fetchInfoAll, fetchLatency, fetchSettings, fetchSlowlog } from './fetch-asked.ts';
import { keyQuestion } from './instance/key.ts';
import { mergeSlowlogs } from './merge-slowlog.ts';
import { parseClients } from './parse-clients.ts';
import { parseCommandStats } from './parse-command-stats.ts';
import { parseInfoAll } from './parse-info-all.ts';
import { parseLatency } from './parse-latency.ts';
import { parseMemoryStats } from './parse-memory-stats.ts';
import { parseSettings } from './parse-settings.ts';
import { parseSlowlog } from './parse-slowlog.ts';

/** A list of thousands may take longer than a poll; a page waits ten seconds. */
const DEADLINE_MS = { least: 5_000, most: 9_000 };

type Asked<Raw, Answer> = {
  name: string;
  question: string;
  isSensitive?: boolean;
  fetch(node: RedisNode, signal: AbortSignal): Promise<Raw>;
  parse(raw: Raw): Answer;
  merge?(older: Answer, newer: Answer): Answer;
};

/** A question that wants no input. */
function ask<Raw, Answer>({ name, question, isSensitive = false, fetch, parse, merge }: Asked<Raw, Answer>): AnyQuestion {
  const whole: Question<RedisSettings, RedisNode, null, Raw, Answer> = {
    ...{ name, question, isSensitive, cacheMs: 2_000 },
    timeoutMs: ({ timeoutMs }) => Math.min(Math.max(timeoutMs, DEADLINE_MS.least), DEADLINE_MS.most),
    read: (raw) => (raw === null ? { ok: true, input: null } : { ok: false, message: 'this question takes no input' }),
    unavailable: ({ kind }) => (kind === 'data' ? null : 'a Sentinel holds no data and is not asked this: its view stands in its group'),
    fetch: (node, _, signal) => fetch(node, signal),
    parse: (raw) => ({ value: parse(raw), producedAt: null }),
    ...(merge ? { merge } : {}),
  };
  return defineQuestion(whole);
}

const SLOWLOG = { question: 'SLOWLOG GET', fetch: fetchSlowlog, merge: mergeSlowlogs };

/**
 * What is asked of one node when somebody looks. Who the clients are and what they sent needs the right to details; without it the masked question of the same name tells the
 * rest. Secrets among the settings are told to nobody.
 */
export const redisQuestions: readonly AnyQuestion[] = [
  ask({ name: 'info', question: 'INFO everything', fetch: fetchInfoAll, parse: parseInfoAll }),
  ask({ name: 'clients', question: 'CLIENT LIST', isSensitive: true, fetch: fetchClients, parse: (raw) => parseClients(raw, false) }),
  ask({ name: 'clients-masked', question: 'CLIENT LIST', fetch: fetchClients, parse: (raw) => parseClients(raw, true) }),
  ask({ ...SLOWLOG, name: 'slowlog', isSensitive: true, parse: (raw) => parseSlowlog(raw, false) }),
  // Remembered apart: what was told to who may see all never comes to who may not.
  ask({ ...SLOWLOG, name: 'slowlog-masked', parse: (raw) => parseSlowlog(raw, true) }),
  ask({ name: 'settings', question: 'CONFIG GET', fetch: fetchSettings, parse: parseSettings }),
  ask({ name: 'latency', question: 'LATENCY LATEST', fetch: fetchLatency, parse: parseLatency }),
  ask({
    name: 'commands',
    question: 'INFO commandstats',
    fetch: (node, signal) => askOne(node, ['INFO', 'commandstats'], signal),
    parse: parseCommandStats,
  }),
  ask({
    name: 'memory',
    question: 'MEMORY STATS',
    fetch: (node, signal) => askOne(node, ['MEMORY', 'STATS'], signal),
    parse: parseMemoryStats,
  }),
  keyQuestion,
];

function fetchClients(node: RedisNode, signal: AbortSignal): Promise<unknown> {
  return askOne(node, ['CLIENT', 'LIST'], signal);
}
