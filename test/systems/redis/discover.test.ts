import { describe, expect, test } from 'vitest';
import type { WitnessNode } from '#lib/system.ts';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import { redisDiscovery } from '#lib/systems/redis/discover.ts';
import { parseSentinel } from '#lib/systems/redis/sentinel/parse.ts';
import { master, replica } from './group.ts';
import { NOW, settings } from './hand-made.ts';
import { failed, rawSentinel } from './sentinel/hand-made.ts';

type Said = Readonly<Record<string, unknown>>;

/** A node that said this last, by the question. */
function node(said: Said, over: Partial<RedisSettings> = {}): WitnessNode<RedisSettings> {
  const source = { system: 'redis', group: 'g', node: 'a', probe: 'info' };
  const windows = Object.fromEntries(
    Object.entries(said).map(([probe, value]) => [probe, [{ value, observedAt: NOW, producedAt: null, source }]]),
  );
  return { node: 'a', settings: { ...settings(), ...over }, windows };
}

const info = { ...master(1), replicas: [] };
const claim = (host: string, port: number) => ({ host, port });
const member = (host: string, port: number, flags: string) => ({ host, port, flags: flags.split(',') });

function named(said: Said, over: Partial<RedisSettings> = {}): string[] {
  return redisDiscovery.naming([node(said, over)]).members.map(({ host, port, kind, by }) => `${kind} ${host}:${port} by ${by}`);
}

describe('whom a node names', () => {
  test.each<[what: string, said: Said, over: Partial<RedisSettings>, names: string[]]>([
    ['a master, its replicas', { info: { ...info, replicas: [claim('10.0.0.2', 2)] } }, {}, ['data 10.0.0.2:2 by a']],
    [
      'a replica, its master and its own replicas',
      { info: { ...replica('a', 1), replicas: [claim('10.0.0.3', 3)] } },
      {},
      ['data 10.0.0.1:1 by a', 'data 10.0.0.3:3 by a'],
    ],
    ['a name in capitals, as one in small letters', { info: { ...info, replicas: [claim('Cache7', 2)] } }, {}, ['data cache7:2 by a']],
    ['a replica whose handshake is not over, nobody', { info: { ...info, replicas: [claim('10.0.0.2', 0)] } }, {}, []],
    ['an address that nobody knows, nobody', { info: { ...info, replicas: [claim('?', 6379), claim('', 6379)] } }, {}, []],
    ['a port that is none, nobody', { info: { ...info, replicas: [claim('10.0.0.2', 65_536)] } }, {}, []],
    [
      'a Sentinel, its master, the replicas and the other Sentinels',
      { sentinel: parseSentinel(rawSentinel()) },
      { kind: 'sentinel' },
      ['data 10.0.0.1:6379 by a', 'data 10.0.0.1:6380 by a', 'sentinel 10.0.0.1:2 by a', 'sentinel 10.0.0.1:3 by a'],
    ],
    [
      'a Sentinel that does not know the set, nobody',
      { sentinel: parseSentinel({ ...rawSentinel(), master: failed('protocol', 'ERR No such master with that name') }) },
      { kind: 'sentinel' },
      [],
    ],
    [
      'a node of a cluster, all others that are more than a handshake',
      { info, cluster: { others: [member('10.0.0.2', 2, 'master'), member('10.0.0.3', 3, 'handshake'), member('', 0, 'slave,noaddr')] } },
      { isCluster: true },
      ['data 10.0.0.2:2 by a'],
    ],
  ])('is, for %s', (_, said, over, names) => {
    expect(named(said, over)).toEqual(names);
  });

  test('is not known of one that cannot be heard, nor of a node of a cluster of whose two words one is missing', () => {
    expect(redisDiscovery.naming([node({})])).toEqual({ members: [], heard: [] });
    expect(redisDiscovery.naming([node({ info }, { isCluster: true })])).toEqual({ members: [], heard: [] });
    expect(redisDiscovery.naming([node({ info })]).heard).toEqual(['a']);
  });

  test('and what it calls itself is its run id, null where it is not heard', () => {
    expect(redisDiscovery.identityOf(node({ info }))).toBe('run');
    expect(redisDiscovery.identityOf(node({ sentinel: parseSentinel(rawSentinel()) }))).toBe('run-s1');
    expect(redisDiscovery.identityOf(node({}))).toBeNull();
  });
});
