import { describe, expect, test } from 'vitest';
import { evidenceOf } from '#components/sql/ag/evidence.ts';
import { commitAt, distanceOf, fullestLog, lagSeconds, redoOf, type Side, volumesOf, writesOf } from '#components/sql/ag/figures.ts';
import { mergeGroups } from '#components/sql/ag/groups.ts';
import { judgeAg, judgingBy, sortStates } from '#components/sql/ag/judge.ts';
import { lossOf } from '#components/sql/ag/loss.ts';
import { sortFound } from '#components/sql/ag/movement.ts';
import { type SqlCluster, toClusters } from '#components/sql/ag/nodes.ts';
import type { Finding } from '#lib/finding.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { AgDatabase, LogView } from '#lib/systems/sql/ag/model.ts';
import { failing, MOMENT, NOW, readAgo, SILENT } from '../estate.ts';
import { agRows, claim, database, logRow, part, proved, rowsOf } from './estate.ts';
import { ALL_MOVING, DATABASES, primarySays, rowIds, STUCK, secondarySays, soAg } from './so-ag.ts';

function clusterOf(parts: readonly Part[]): SqlCluster {
  const [cluster] = toClusters(
    parts.map(({ probe }) => probe),
    rowsOf(parts),
  );
  if (!cluster) throw new Error('no cluster');
  return cluster;
}

function judged(parts: readonly Part[], findings: readonly Finding[], moment = MOMENT) {
  const cluster = clusterOf(parts);
  const groups = mergeGroups(cluster);
  const found = sortFound(
    findings,
    groups.map(({ name }) => name),
  );
  const judging = judgingBy(found, cluster.probes, moment);
  const states = sortStates(groups.map((ag) => judgeAg(ag, judging)));
  const [state] = states;
  if (!state) throw new Error('no group');
  return { state, states, cluster, judging };
}

const side = (own: Partial<AgDatabase>, said: Partial<AgDatabase> | null = {}, movement: Finding | null = null): Side => {
  const [, row] = agRows(secondarySays('CO-SQL01', { databases: [{ own: database('x', 'CO-SQL01', own) }] }));
  const view = row?.value as NonNullable<Side['own']>['view'];
  return { own: row ? { row, view } : null, claim: said === null ? null : claim('x', 'CO-SQL01', said), log: null, movement };
};

describe('what is to be redone', () => {
  test.each<[string, Partial<AgDatabase>, { bytes: number | null; seconds: number | null }]>([
    ['nothing', { redoQueueKb: 0, redoRateKbPerSecond: 500 }, { bytes: 0, seconds: 0 }],
    ['some, at a rate', { redoQueueKb: 1_000, redoRateKbPerSecond: 500 }, { bytes: 1_024_000, seconds: 2 }],
    [
      'some, without a rate: for how long is not known',
      { redoQueueKb: 1_000, redoRateKbPerSecond: 0 },
      { bytes: 1_024_000, seconds: null },
    ],
    ['not told', { redoQueueKb: null }, { bytes: null, seconds: null }],
    [
      'suspended: its rate is no rate',
      { redoQueueKb: 1_000, redoRateKbPerSecond: 500, isSuspended: true },
      { bytes: 1_024_000, seconds: null },
    ],
  ])('%s', (_, own, expected) => {
    expect(redoOf(side(own))).toEqual(expected);
  });
});

test('how far behind it is is told by the primary, and by the replica where the primary does not', () => {
  expect(lagSeconds(side({ lagSeconds: 3 }, { lagSeconds: 9 }))).toBe(9);
  expect(lagSeconds(side({ lagSeconds: 3 }, { lagSeconds: null }))).toBe(3);
  expect(lagSeconds(side({ lagSeconds: null }, null))).toBeNull();
});

test.each(['stuck', 'frozen', 'suspended', 'standing still'])('a copy that is %s has no lag, though the primary says 0', (kind) => {
  expect(lagSeconds(side({}, { lagSeconds: 0 }, proved([kind, 'critical'], 'CO-SQL01', rowIds())))).toBeNull();
  expect(lagSeconds(side({}, { lagSeconds: 0, isSuspended: true }))).toBeNull();
});

test('the last commit of a copy is told by the primary, whose zone its time is in, and by nobody else', () => {
  const at = (lastCommitAt: number) => ({ ...database('x', 'y').positions, lastCommitAt });
  const [copy, primary] = ['secondary', 'primary'].map((role) => {
    const ag = mergeGroups(clusterOf(soAg()))[0];
    return ag?.replicas.find(({ rows }) => rows?.view.own?.role === role);
  });
  if (!copy || !primary) throw new Error('no replicas');
  expect(commitAt(side({ positions: at(5) }, { positions: at(9) }), copy)).toBe(9);
  expect(commitAt(side({ positions: at(5) }, null), copy)).toBeNull();
  expect(commitAt(side({ positions: at(5) }, null), primary)).toBe(5);
});

