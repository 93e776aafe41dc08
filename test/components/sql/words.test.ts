import { describe, expect, test } from 'vitest';
import { type Movement, movementOf, movementWords, sortFound } from '#components/sql/ag/movement.ts';
import { claimWords, databaseWords, isListenerDown, listenerWords, memberWords, ownWords, quorumWords } from '#components/sql/ag/words.ts';
import { sqlWords } from '#components/sql/overview-words.ts';
import type { AgDatabase, AgReplica, Listener, WindowsCluster } from '#lib/systems/sql/ag/model.ts';
import { trendValues } from '#lib/systems/sql/row-trend.ts';
import { agRows, clusterRow, database, logRow, part, proved, replica } from './estate.ts';
import { primarySays, soAg } from './so-ag.ts';

const FOUND = { missing: null, findings: [] };

describe('how databases move, in words', () => {
  test.each<[readonly [Movement, number][], unproved: number, string]>([
    [[['moving', 4]], 0, 'moving'],
    [[['idle', 4]], 0, 'idle, proved'],
    [
      [
        ['moving', 1],
        ['idle', 3],
      ],
      0,
      'moving or idle, proved',
    ],
    [
      [
        ['moving', 3],
        ['stuck', 1],
      ],
      0,
      '1 of 4 stuck',
    ],
    [[['stuck', 4]], 0, 'stuck'],
    [
      [
        ['stuck', 1],
        ['frozen', 1],
      ],
      2,
      '1 of 4 frozen',
    ],
    [[['moving', 3]], 1, '1 of 4 not known'],
    [[['not known', 2]], 2, 'not known'],
    [
      [
        ['seeding', 1],
        ['moving', 3],
      ],
      0,
      '1 of 4 seeding',
    ],
    [
      [
        ['seeding', 1],
        ['moving', 2],
      ],
      1,
      '1 of 4 not known',
    ],
    [[], 3, 'not known'],
    [[], 0, 'no databases'],
  ])('%j and %i unproved: %s', (counts, unproved, words) => {
    expect(movementWords({ ...FOUND, counts: new Map(counts), unproved })).toBe(words);
  });

  test('a replica that has not all databases is not moving and no more', () => {
    const missing = proved(['seeding', 'warning'], 'b', ['ag/A']);
    expect(movementWords({ ...FOUND, missing, counts: new Map([['moving', 3]]), unproved: 0 })).toBe('moving, not all there');
  });
});

describe('what is found is sorted', () => {
  const groups = ['A', 'A/B', 'C'];
  test.each([
    ['ag/A', ['A']],
    ['ag/A/db', ['A']],
    ['ag/C/A', ['C']],
    ['ag/D/x', []],
    ['cluster', []],
  ])('%s', (row, names) => {
    const found = sortFound([proved(['stuck', 'critical'], 'b', [row])], groups);
    expect([...found.byGroup.keys()]).toEqual(names);
    expect(found.rest).toHaveLength(names.length === 0 ? 1 : 0);
  });

  test('the worst movement of a row counts, at the node that it was found at and no other', () => {
    const both = [proved(['moving', 'ok'], 'b', ['ag/A/x']), proved(['stuck', 'critical'], 'b', ['ag/A/x'])];
    const found = sortFound(both, groups);
    expect(movementOf(found, 'b', 'ag/A/x')?.kind).toBe('stuck');
    expect(movementOf(found, 'c', 'ag/A/x')).toBeNull();
  });
});

test.each<[Partial<AgReplica>, string]>([
  [{}, 'SECONDARY, ONLINE, HEALTHY'],
  [{ role: 'resolving', operationalState: null, syncHealth: 'not healthy' }, 'RESOLVING, NOT HEALTHY'],
  [{ recoveryHealth: 'online in progress' }, 'SECONDARY, ONLINE, HEALTHY, ONLINE IN PROGRESS'],
  [{ role: null, operationalState: null, syncHealth: null, recoveryHealth: null }, 'nothing'],
])('a replica says %j of itself: %s', (over, words) => {
  expect(ownWords(replica('a', over))).toBe(words);
});

test.each<[Partial<AgReplica>, string]>([
  [{}, 'CONNECTED, SECONDARY, HEALTHY'],
  [{ isConnected: false, role: null, syncHealth: 'not healthy' }, 'DISCONNECTED, NOT HEALTHY'],
  [{ isConnected: null, role: null, syncHealth: null }, 'nothing'],
])('a primary says %j: %s', (over, words) => {
  expect(claimWords(replica('a', over))).toBe(words);
});

