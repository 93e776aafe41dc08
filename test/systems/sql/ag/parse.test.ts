import { describe, expect, test } from 'vitest';
import { ParseError } from '#lib/failure.ts';
import { type AgSets, parseAg } from '#lib/systems/sql/ag/parse.ts';
import { parseWindowsCluster } from '#lib/systems/sql/ag/parse-cluster.ts';
import { parseLogs } from '#lib/systems/sql/ag/parse-logs.ts';
import { agSets, clusterSets, D, databaseRow, G, LOCAL, logSets, R1, R2, replicaRow, stateRow } from './wire.ts';

const lower = (id: string): string => id.toLowerCase();

describe('what a node tells of its groups', () => {
  const info = parseAg(agSets());
  const [group] = info.groups;

  test('is read with its name, its clock and its groups', () => {
    expect(info).toMatchObject({ server: 'NY-SQL01', isEnabled: true, saidAt: Date.UTC(2026, 10, 22, 8, 32, 6) });
    expect(group).toMatchObject({
      ...{
        id: lower(G),
        name: 'SO_AG',
        clusterType: 'wsfc',
        isDistributed: false,
        primaryReplica: 'NY-SQL01',
        syncHealth: 'partially healthy',
      },
      ...{
        primaryRecoveryHealth: 'online',
        secondaryRecoveryHealth: null,
        backupPreference: 'secondary only',
        healthCheckTimeoutMs: 30_000,
      },
    });
  });

  test('has each replica with what is known of it, and nothing where nothing is told', () => {
    const [own, other] = group?.replicas ?? [];
    expect(own).toMatchObject({
      isLocal: true,
      role: 'primary',
      mode: 'synchronous',
      failoverMode: 'automatic',
      isConnected: true,
      joinState: 'joined standalone instance',
    });
    expect(other).toMatchObject({ isLocal: false, isConnected: false, operationalState: null, recoveryHealth: null, joinState: null });
    expect(other?.lastConnectError).toEqual({
      number: 10_060,
      description: 'timed out',
      at: LOCAL.getTime() - 330 * 60_000,
      mayBeOff: false,
    });
  });

  test('has each database at each replica, positions to the last digit and local times by the clock of the server', () => {
    const [own, other] = group?.databases ?? [];
    expect(own).toMatchObject({
      id: lower(D),
      name: 'StackOverflow',
      isLocal: true,
      redoQueueKb: 12,
      lagSeconds: null,
      isFailoverReady: true,
      sendQueueKb: null,
    });
    expect(own?.positions).toMatchObject({
      endOfLog: '27841000030211800004',
      lastHardened: null,
      lastCommitAt: Date.UTC(2026, 10, 22, 8, 32, 5),
    });
    expect(other).toMatchObject({ isLocal: false, syncState: 'not synchronizing', sendQueueKb: 900, isJoined: null });
  });

  test('has listeners with their addresses and the way of read-only connections', () => {
    expect(group?.listeners).toEqual([
      {
        id: 'l1',
        dnsName: 'so-sql',
        port: 1433,
        isConformant: true,
        addresses: [{ ip: '10.0.0.9', mask: '255.255.255.0', state: 'online pending' }],
      },
    ]);
    expect(group?.routing).toEqual([{ from: 'NY-SQL01', to: 'NY-SQL02', priority: 1 }]);
  });

  test('is none where groups are not enabled', () => {
    const node = [{ ...agSets().node[0], is_hadr_enabled: 0 }];
    expect(parseAg(agSets({ node }))).toMatchObject({ isEnabled: false, groups: [] });
  });

  test('of a secondary has the other replicas without any state', () => {
    const { groups } = parseAg(agSets({ replicaStates: [stateRow({ role_desc: 'SECONDARY' })] }));
    expect(groups[0]?.replicas[1]).toMatchObject({ isLocal: false, role: null, isConnected: null, syncHealth: null });
  });

  test('has a database of its own that has no state yet as one of which nothing is known', () => {
    const databaseNames = [
      { replica_id: R1, group_database_id: D, database_name: 'StackOverflow', is_failover_ready: false, is_database_joined: false },
    ];
    const [only, ...more] = parseAg(agSets({ databases: [], databaseNames })).groups[0]?.databases ?? [];
    expect(only).toMatchObject({ isLocal: true, isJoined: false, syncState: null, isSuspended: null, redoQueueKb: null });
    expect(more).toEqual([]);
  });

  test.each<[what: string, sets: Partial<AgSets>]>([
    ['a state of a group that is gone', { groupStates: [...agSets().groupStates, { ...agSets().groupStates[0], group_id: 'gone' }] }],
    ['a group whose state is not told yet', { groupStates: [] }],
    ['a state of a replica that is gone', { replicaStates: [stateRow(), stateRow({ replica_id: 'gone', is_local: false })] }],
    ['a database of a group that is not there yet', { databases: [databaseRow(), databaseRow({ group_id: 'new', replica_id: 'new' })] }],
    ['a database that no view names yet', { databaseNames: [] }],
    ['a way to a replica that is gone', { routing: [{ replica_id: R2, routing_priority: 1, read_only_replica_id: 'gone' }] }],
    ['an address of a listener that is gone', { listeners: [] }],
  ])('that moved between two sets is no error: %s', (_, sets) =>
    expect(parseAg(agSets(sets)).groups.map(({ name }) => name)).toEqual(['SO_AG']),
  );

  const { name: _, ...nameless } = agSets().groups[0] ?? {};
  test.each<[what: string, sets: Partial<AgSets>, words: RegExp]>([
    ['no row of the node', { node: [] }, /in 0 rows and not in one/],
    ['two rows of the node', { node: [...agSets().node, ...agSets().node] }, /in 2 rows/],
    ['no offset', { node: [{ ...agSets().node[0], offset_minutes: null }] }, /offset_minutes is NULL/],
    ['a set that is not there', { databases: undefined as never }, /no rows of "databases"/],
    ['a row that is none', { joins: [null as never] }, /"joins" has a row that is none/],
    ['a column that is missing', { groups: [nameless] }, /groups has no column name/],
    ['a queue that is no number', { databases: [databaseRow({ redo_queue_size: 'many' })] }, /databases.redo_queue_size is no number/],
    [
      'a position as a number, which has lost its last digits',
      { databases: [databaseRow({ end_of_log_lsn: 2.7841e19 })] },
      /end_of_log_lsn is no position/,
    ],
    ['a position that is garbage', { databases: [databaseRow({ end_of_log_lsn: '12x' })] }, /end_of_log_lsn is no position/],
    ['a time that is none', { databases: [databaseRow({ last_commit_time: new Date(Number.NaN) })] }, /last_commit_time is no time/],
    ['a flag that is neither', { databases: [databaseRow({ is_suspended: 2 })] }, /is_suspended is neither 0 nor 1/],
    [
      'a state that is not known',
      { databases: [databaseRow({ synchronization_state_desc: 'DREAMING' })] },
      /the synchronization state is none that is known/,
    ],
    ['a role that is not known', { replicaStates: [stateRow({ role_desc: 'KING' })] }, /the role is none that is known/],
    ['a mode that is not known', { replicas: [replicaRow({ availability_mode_desc: 'LAZY' })] }, /the availability mode is none/],
    ['states of groups of which none is listed', { groups: [] }, /the login may not see them \(VIEW ANY DEFINITION\)/],
    ['states of replicas of which none is listed', { replicas: [] }, /VIEW ANY DEFINITION/],
  ])('is refused in words where there is %s', (_what, sets, words) => {
    expect(() => parseAg(agSets(sets))).toThrow(ParseError);
    expect(() => parseAg(agSets(sets))).toThrow(words);
  });
});

