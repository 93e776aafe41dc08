import { describe, expect, test } from 'vitest';
import type { AgLimits } from '#lib/systems/sql/ag/limits.ts';
import type { AgDatabase, AgDatabaseView, AgGroup, AgReplica, AgReplicaView } from '#lib/systems/sql/ag/model.ts';
import { judgeAg } from '#lib/systems/sql/ag/status.ts';
import { judgeDatabase } from '#lib/systems/sql/ag/status-database.ts';
import { judgeReplica } from '#lib/systems/sql/ag/status-replica.ts';
import { agInfo, database, groupOf, NO_LIMITS, positions, readings, replica, type Said } from './cluster.ts';

const primary = replica('a', { role: 'primary' });
const asynchronous = replica('c', { mode: 'asynchronous', failoverMode: 'manual' });

describe('a replica, by its own word', () => {
  const judged = (over: Partial<AgReplica>, group: Partial<AgGroup> = {}, databases = [database('So')]): string => {
    const { status, reason } = judgeReplica(groupOf(group), replica('b', over), databases);
    return `${status}: ${reason}`;
  };

  test.each<[over: Partial<AgReplica>, said: string]>([
    [{}, 'ok: secondary, synchronous, automatic failover'],
    [{ role: 'primary', isConnected: null }, 'ok: primary, synchronous, automatic failover'],
    [{ role: 'resolving' }, 'critical: resolving'],
    [{ role: null }, 'unknown: does not tell its role'],
    [{ mode: null }, 'unknown: does not tell its availability mode'],
    [{ isConnected: false }, 'critical: not connected to the primary'],
    [{ isConnected: null }, 'unknown: does not tell whether it is connected'],
    [{ operationalState: 'pending failover' }, 'warning: operational state pending failover'],
    [{ operationalState: 'failed no quorum' }, 'critical: operational state failed no quorum'],
    [{ operationalState: null }, 'unknown: does not tell its operational state'],
    [{ recoveryHealth: 'online in progress' }, 'warning: at least one of its joined databases is not online'],
    [{ joinState: 'not joined' }, 'critical: has not joined the group'],
    [{ syncHealth: null }, 'unknown: does not tell its synchronization health'],
  ])('that says %j is %s', (over, said) => expect(judged(over)).toContain(said));

  test('names the last error in connecting with its time, and only where it is not connected', () => {
    const lastConnectError = { number: 10061, description: 'refused', at: Date.UTC(2026, 10, 22, 13) };
    expect(judged({ isConnected: false, lastConnectError })).toMatch(/its last error in connecting at .*13:00:00.* was 10061: refused/);
    expect(judged({ lastConnectError })).toBe('ok: secondary, synchronous, automatic failover');
  });

  test('is worse by its health, and less so where a user suspended all that is not healthy', () => {
    const ill = database('So', { syncHealth: 'not healthy', isSuspended: true, suspendReason: 'suspend from user' });
    expect(judged({ syncHealth: 'not healthy' }, {}, [ill, database('Meta')])).toMatch(
      /^warning: not healthy: 1 of 2 databases suspended by a user/,
    );
    expect(judged({ syncHealth: 'not healthy' }, {}, [{ ...ill, suspendReason: 'suspend from redo' }])).toMatch(/^critical/);
    expect(judged({ syncHealth: 'partially healthy' }, {}, [database('So')])).toMatch(/^warning/);
  });

  test('without databases is not known to be well, whatever it says', () => {
    expect(judged({}, {}, [])).toMatch(/^unknown: has no database of this group/);
    expect(judged({ mode: 'configuration only', operationalState: null, syncHealth: null }, {}, [])).toMatch(/^ok/);
  });

  test('that knows no primary is a warning, and none of its own is unknown', () => {
    expect(judged({}, { primaryReplica: null })).toMatch(/^warning: knows no primary/);
    expect(judgeReplica(groupOf(), null, []).status).toBe('unknown');
  });

  test('says every reason, the worst first', () => {
    expect(judged({ recoveryHealth: 'online in progress', isConnected: false })).toMatch(/^critical: not connected.*; at least one/);
  });
});

