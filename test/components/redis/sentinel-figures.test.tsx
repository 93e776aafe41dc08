import { expect, test } from 'vitest';
import { sentinelParts } from '#components/redis/sentinel/sentinel-figures.tsx';
import type { ProbeRow } from '#lib/feed/events.ts';
import { type HostCard, hostNames } from '#lib/hosts.ts';
import type { SentinelView } from '#lib/systems/redis/sentinel/model.ts';
import { parseSentinel } from '#lib/systems/redis/sentinel/parse.ts';
import { rawSentinel } from '../../systems/redis/sentinel/hand-made.ts';
import { draw, words } from '../draw.tsx';
import { MOMENT, NOW } from '../estate.ts';
import { redisProbe } from './estate.ts';

const VIEW: SentinelView = {
  ...parseSentinel(rawSentinel()),
  ...{ name: 's1', address: { host: '10.0.0.1', port: 1 }, set: 'main', configured: 3, isDiscovering: false, startedAt: NOW - 60_000 },
};
const HEARSAY = /^What it says of the other Sentinels/;

/** What the page says of the Sentinels that are named at 10.0.0.1:2 and :3, where these are asked. */
function others(sentinels: readonly Partial<ProbeRow>[], hosts: readonly HostCard[] = []): string[] {
  const probes = sentinels.map((over, index) => {
    const own = redisProbe(`s${index + 2}`, 1, over);
    return { ...own, source: { ...own.source, probe: 'sentinel' } };
  });
  const parts = sentinelParts(VIEW, { probe: redisProbe('s1', 1), nodes: [], sentinels: probes, names: hostNames(hosts), board: MOMENT });
  const lines = parts.find(([title]) => HEARSAY.test(title))?.[1] ?? [];
  return lines.map(([address, said]) => `${address}: ${words(draw(<p>{said}</p>).container)}`);
}

test('a Sentinel that is named by its IP is known by the name of its machine, and by the host that it lives on', () => {
  const named = [
    { address: 'cache-host:2', host: null },
    { address: 'tunnel:3', host: 'cache-host' },
  ];
  expect(others(named, [{ name: 'cache-host', aliases: ['10.0.0.1'], tags: [] }])).toEqual([
    '10.0.0.1:2: s2 sentinel',
    '10.0.0.1:3: s3 sentinel',
  ]);
});

test('one that is not asked here is said to be none of these, at the same machine too', () => {
  expect(others([{ address: '10.0.0.1:9', host: '10.0.0.1' }])).toEqual([
    expect.stringContaining('10.0.0.1:2: sentinel; not asked here'),
    expect.stringContaining('10.0.0.1:3: sentinel; not asked here'),
  ]);
});
