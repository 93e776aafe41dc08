import { describe, expect, test } from 'vitest';
import type { RawSentinel } from '#lib/systems/redis/sentinel/fetch.ts';
import { parseSentinel } from '#lib/systems/redis/sentinel/parse.ts';
import { judgeSentinel } from '#lib/systems/redis/sentinel/status.ts';
import { NOW } from '../hand-made.ts';
import { failed, rawSentinel, sentinelSettings } from './hand-made.ts';

function judged(raw: RawSentinel, settings = sentinelSettings()) {
  const source = { system: 'redis', group: 'g', node: 's1', probe: 'sentinel' };
  return judgeSentinel([{ value: parseSentinel(raw), observedAt: NOW, producedAt: null, source }], settings);
}

const DOWN = { flags: 's_down,o_down,master', 's-down-time': '9000', 'o-down-time': '5000' };

describe('a Sentinel', () => {
  test.each<[what: string, raw: RawSentinel, status: string, says: RegExp]>([
    ['that is well', rawSentinel(), 'ok', /^watches main at 10\.0\.0\.1:6379: 2 of 3 have to agree that it is down$/],
    [
      'that knows no such set',
      { ...rawSentinel(), master: failed('protocol', 'ERR No such master with that name') },
      'critical',
      /knows no master by the name main: it watches main/,
    ],
    ['in TILT', rawSentinel({ sentinel_tilt: '1' }), 'warning', /is in TILT/],
    ['whose master is o_down', rawSentinel({}, DOWN), 'critical', /agrees with others that its master 10\.0\.0\.1:6379 is down \(o_down\)/],
    ['whose master is s_down', rawSentinel({}, { flags: 's_down,master' }), 'warning', /longer than 2\.0?s|longer than 2s/],
    ['that is not connected', rawSentinel({}, { flags: 'master,disconnected' }), 'warning', /not connected to its master/],
    [
      'in a failover',
      rawSentinel({}, { flags: 'master,failover_in_progress', 'failover-state': 'select_slave' }),
      'warning',
      /under way \(select_slave\)/,
    ],
    [
      'without a quorum',
      { ...rawSentinel(), check: failed('protocol', 'NOQUORUM 1 usable Sentinels. Not enough available Sentinels to reach the majority.') },
      'critical',
      /no failover is possible by its own word: 1 usable Sentinels \(2 have to agree, it knows 3\)$/,
    ],
    [
      'that may not tell of the quorum',
      { ...rawSentinel(), check: failed('permission', 'NOPERM') },
      'unknown',
      /needs \+sentinel\|ckquorum/,
    ],
    [
      'that knows too few',
      rawSentinel({}, { 'num-other-sentinels': '1' }),
      'warning',
      /knows 2 Sentinels, itself included, and 3 are configured/,
    ],
    ['that knows too many', rawSentinel({}, { 'num-other-sentinels': '3' }), 'warning', /still counts for the majority/],
    ['whose commands wait', rawSentinel({}, { 'link-pending-commands': '20' }), 'warning', /20 commands to its master wait .* limit is 20/],
  ])('%s', (_, raw, status, says) => {
    expect(judged(raw).judged).toMatchObject({ status, reason: expect.stringMatching(says) });
  });

  test('whose commands wait is not judged by them where that limit is off', () => {
    expect(judged(rawSentinel({}, { 'link-pending-commands': '20' }), sentinelSettings(null)).judged.status).toBe('ok');
  });

  test('that knows more than are configured is well where others are looked for, and not where it knows fewer', () => {
    const open = sentinelSettings(20, true);
    expect(judged(rawSentinel({}, { 'num-other-sentinels': '3' }), open).judged.status).toBe('ok');
    expect(judged(rawSentinel({}, { 'num-other-sentinels': '1' }), open).judged.status).toBe('warning');
  });

  test('says since when it holds its master down, and keeps every reason', () => {
    const { judged: verdict } = judged(rawSentinel({ sentinel_tilt: '1' }, DOWN));
    expect(verdict).toMatchObject({ status: 'critical', since: NOW - 5_000, reason: expect.stringMatching(/o_down.*; is in TILT/) });
  });

  test('is one row with what it says', () => {
    expect(judged(rawSentinel()).rows).toMatchObject([
      { id: 'sentinel', value: { name: 's1', set: 'main', configured: 3, startedAt: NOW - 60_000 } },
    ]);
  });
});