describe('a database, by the own word of its node', () => {
  const limits: AgLimits = {
    ...NO_LIMITS,
    sendQueueWarningKb: 100,
    sendQueueCriticalKb: 1_000,
    redoQueueWarningKb: 200,
    redoQueueCriticalKb: 2_000,
  };
  const judged = (over: Partial<AgDatabase>, own: AgReplica | null = replica('b')): string => {
    const { status, reason } = judgeDatabase(database('So', over), own, limits);
    return `${status}: ${reason}`;
  };

  test.each<[over: Partial<AgDatabase>, own: AgReplica | null, said: string]>([
    [{}, replica('b'), 'ok: synchronized'],
    [{ syncState: 'synchronizing' }, asynchronous, 'ok: synchronizing'],
    [{ syncState: 'synchronizing' }, replica('b'), 'warning: synchronizing and not synchronized, though its replica is synchronous'],
    [{ syncState: 'synchronizing' }, null, 'unknown: synchronizing, and its availability mode is not told'],
    [{ syncState: 'synchronizing' }, primary, 'ok: synchronizing'],
    [{ syncState: 'not synchronizing' }, asynchronous, 'critical: not synchronizing'],
    [{ syncState: 'not synchronizing' }, primary, 'critical: not synchronizing'],
    [{ syncState: 'reverting' }, replica('b'), 'warning: reverting'],
    [{ syncState: 'initializing' }, replica('b'), 'warning: initializing'],
    [{ syncState: null }, replica('b'), 'unknown: does not tell its synchronization state'],
    [{ isSuspended: null }, replica('b'), 'unknown: does not tell whether it is suspended'],
    [{ databaseState: 'suspect' }, replica('b'), 'critical: the database is suspect'],
    [{ databaseState: 'restoring' }, replica('b'), 'warning: the database is restoring'],
    [{ databaseState: 'copying' }, replica('b'), 'unknown: the database is copying'],
    [{ databaseState: null }, replica('b'), 'unknown: does not tell its state'],
    [{ syncHealth: 'not healthy' }, replica('b'), 'warning: not healthy by its own word'],
    [{ syncHealth: null }, replica('b'), 'unknown: does not tell its synchronization health'],
    [{ isJoined: false }, replica('b'), 'warning: not joined'],
    [{ isFailoverReady: false }, replica('b'), 'warning: not ready for a failover'],
    [{ isFailoverReady: false, syncState: 'synchronizing' }, asynchronous, 'ok: synchronizing'],
    [{ isFailoverReady: null, isJoined: null }, replica('b'), 'ok: synchronized'],
    [{ sendQueueKb: 99, redoQueueKb: 199 }, replica('b'), 'ok: synchronized'],
    [{ sendQueueKb: 100 }, replica('b'), 'warning: 102 kB wait to be sent to it: the warning limit is 102 kB'],
    [{ sendQueueKb: 1_000 }, replica('b'), 'critical: 1.0 MB wait to be sent to it: the critical limit is 1.0 MB'],
    [{ redoQueueKb: 2_000 }, replica('b'), 'critical: 2.0 MB wait to be redone: the critical limit is 2.0 MB'],
    [{ sendQueueKb: 9_000, redoQueueKb: 9_000 }, primary, 'ok: synchronized'],
  ])('%j is %#: %s', (over, own, said) => expect(judged(over, own)).toContain(said));

  test('that is suspended is a warning where a user did it and critical where the system did, and is told once', () => {
    const suspended = { isSuspended: true, syncState: 'not synchronizing', syncHealth: 'not healthy' } as const;
    expect(judged({ ...suspended, suspendReason: 'suspend from user' })).toBe('warning: data movement is suspended: by user');
    expect(judged({ ...suspended, suspendReason: 'suspend from redo' })).toBe('critical: data movement is suspended: by redo');
    expect(judged({ ...suspended, suspendReason: null })).toBe('critical: data movement is suspended: nobody says by whom');
  });
});

