import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { RedisLimits } from './config-limits.ts';
import type { MasterLink, RedisInfo } from './model.ts';
import { provesStuck } from './stuck-time.ts';
import { downSince } from './view.ts';

/**
 * What is wrong with the link of a replica to its master, by the replica's own word: down, silent, or open with nothing carried out. The readings are those of one node,
 * newest first. Empty for a master.
 */
export function judgeLink(window: readonly Reading<RedisInfo>[], limits: RedisLimits): Judged[] {
  const newest = window[0];
  const link = newest?.value.link ?? null;
  if (!newest || link === null) return [];
  if (!link.isUp) return [judgeDown(link, downSince(newest))];
  return [...judgeSilence(link, limits), ...judgeStuck(window)];
}

function judgeDown(link: MasterLink, since: number | null): Judged {
  const master = `${link.host}:${link.port}`;
  if (link.sync !== null) {
    const { readBytes, totalBytes } = link.sync;
    const read = totalBytes === null ? `${formatBytes(readBytes)} read` : `${formatBytes(readBytes)} of ${formatBytes(totalBytes)} read`;
    return {
      status: 'warning',
      reason: `copying all data from its master ${master}, ${read}: what it has is old until that is done`,
      since,
    };
  }
  const never = since === null ? ', and was not up since it was told this master' : '';
  return { status: 'critical', reason: `the link to its master ${master} is down (${link.said || 'no state'})${never}`, since };
}

function judgeSilence({ host, port, lastIoSeconds }: MasterLink, limits: RedisLimits): Judged[] {
  if (lastIoSeconds === null) return [];
  const { silenceWarningSeconds: warning, silenceCriticalSeconds: critical } = limits;
  const say = (status: 'warning' | 'critical', limit: number): Judged[] => [
    {
      status,
      reason: `has heard nothing from its master ${host}:${port} for ${formatCount(lastIoSeconds)} s, though the link counts as up: the ${status} limit is ${limit} s`,
      since: null,
    },
  ];
  if (critical !== null && lastIoSeconds >= critical) return say('critical', critical);
  if (warning !== null && lastIoSeconds >= warning) return say('warning', warning);
  return [];
}

/** Data comes in and is not carried out: CLIENT PAUSE on a replica does that, and no other field tells. */
function judgeStuck(window: readonly Reading<RedisInfo>[]): Judged[] {
  const newest = window[0]?.value.link ?? null;
  if (newest === null) return [];
  const moved = window.findIndex(
    ({ value: { link } }) => link === null || waiting(link) <= 0 || link.appliedOffset !== newest.appliedOffset,
  );
  const held = moved < 0 ? window : window.slice(0, moved);
  if (!provesStuck(held.map(({ observedAt }) => observedAt))) return [];
  const reason = `receives data from its master and carries none of it out: ${formatBytes(waiting(newest))} wait; is it paused (CLIENT UNPAUSE)?`;
  return [{ status: 'critical', reason, since: null }];
}

function waiting({ readOffset, appliedOffset }: MasterLink): number {
  return readOffset === null || appliedOffset === null ? 0 : readOffset - appliedOffset;
}
