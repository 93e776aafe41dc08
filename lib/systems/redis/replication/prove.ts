import type { Proof, Sent, Step } from '../../../acting.ts';
import { formatBytes } from '../../../format/bytes.ts';
import type { Reading } from '../../../reading.ts';
import type { RedisInfo } from '../model.ts';
import { detailOf } from './details.ts';
import { resumeStep } from './steps.ts';

/** Judges a step by what the node itself says after it: it is the master, or follows the new one with its link up. */
export function proveStep(step: Step, reading: Reading<unknown>): Proof {
  // The engine hands back what the probe of this system made.
  const info = reading.value as RedisInfo;
  const detail = detailOf(step);
  switch (detail.is) {
    case 'promote':
    case 'see master':
      return info.role === 'master' ? { is: 'proved', words: 'master' } : { is: 'not proved', words: followWords(info) };
    case 'follow':
    case 'failover':
      return proveFollowing(info, detail, 'from' in detail ? detail.from : detail.to);
    case 'see replica':
      return info.link?.isUp ? { is: 'proved', words: followWords(info) } : { is: 'not proved', words: followWords(info) };
    case 'check':
    case 'sentinel':
    case 'pause':
    case 'wait':
    case 'resume':
      return { is: 'not proved', words: 'nothing that a reading shows' };
  }
}

function proveFollowing(info: RedisInfo, { host, port }: { host: string; port: number }, name: string): Proof {
  const { link } = info;
  if (link === null || link.host.toLowerCase() !== host.toLowerCase() || link.port !== port)
    return { is: 'not proved', words: followWords(info) };
  if (link.isUp) return { is: 'proved', words: `replica of ${name}, link up` };
  if (link.sync !== null)
    return { is: 'not proved', words: `replica of ${name}, copying all data: ${formatBytes(link.sync.readBytes)} read so far` };
  return {
    is: 'not proved',
    words: `replica of ${name}, its link not up (${link.said || 'no state'}): can it sign in there (masterauth)?`,
  };
}

function followWords({ link }: RedisInfo): string {
  return link === null ? 'master' : `replica of ${link.host}:${link.port}, link ${link.isUp ? 'up' : 'down'}`;
}

/**
 * Frees the writes of a master whose promotion broke off. Not where the other one may be a master already and this one may not follow it: what it took then would be lost, and the
 * pause ends by itself.
 */
export function rescueSteps(steps: readonly Step[], sent: readonly Sent[]): Step[] {
  const done = steps.map((step, index) => ({ step, detail: detailOf(step), is: sent[index]?.is ?? 'not sent' }));
  const maybe = (is: Sent['is']): boolean => is === 'taken' || is === 'no answer';
  return done.flatMap(({ step, detail, is }) => {
    if (detail.is !== 'pause' || !maybe(is)) return [];
    const isPromoted = done.some((each) => each.detail.is === 'promote' && each.detail.paused === step.node && maybe(each.is));
    const isFollowing = done.some((each) => each.detail.is === 'follow' && each.step.node === step.node && each.is === 'taken');
    return isPromoted && !isFollowing ? [] : [resumeStep(step)];
  });
}
