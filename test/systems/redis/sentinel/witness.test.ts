import { describe, expect, test } from 'vitest';
import type { Found } from '#lib/finding.ts';
import type { WitnessNode } from '#lib/system.ts';
import type { SentinelInfo, WatchedSet } from '#lib/systems/redis/sentinel/model.ts';
import { parseSentinel } from '#lib/systems/redis/sentinel/parse.ts';
import type { Said } from '#lib/systems/redis/witness-parties.ts';
import { found, group, kinds, master, replica, sentences } from '../group.ts';
import { NOW } from '../hand-made.ts';
import { rawSentinel, sentinelSettings } from './hand-made.ts';

const WELL = parseSentinel(rawSentinel());
const PORTS: Record<string, number> = { a: 1, b: 2, z: 26 };
const twice = <T>(said: T): T[] => [said, said];
const A = twice(master(10, { runId: 'run-a' }));
const B = twice(replica('a', 10, { runId: 'run-b' }));

/** What Sentinel s1, s2 or s3 says that names that node; the others are known to it. */
function sentinel(id: string, names = 'a', over: Partial<WatchedSet> = {}): SentinelInfo {
  const claim = { host: '10.0.0.1', port: PORTS[names] ?? 0, runId: null, flags: ['master'], downMs: null };
  const others = ['s1', 's2', 's3'].filter((one) => one !== id).map((one) => ({ ...claim, runId: `id-${one}`, flags: ['sentinel'] }));
  if (WELL.watched === null) throw new Error('no set');
  return { ...WELL, id: `id-${id}`, watched: { ...WELL.watched, master: claim, sentinels: others, ...over } };
}

const THREE = { s1: twice(sentinel('s1')), s2: twice(sentinel('s2')), s3: twice(sentinel('s3')) };

function watched(
  data: Record<string, readonly Said[]>,
  sentinels: Record<string, readonly SentinelInfo[]>,
  standing = new Set<string>(),
  turning: readonly string[] = [],
): Found[] {
  const watchers = Object.entries(sentinels).map(([node, said]): WitnessNode<unknown> => {
    const source = { system: 'redis', group: 'g', node, probe: 'sentinel' };
    const window = said.map((value, index) => ({ value, observedAt: NOW - index * 5_000, producedAt: null, source }));
    return { node, settings: sentinelSettings(), windows: { sentinel: window } };
  });
  const inFlight = turning.map((node) => ({ group: 'g', node, target: 'role', wanted: 'replica' }));
  return found({}, { nodes: [...group(data).nodes, ...watchers], standing, inFlight }).filter(({ probe }) => probe === 'sentinel');
}

const NAMES_B = { s1: twice(sentinel('s1', 'b')), s2: twice(sentinel('s2', 'b')), s3: twice(sentinel('s3', 'b')) };
const tilted = (id: string): SentinelInfo[] => twice({ ...sentinel(id), tilt: { forSeconds: 1 } });
const WRONG_S3 = 'critical s3: misnamed';
const DISAGREE = 'critical s1,s2,s3: disagreement';

describe('Sentinels over a master and its replica', () => {
  test.each<[what: string, data: Record<string, readonly Said[]>, sentinels: Record<string, readonly SentinelInfo[]>, expected: string[]]>([
    ['that are well', { a: A, b: B }, THREE, []],
    ['one of which names the replica', { a: A, b: B }, { ...THREE, s3: twice(sentinel('s3', 'b')) }, [WRONG_S3, DISAGREE]],
    ['all of which name the replica', { a: A, b: B }, NAMES_B, ['critical s1,s2,s3: misnamed', 'warning a: unwatched']],
    ['one of which names a stranger', { a: A, b: B }, { ...THREE, s3: twice(sentinel('s3', 'z')) }, [WRONG_S3, DISAGREE]],
    ['whose master is not read', { a: [], b: B }, THREE, []],
    [
      'that name one who is not read, while another is the master',
      { a: [], b: twice(master(9)) },
      THREE,
      ['critical s1,s2,s3: misnamed', 'warning b: unwatched'],
    ],
    ['that disagree, and no node is read', { a: [], b: [] }, { ...THREE, s3: twice(sentinel('s3', 'b')) }, [DISAGREE]],
    ['one of which is not heard', { a: A, b: B }, { ...THREE, s3: [] }, ['warning s1,s2: no spare']],
    ['two of which are not heard', { a: A, b: B }, { ...THREE, s2: [], s3: [] }, ['critical s1: no quorum']],
    ['two of which are in TILT', { a: A, b: B }, { ...THREE, s2: tilted('s2'), s3: tilted('s3') }, ['critical s1,s2,s3: no quorum']],
    ['none of which is heard', { a: A, b: B }, { s1: [], s2: [], s3: [] }, []],
    [
      'with a quorum above their number',
      { a: A, b: B },
      { ...THREE, s1: twice(sentinel('s1', 'a', { quorum: 4 })) },
      ['critical s1,s2,s3: no quorum'],
    ],
    [
      'that do not know one of them',
      { a: A, b: B },
      { ...THREE, s1: twice(sentinel('s1', 'a', { sentinels: [] })) },
      ['warning s2: unknown sentinel', 'warning s3: unknown sentinel'],
    ],
    ['none of which knows the set', { a: A, b: B }, { s1: twice({ ...WELL, watched: null }) }, ['warning a: unwatched']],
  ])('%s', (_, data, sentinels, expected) => expect(kinds(watched(data, sentinels))).toEqual(expected));

  test('what two readings do not prove is not said, and stays once it was proved', () => {
    const said = { ...THREE, s3: [sentinel('s3', 'b'), sentinel('s3')] };
    expect(watched({ a: A, b: B }, said)).toEqual([]);
    expect(kinds(watched({ a: A, b: B }, said, new Set(['named 10.0.0.1:2', 'sentinels disagree'])))).toEqual([WRONG_S3, DISAGREE]);
  });

  test('whom they name is not held against them while a failover that was asked for is on its way, and at once when it is not', () => {
    const named = (data: Record<string, readonly Said[]>): string[] => kinds(watched(data, NAMES_B, new Set(), ['a']));
    expect(named({ a: A, b: B })).toEqual([]);
    // One that fell silent on the way proves nothing any more.
    expect(named({ a: [], b: B })).toEqual(['critical s1,s2,s3: misnamed']);
    expect(kinds(watched({ a: A, b: B }, { ...THREE, s2: [], s3: [] }, new Set(), ['a']))).toEqual(['critical s1: no quorum']);
  });

  test('a master that they call by another address is known by its run id', () => {
    const claim = { host: '192.0.2.9', port: 7_000, runId: 'run-a', flags: ['master'], downMs: null };
    const all = ['s1', 's2', 's3'].map((id) => [id, twice(sentinel(id, 'a', { master: claim }))] as const);
    expect(watched({ a: A, b: B }, Object.fromEntries(all))).toEqual([]);
  });

  test('each is told with who names whom, and what is so', () => {
    const words = sentences(watched({ a: A, b: B }, { ...THREE, s3: twice(sentinel('s3', 'b', { configEpoch: 1 })) }));
    expect(words).toContain('s3 names b as the master, which is a replica by its own word, while a is, by its own word');
    expect(words).toContain('s1 and s2 name a (epoch 0), s3 names b (epoch 1, the newest): clients are sent to different masters');
  });
});
