import type { Happening } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import { formatAddress } from './address.ts';
import type { RedisInfo } from './model.ts';
import { haveCountersFallen } from './rates.ts';

/**
 * What happened to a node between its two newest readings (newest first), by its own word: given each window once, each happening is told once. A restart is another run id. What was
 * over before the next reading, and left no count, is not seen.
 */
export function happenedTo([newest, before]: readonly Reading<RedisInfo>[]): Happening[] {
  if (!newest || !before) return [];
  const [now, was] = [newest.value, before.value];
  const words = [
    ...(now.runId === was.runId ? clearedWords(now, was) : ['restarted']),
    ...roleWords(now, was),
    ...(now.runId === was.runId ? syncWords(now, was) : []),
  ];
  const span = { from: before.observedAt, to: newest.observedAt };
  // One line: events of one node at one time are one.
  return words.length === 0 ? [] : [{ ...span, words: words.join(', ') }];
}

function clearedWords(now: RedisInfo, was: RedisInfo): string[] {
  return haveCountersFallen(now, was) ? ['had its counters cleared (CONFIG RESETSTAT)'] : [];
}

function roleWords(now: RedisInfo, was: RedisInfo): string[] {
  if (now.role !== was.role) return [now.link === null ? 'became a master' : `became a replica of ${formatAddress(now.link)}`];
  if (now.link === null || was.link === null || formatAddress(now.link) === formatAddress(was.link)) return [];
  return [`follows ${formatAddress(now.link)} and no longer ${formatAddress(was.link)}`];
}

/** A master counts full syncs (sync_full); a replica says when it is in one. */
function syncWords(now: RedisInfo, was: RedisInfo): string[] {
  const sent = now.fullSyncsTotal === null || was.fullSyncsTotal === null ? 0 : now.fullSyncsTotal - was.fullSyncsTotal;
  const begins = now.link?.sync != null && was.link?.sync == null;
  return [
    ...(sent > 0 ? [`sent all its data to a replica${sent > 1 ? ` ${sent} times` : ''} (full sync)`] : []),
    ...(begins ? ['began to copy all data from its master (full sync)'] : []),
  ];
}