describe('what a failover would lose', () => {
  const ag = mergeGroups(clusterOf(soAg()))[0];
  const at = (lastCommitAt: number | null) => ({ ...database('x', 'y').positions, lastCommitAt });
  const id = 'id of PRIZM';
  const moving = proved(['moving', 'ok'], 'CO-SQL01', rowIds());
  const stuck = proved(['stuck', 'critical'], 'CO-SQL01', rowIds());
  test.each<[string, Partial<AgDatabase> | null, Finding | null, number | null]>([
    ['ready to fail over: nothing', { isFailoverReady: true }, moving, 0],
    ['behind by commits', { isFailoverReady: false, positions: at(NOW - 8_000) }, moving, 5_000],
    ['ahead: not known', { isFailoverReady: false, positions: at(NOW) }, moving, null],
    ['not told', null, moving, null],
    ['nothing proved: not known, though the primary says that it is ready', { isFailoverReady: true }, null, null],
    ['stuck: at least for as long, though the primary says that it is ready', { isFailoverReady: true }, stuck, 368_000],
    [
      'frozen: not known, though the primary says that it is ready',
      { isFailoverReady: true },
      proved(['frozen', 'critical'], 'CO-SQL01', rowIds()),
      null,
    ],
    [
      'behind, though the primary says that it is ready: not known',
      { isFailoverReady: true },
      proved(['behind', 'warning'], 'CO-SQL01', rowIds()),
      null,
    ],
    [
      'standing still: at least for as long',
      { isFailoverReady: true },
      proved(['standing still', 'warning'], 'CO-SQL01', rowIds()),
      368_000,
    ],
    ['stuck, and the primary says more', { isFailoverReady: false, positions: at(NOW - 1_003_000) }, stuck, 1_000_000],
  ])('%s', (_, said, movement, ms) => {
    if (!ag) throw new Error('no group');
    expect(lossOf(ag, side({}, said, movement), id, NOW).ms).toBe(ms);
  });
});

describe('a sum is told only where all of it is', () => {
  const withLogs = (over: (name: string) => Partial<LogView>) => {
    const logs = DATABASES.map((name) => logRow(name, over(name)));
    return clusterOf(soAg().map((one) => (one.probe.source.probe === 'logs' ? { ...one, rows: logs } : one)));
  };
  test.each<[string, (name: string) => Partial<LogView>, number | null]>([
    ['all told', () => ({ bytesPerSecond: 2 }), 8],
    ['one not told', (name) => ({ bytesPerSecond: name === 'PRIZM' ? null : 2 }), null],
    ['nothing written', () => ({ bytesPerSecond: 0 }), 0],
  ])('writes: %s', (_, over, rate) => {
    const [ag] = mergeGroups(withLogs(over));
    expect(ag && writesOf(ag)).toBe(rate);
  });

  test('every volume on which a file of a log lies is shown, whose room is not the least too', () => {
    const [other, second] = [
      { mount: 'M:', totalBytes: 10, freeBytes: 9 },
      { mount: 'L:', totalBytes: 1, freeBytes: 1 },
    ];
    const cluster = withLogs(() => ({ otherVolumes: [other, second] }));
    const [ag] = mergeGroups(cluster);
    const volumes = ag && cluster.nodes[0] ? volumesOf(ag, cluster.nodes[0]) : [];
    expect(volumes.map(({ mount, logs: count, freeBytes, fullInSeconds }) => [mount, count, freeBytes, fullInSeconds])).toEqual([
      ['L:', 4, 372e9, 331_200],
      ['M:', 0, 9, null],
    ]);
  });

  test('logs stand under their volume, one of which none is told last; the first to be full counts', () => {
    const cluster = withLogs((name) =>
      name === 'Sites' ? { volume: null, file: { ...fileOf(name), volume: null } } : { fullInSeconds: name === 'PRIZM' ? 5 : 9 },
    );
    const [ag] = mergeGroups(cluster);
    const volumes = ag && cluster.nodes[0] ? volumesOf(ag, cluster.nodes[0]) : [];
    expect(volumes.map(({ mount, logs, fullInSeconds }) => [mount, logs, fullInSeconds])).toEqual([
      ['L:', 3, 5],
      ['', 1, 331_200],
    ]);
  });

  test('the fullest log of a group is none where nothing is told, and no zero', () => {
    const [ag] = mergeGroups(clusterOf(soAg().filter(({ probe }) => probe.source.node !== 'NY-SQL01')));
    expect(ag && fullestLog(ag)).toBeNull();
  });

  test('the fullest log of a group says of which database it is', () => {
    const [ag] = mergeGroups(clusterOf(soAg()));
    expect(ag && fullestLog(ag)).toMatchObject({ share: 0.61, database: expect.any(String) });
  });
});

