import { ParseError } from '../../failure.ts';
import type { CommandStat, CommandStatsAnswer } from './model-asked.ts';
import { readNumber, readPairs } from './parse-info.ts';

const PREFIX = 'cmdstat_';

/** Reads INFO commandstats (redis/src/server.c genRedisInfoString), those that took the most time first. Rejected and failed calls are told from 6.2 on. Throws ParseError. */
export function parseCommandStats(reply: unknown): CommandStatsAnswer {
  if (typeof reply !== 'string' || !/^# ?Commandstats\r?\n/.test(reply)) throw new ParseError('not the answer to INFO commandstats');
  if (!reply.endsWith('\n')) throw new ParseError('INFO commandstats is cut off within a line');
  const lines = reply.split(/\r?\n/).filter((line) => line.startsWith(PREFIX));
  return { commands: lines.map(readLine).sort((a, b) => b.totalMicros - a.totalMicros) };
}

function readLine(line: string): CommandStat {
  const colon = line.indexOf(':');
  const name = line.slice(PREFIX.length, colon);
  const pairs = readPairs(line.slice(colon + 1));
  const maybe = (key: string): number | null => {
    const value = pairs.get(key);
    return value === undefined ? null : readNumber(`${name}.${key}`, value);
  };
  const figure = (key: string): number => readNumber(`${name}.${key}`, pairs.get(key) ?? '');
  return {
    name: name.replace('|', ' '),
    calls: figure('calls'),
    totalMicros: figure('usec'),
    microsPerCall: figure('usec_per_call'),
    rejected: maybe('rejected_calls'),
    failed: maybe('failed_calls'),
  };
}