test.each<[Partial<AgDatabase>, string]>([
  [{}, ''],
  [{ syncState: 'synchronizing' }, ''],
  [{ syncState: 'synchronizing', syncHealth: 'not healthy' }, 'synchronizing'],
  [{ isSuspended: true, suspendReason: null }, 'suspended'],
  [{ isSuspended: true, suspendReason: 'suspend from user', syncState: 'not synchronizing' }, 'suspended by user, not synchronizing'],
  [{ databaseState: 'recovery pending', isJoined: false }, 'not joined, recovery pending'],
])('what is not as it should be with a database: %j: %s', (over, words) => {
  expect(databaseWords(database('x', 'a', over))).toBe(words);
});

test.each<[Listener['addresses'], string, boolean]>([
  [
    [
      { ip: '1', mask: null, state: 'online' },
      { ip: '2', mask: null, state: 'offline' },
    ],
    'L:1433 online',
    false,
  ],
  [[{ ip: '1', mask: null, state: 'offline' }], 'L:1433 offline', true],
  [[{ ip: '1', mask: null, state: null }], 'L:1433 state not known', true],
  [[], 'L:1433 without an address', true],
])('a listener of %j: %s', (addresses, words, isDown) => {
  const listener = { id: 'l', dnsName: 'L', port: 1433, isConformant: true, addresses };
  expect([listenerWords(listener), isListenerDown(listener)]).toEqual([words, isDown]);
});

test('a member that is down or of which that is not told is no vote, and is named', () => {
  const members = [true, false, null].map((isUp, index) => ({ name: `n${index}`, kind: 'node', isUp, votes: 1 }));
  const cluster: WindowsCluster = { name: 'c', quorumType: null, quorumState: 'normal quorum', members, networks: [] };
  expect(quorumWords(cluster)).toBe('quorum normal, 1 of 3 votes');
  expect(quorumWords({ ...cluster, quorumState: null })).toMatch(/^quorum not told/);
  expect(quorumWords({ ...cluster, members: [] })).toMatch(/votes not told$/);
  const voteless = members.map((one) => ({ ...one, votes: null }));
  expect(quorumWords({ ...cluster, members: voteless })).toMatch(/votes not told$/);
  expect(memberWords(cluster)).toBe('n1 down, n2 not known');
});

describe('on the overview', () => {
  test('a system is its groups and databases, each once', () => {
    expect(sqlWords.contents.of(soAg(), { now: 0, doubtBefore: 0 })).toBe('1 group, 4 databases');
    expect(sqlWords.contents.of([part('a', 'ag', [], { newest: null })], { now: 0, doubtBefore: 0 })).toBe('not read yet');
  });

  test('a row is named by what it is, and stands under its group', () => {
    const [group, first] = agRows(primarySays());
    const of = [group, first, logRow('x'), clusterRow()].map((row) => (row ? sqlWords.subjectOf(row) : null));
    expect(of.map((subject) => subject?.name)).toEqual(['SO_AG', 'StackOverflow', 'log of x', 'NY-SQL-CL1']);
    expect(of[1]?.under).toBe(of[0]?.heads);
  });

  test('what leads to the page leaves the group of the rows', () => {
    expect(sqlWords.filter('ny-sql-cl1', agRows(primarySays()))).toBe('cluster:ny-sql-cl1 ag:SO_AG');
    expect(sqlWords.filter('two words', [logRow('x')])).toBe('cluster:"two words"');
  });

  test.each([
    ['not connected to the primary', ' is not connected to the primary'],
    ['has no database of this group', ' has no database of this group'],
    ['the volume L: of its log is full', ': the volume L: of its log is full'],
  ])('%s', (reason, said) => {
    expect(sqlWords.says(reason)).toBe(said);
  });
});

test('a log has the trend of what is written, the load those of processors and batches, other rows none', () => {
  const of = ({ value }: { value: object }) => trendValues(value as Parameters<typeof trendValues>[0]);
  expect(of(logRow('x', { bytesPerSecond: 5, wroteBytes: 50 }))).toEqual([5, 50, null, null]);
  expect(of(logRow('x', { bytesPerSecond: null, wroteBytes: null }))).toEqual([null, null, null, null]);
  expect(of({ value: { kind: 'load', hostCpuPercent: 8, rates: { batchesPerSecond: 3_400 } } })).toEqual([null, null, 8, 3_400]);
  expect(of(clusterRow())).toEqual([null, null, null, null]);
});
