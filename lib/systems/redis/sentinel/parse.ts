import { ParseError } from '../../../failure.ts';
import type { RedisAnswer } from '../../../io/redis.ts';
import { type InfoFields, readSections } from '../parse-info.ts';
import type { RawSentinel } from './fetch.ts';
import type { QuorumCheck, SentinelInfo, WatchedSet } from './model.ts';
import { readClaim, readPairsOf, readTable, type SentinelFields } from './parse-fields.ts';

/** Reads what a Sentinel says of itself and of its set (redis/src/sentinel.c, addReplySentinelRedisInstance). Throws ParseError, also for a server that is no Sentinel. */
export function parseSentinel({ set, info, id, ...asked }: RawSentinel): SentinelInfo {
  const text = replyOf(info);
  if (typeof text !== 'string') throw new ParseError('the answer to INFO is no text', JSON.stringify(text)?.slice(0, 400));
  const fields = readSections(text);
  const mode = fields.maybeText('server_mode') ?? fields.text('redis_mode');
  if (mode !== 'sentinel')
    throw new ParseError(
      `this is a data node and no Sentinel: its redis_mode is ${mode}; name it under nodes:, and the Sentinel under sentinels:`,
      `redis_mode:${mode}`,
    );
  const tilt = fields.number('sentinel_tilt') === 1;
  return {
    version: fields.text('redis_version'),
    runId: fields.text('run_id'),
    id: readId(id),
    port: fields.maybeNumber('tcp_port'),
    uptimeSeconds: fields.number('uptime_in_seconds'),
    tilt: tilt ? { forSeconds: unlessNegative(fields.maybeNumber('sentinel_tilt_since_seconds')) } : null,
    scriptsQueued: fields.maybeNumber('sentinel_scripts_queue_length'),
    sets: setNames(fields),
    watched: knowsSet(asked.master) ? readSet(asked, set) : null,
  };
}

function setNames(fields: InfoFields): string[] {
  const count = fields.number('sentinel_masters');
  const names = fields.numbered('master').map(([, value]) => /^name=(.*?),status=/.exec(value)?.[1] ?? '');
  if (names.length !== count || names.includes(''))
    throw new ParseError(`INFO of this Sentinel tells of ${count} masters and lists ${names.length}`, `sentinel_masters:${count}`);
  return names;
}

function knowsSet(master: RedisAnswer): boolean {
  return !('error' in master && /No such master with that name/i.test(master.error.received ?? ''));
}

function readSet({ master, sentinels, replicas, check }: Omit<RawSentinel, 'set' | 'info' | 'id'>, set: string): WatchedSet {
  const fields = readTable(readPairsOf(replyOf(master)), `SENTINEL MASTER ${set}`);
  const list = (answer: RedisAnswer, asked: string): SentinelFields[] => {
    const reply = replyOf(answer);
    if (!Array.isArray(reply)) throw new ParseError(`not the answer to ${asked}`, JSON.stringify(reply).slice(0, 400));
    return reply.map((one) => readTable(readPairsOf(one), asked));
  };
  return {
    master: readClaim(fields),
    quorum: fields.number('quorum'),
    others: fields.number('num-other-sentinels'),
    configEpoch: fields.number('config-epoch'),
    downAfterMs: fields.number('down-after-milliseconds'),
    failover: fields.maybeText('failover-state'),
    pendingCommands: fields.number('link-pending-commands'),
    // It says 0 where it never had an answer.
    infoAgeMs: fields.maybeNumber('info-refresh') || null,
    replicas: list(replicas, 'SENTINEL REPLICAS').map(readClaim),
    sentinels: list(sentinels, 'SENTINEL SENTINELS').map(readClaim),
    check: readCheck(check),
  };
}

/** An error is how it says that there is no quorum; a missing right is no answer to that. */
function readCheck(check: RedisAnswer): QuorumCheck | null {
  if ('reply' in check) {
    const words = String(check.reply);
    if (!/^OK \d/.test(words)) throw new ParseError('not the answer to SENTINEL CKQUORUM', words.slice(0, 400));
    return { isReachable: true, words: words.slice(3) };
  }
  const said = check.error.received ?? '';
  if (said.startsWith('NOQUORUM')) return { isReachable: false, words: said.slice('NOQUORUM'.length).trim() };
  if (check.error.kind === 'permission' || check.error.kind === 'unsupported') return null;
  throw check.error;
}

function readId(id: RedisAnswer): string | null {
  if ('reply' in id) {
    if (typeof id.reply === 'string' && /^[0-9a-f]{40}$/.test(id.reply)) return id.reply;
    throw new ParseError('not the answer to SENTINEL MYID', JSON.stringify(id.reply)?.slice(0, 400));
  }
  if (id.error.kind === 'permission' || id.error.kind === 'unsupported') return null;
  throw id.error;
}

function replyOf(answer: RedisAnswer): unknown {
  if ('error' in answer) throw answer.error;
  return answer.reply;
}

function unlessNegative(value: number | null): number | null {
  return value === null || value < 0 ? null : value;
}