describe('a node', () => {
  const judge = (...said: Said[]): ReturnType<typeof judgeAg> =>
    judgeAg(
      readings(
        'b',
        'ag',
        said.map((one) => agInfo('b', one)),
      ),
      { node: 'b', limits: NO_LIMITS },
    );

  test('has a row for each group and one for each of its own databases', () => {
    const { judged, rows } = judge({ at: 5, bytes: null });
    expect(rows.map(({ id }) => id)).toEqual(['ag/SO_AG', 'ag/SO_AG/StackOverflow']);
    expect(judged.status).toBe('ok');
  });

  test('keeps what a primary says of the others beside, and judges none of it', () => {
    const info = agInfo('a', { at: 5, bytes: null, replica: { role: 'primary' } });
    const claim = database('StackOverflow', {
      isLocal: false,
      replicaId: 'replica b',
      syncState: 'not synchronizing',
      syncHealth: 'not healthy',
      databaseState: 'suspect',
    });
    const other = replica('b', { isLocal: false, isConnected: false, syncHealth: 'not healthy' });
    const groups = info.groups.map((group) => ({ ...group, replicas: [...group.replicas, other], databases: [...group.databases, claim] }));
    const { judged, rows } = judgeAg(readings('a', 'ag', [{ ...info, groups }]), { node: 'a', limits: NO_LIMITS });
    expect(judged.status).toBe('ok');
    const [group, one] = rows.map(({ value }) => value) as [AgReplicaView, AgDatabaseView];
    expect([group.others, group.databases, one.claims]).toEqual([
      [other],
      1,
      [
        {
          ...{ replicaId: 'replica b', syncState: 'not synchronizing', isSuspended: false, isFailoverReady: true, lagSeconds: null },
          ...{ sendQueueKb: null, sendRateKbPerSecond: null, redoQueueKb: 0, redoRateKbPerSecond: null },
          positions: { lastCommitAt: null },
        },
      ],
    ]);
  });

  test('makes the same row of a database in which nothing moved but positions that nobody is shown', () => {
    const at = (n: number) =>
      positions(9, { lastSentAt: n, lastSent: String(n), truncation: String(n), recovery: String(n), lastHardenedAt: n });
    const rowsOf = (n: number) => judge({ at: 9, bytes: null, positions: at(n) }).rows;
    expect(rowsOf(2)).toEqual(rowsOf(1));
  });

  test('shows no rate where nothing waits', () => {
    const shown = (redoQueueKb: number): number | null => {
      const { rows } = judge({ at: 5, bytes: null, database: { redoQueueKb, redoRateKbPerSecond: 70 } });
      const [, one] = rows.map(({ value }) => value) as [AgReplicaView, AgDatabaseView];
      return one.own.redoRateKbPerSecond;
    };
    expect([shown(0), shown(5)]).toEqual([null, 70]);
  });

  test('that carries out none of what it has is a warning, after three readings and 20 s', () => {
    const held = { at: 9, bytes: null, database: { redoQueueKb: 12_000 }, positions: positions(9, { lastRedone: '27841000000000500001' }) };
    const free = { ...held, positions: positions(9, { lastRedone: '27841000000000400001' }) };
    expect(judge(held, held, held).rows[1]?.judged).toMatchObject({
      status: 'warning',
      reason: expect.stringMatching(/^redoes nothing: 12 MB wait, and it stands at 27841:5:1/),
    });
    for (const past of [
      [held, held],
      [held, held, free],
      [held, held, { ...held, database: { redoQueueKb: 0 } }],
    ])
      expect(judge(...past).rows[1]?.judged.status).toBe('ok');
  });

  test('that redoes nothing in a view that stands altogether is not put down to a reader alone', () => {
    const held = (block: number) => ({
      ...{ at: block, bytes: null, database: { redoQueueKb: 12_000 } },
      positions: positions(block, { lastRedone: '27841000000000500001' }),
    });
    const why = (...past: ReturnType<typeof held>[]) => judge(...past).rows[1]?.judged;
    expect(why(held(9), held(9), held(9))).toMatchObject({ status: 'warning', reason: expect.stringMatching(/its view is frozen/) });
    expect(why(held(11), held(10), held(9))).toMatchObject({ reason: expect.stringMatching(/Is a reader holding it up\?$/) });
  });

  test('is as bad as its worst row, which is named', () => {
    const { judged } = judge({ at: 5, bytes: null, database: { syncState: 'not synchronizing' } });
    expect(judged).toMatchObject({ status: 'critical', reason: 'SO_AG/StackOverflow: not synchronizing' });
  });

  test('without groups, or where they are not enabled, or that told nothing, is not known to be well', () => {
    const empty = { server: 'SQL-B', isEnabled: true, saidAt: 0, groups: [] };
    const own = { node: 'b', limits: NO_LIMITS };
    expect(judgeAg([], own).judged.status).toBe('unknown');
    expect(judgeAg(readings('b', 'ag', [empty]), own).judged.status).toBe('unknown');
    expect(judgeAg(readings('b', 'ag', [{ ...empty, isEnabled: false }]), own).judged.reason).toMatch(/not enabled/);
  });
});