const fileOf = (name: string) => (logRow(name).value as LogView).file;

describe('what a group comes to', () => {
  const old = (node: string) =>
    soAg().map((one) =>
      one.probe.source.node === node ? { ...one, probe: { ...one.probe, ...readAgo(60_000), ...failing('timeout', 55_000) } } : one,
    );
  test.each<[string, readonly Part[], readonly Finding[], [status: string, isLoud: boolean]]>([
    ['all move', soAg(), ALL_MOVING, ['ok', false]],
    ['one is stuck', soAg(), STUCK, ['critical', true]],
    ['nothing is proved', soAg(), [], ['unknown', false]],
    [
      'one database is not proved',
      soAg(),
      [proved(['moving', 'ok'], 'NY-SQL02', rowIds()), proved(['moving', 'ok'], 'CO-SQL01', rowIds(['PRIZM']))],
      ['unknown', false],
    ],
    ['a replica is not read', old('CO-SQL01'), ALL_MOVING, ['stale', true]],
    [
      'no replica is read, which makes nothing large',
      soAg().map((one) => ({ ...one, probe: { ...one.probe, ...readAgo(60_000), ...failing('timeout', 55_000) } })),
      ALL_MOVING,
      ['stale', false],
    ],
    ['a replica is not there', soAg().slice(0, 4), ALL_MOVING.slice(0, 1), ['unknown', false]],
    [
      'a replica lacks databases',
      [...soAg().slice(0, 4), part('CO-SQL01', 'ag', agRows(secondarySays('CO-SQL01', { databases: [] })))],
      ALL_MOVING,
      ['unknown', false],
    ],
  ])('%s', (_, parts, findings, expected) => {
    const { state } = judged(parts, findings);
    expect([state.verdict.status, state.isLoud]).toEqual(expected);
  });

  test('a silent feed makes everything stale, and nothing loud', () => {
    const { state } = judged(soAg(), ALL_MOVING, SILENT);
    expect([state.verdict.status, state.isLoud]).toEqual(['stale', false]);
  });

  test('the worst stands first, then by name', () => {
    const two = ['B_AG', 'A_AG', 'C_AG'].flatMap((ag) => agRows({ ...primarySays(), ag }));
    const parts = [part('NY-SQL01', 'ag', two)];
    const bad = proved(['frozen', 'critical'], 'NY-SQL01', rowIds(['PRIZM'], 'C_AG'));
    expect(judged(parts, [bad]).states.map(({ ag }) => ag.name)).toEqual(['C_AG', 'A_AG', 'B_AG']);
  });
});

test('evidence names each replica, when it was read, its positions and what is found, in UTC', () => {
  const { state, cluster, judging } = judged(soAg(), STUCK);
  const text = evidenceOf(state, cluster, judging);
  expect(text).toMatch(/^SO_AG in NY-SQL-CL1, by Vigil at 2026-03-04 14:11:12 UTC: critical/);
  expect(text).toContain('critical: stuck since 2026-03-04 14:05:04 UTC: CO-SQL01 says HEALTHY');
  expect(text).toContain(
    'CO-SQL01, asynchronous, manual failover, read 2026-03-04 14:11:10 UTC\n  says of itself: SECONDARY, ONLINE, HEALTHY\n  NY-SQL01 says of it: CONNECTED, SECONDARY, HEALTHY',
  );
  expect(text).toContain('  PRIZM: stuck, received 27841:302118:4, hardened 27841:302118:4');
});

describe('how far a copy is behind', () => {
  const wrote = (_: string, moment: number): number | null => (moment === NOW - 60_000 ? 412 : null);
  const found = (kind: string) => proved([kind, 'critical'], 'CO-SQL01', rowIds(), { told: ['it stands'] });
  const since = (kind: string, at: number): Finding => {
    const finding = found(kind);
    return { ...finding, verdict: { ...finding.verdict, since: { ...finding.verdict.since, at } } };
  };

  test.each(['stuck', 'suspended', 'standing still'])('%s: what the primary wrote since, and not the queue that it tells', (kind) => {
    expect(distanceOf(side({}, { sendQueueKb: 0 }, since(kind, NOW - 60_000)), 'x', wrote)).toBe(412);
    expect(distanceOf(side({}, { sendQueueKb: 0 }, since(kind, NOW - 90_000)), 'x', wrote)).toBeNull();
  });

  test('frozen: not known, because its log may have got all of what its view does not tell', () => {
    expect(distanceOf(side({}, { sendQueueKb: 0 }, since('frozen', NOW - 60_000)), 'x', wrote)).toBeNull();
  });

  test('moving: what waits to be sent, by the word of the primary', () => {
    expect(distanceOf(side({}, { sendQueueKb: 2 }, since('moving', NOW - 60_000)), 'x', wrote)).toBe(2_048);
  });
});