describe('what a node tells of its logs', () => {
  test('is added up over the files of a database, in bytes, with the volume that has the least room', () => {
    expect(parseLogs(logSets()).files).toEqual([
      {
        ...{
          database: 'StackOverflow',
          groupDatabaseId: lower(D),
          writtenBytes: 9_007_199_254_740_008,
          sizeBytes: 8_192,
          usedBytes: 2_048,
        },
        ...{ reuseWait: 'availability replica', volume: 'M:\\', otherVolumes: ['L:\\'] },
      },
    ]);
    expect(parseLogs(logSets()).volumes.map(({ mount, freeBytes }) => [mount, freeBytes])).toEqual([
      ['L:\\', 500],
      ['M:\\', 400],
    ]);
    expect(parseLogs(logSets()).transport).toEqual([{ group: 'SO_AG', replica: 'NY-SQL02', sentBytes: 77, receivedBytes: 33 }]);
  });

  test('is unknown where one file is, or none is told, and never 0', () => {
    const files = [{ database_id: 7, file_id: 2, bytes_written: null, size_bytes: null }, ...logSets().files.slice(1)];
    for (const sets of [{ files }, { files: [] }])
      expect(parseLogs(logSets({ ...sets, counters: [] })).files[0]).toMatchObject({
        writtenBytes: null,
        sizeBytes: null,
        usedBytes: null,
      });
    expect(parseLogs(logSets({ volumes: [] })).files[0]?.volume).toBeNull();
  });

  test('is refused in words where a number is none', () => {
    expect(() => parseLogs(logSets({ files: [{ database_id: 7, file_id: 2, bytes_written: 'x', size_bytes: 1 }] }))).toThrow(
      /files.bytes_written is no number/,
    );
  });
});

describe('what a node tells of its Windows cluster', () => {
  test('is read with members and networks', () => {
    expect(parseWindowsCluster(clusterSets())).toEqual({
      ...{ name: 'NYC', quorumType: 'node and file share majority', quorumState: 'normal quorum' },
      members: [{ name: 'NY-SQL01', kind: 'cluster node', isUp: true, votes: 1 }],
      networks: [{ member: 'NY-SQL01', subnet: '10.0.0.0/24', isPublic: true }],
    });
  });

  test('is null without rows, as without quorum, and where the row names no cluster', () => {
    expect(parseWindowsCluster(clusterSets({ cluster: [], members: [], networks: [] }))).toBeNull();
    expect(parseWindowsCluster(clusterSets({ cluster: [{ ...clusterSets().cluster[0], cluster_name: '' }] }))).toBeNull();
  });

  test.each([
    ['UP', true],
    ['ONLINE', true],
    ['DOWN', false],
    ['OFFLINE', false],
    ['JOINING', null],
  ])('a member that is %s', (word, isUp) => {
    const members = [{ ...clusterSets().members[0], member_state_desc: word }];
    expect(parseWindowsCluster(clusterSets({ members }))?.members[0]?.isUp).toBe(isUp);
  });

  test('does not say that a member is down where its state is not told', () => {
    const members = [{ ...clusterSets().members[0], member_state_desc: null }];
    expect(parseWindowsCluster(clusterSets({ members }))?.members[0]?.isUp).toBeNull();
  });
});
