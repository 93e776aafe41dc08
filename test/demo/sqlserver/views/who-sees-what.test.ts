import { describe, expect, test } from 'vitest';
import { addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup } from '#demo/sqlserver/model/build-group.ts';
import { setMember } from '#demo/sqlserver/model/orders-cluster.ts';
import { setIsolated } from '#demo/sqlserver/model/orders-roles.ts';
import { AG, ask, SECOND, START, smallEstate, states } from '../small-estate.ts';

const AT = START + 60 * SECOND;
const ALL = ['CO-SQL01', 'NY-SQL01', 'NY-SQL02'];

function withoutQuorum() {
  const estate = smallEstate();
  for (const name of ['CO-SQL01', 'NYC-witness']) setMember(estate, { cluster: 'NYC', name }, false, AT);
  return estate;
}

describe('sys.dm_hadr_database_replica_states', () => {
  test('the primary sees a row per replica of every database, a secondary only its own', () => {
    const estate = smallEstate();
    expect(Object.keys(states(estate, 'NY-SQL01', AT)).sort()).toEqual(ALL);
    expect(Object.keys(states(estate, 'NY-SQL02', AT))).toEqual(['NY-SQL02']);
    expect(ask(estate, 'sys.dm_hadr_database_replica_states', { on: 'NY-SQL01', at: AT })).toHaveLength(9);
  });

  test('what was sent is told by the primary in the row of the secondary, what was received by the secondary alone', () => {
    const estate = smallEstate();
    const { 'NY-SQL01': own, 'NY-SQL02': other } = states(estate, 'NY-SQL01', AT);
    const { 'NY-SQL02': itself } = states(estate, 'NY-SQL02', AT);
    expect(other).toMatchObject({
      last_sent_lsn: expect.any(BigInt),
      last_sent_time: expect.any(Date),
      last_received_lsn: null,
      last_received_time: null,
    });
    expect(itself).toMatchObject({
      last_sent_lsn: null,
      last_sent_time: null,
      last_received_lsn: expect.any(BigInt),
      last_received_time: expect.any(Date),
    });
    expect(own?.last_sent_lsn).toBeUndefined();
    expect(own?.last_received_lsn).toBeUndefined();
  });

  test('redo is told in the rows of secondaries, by the primary and by themselves', () => {
    const estate = smallEstate();
    const { 'NY-SQL01': own, 'CO-SQL01': other } = states(estate, 'NY-SQL01', AT);
    const { 'CO-SQL01': itself } = states(estate, 'CO-SQL01', AT);
    for (const row of [other, itself])
      expect(row).toMatchObject({
        last_redone_lsn: expect.any(BigInt),
        redo_queue_size: expect.any(Number),
        redo_rate: expect.any(Number),
      });
    for (const name of ['last_redone_lsn', 'last_redone_time', 'redo_queue_size', 'redo_rate']) expect(own?.[name]).toBeUndefined();
  });

  test('a synchronous primary has hardened what its synchronized secondaries have, an asynchronous one tells nothing', () => {
    const estate = smallEstate();
    expect(states(estate, 'NY-SQL01', AT)['NY-SQL01']?.last_hardened_lsn).toBe(
      states(estate, 'NY-SQL02', AT)['NY-SQL02']?.last_hardened_lsn,
    );
    const [primary] = estate.groups[0]?.replicas ?? [];
    if (primary) primary.mode = 'ASYNCHRONOUS_COMMIT';
    expect(states(estate, 'NY-SQL01', AT)['NY-SQL01']).toMatchObject({ last_hardened_lsn: null, last_hardened_time: null });
  });

  test('a synchronous primary that waits for nobody tells no hardened position', () => {
    const estate = smallEstate();
    setIsolated(estate, { group: AG, instance: 'NY-SQL02' }, true, AT);
    expect(states(estate, 'NY-SQL01', AT + SECOND)['NY-SQL01']?.last_hardened_lsn).toBeNull();
  });

  test('only a synchronized secondary of a synchronous replica takes part in commits, as the primary tells', () => {
    const rows = states(smallEstate(), 'NY-SQL01', AT);
    expect(rows['NY-SQL02']?.is_commit_participant).toBe(true);
    expect(rows['CO-SQL01']?.is_commit_participant).toBe(false);
  });

  test('the lag is told by the primary in the rows of the others, and by nobody else', () => {
    const estate = smallEstate();
    const rows = states(estate, 'NY-SQL01', AT);
    expect([rows['NY-SQL01']?.secondary_lag_seconds, rows['NY-SQL02']?.secondary_lag_seconds]).toEqual([undefined, 0]);
    expect(states(estate, 'NY-SQL02', AT)['NY-SQL02']?.secondary_lag_seconds).toBeNull();
  });

  test('numbers of databases differ between replicas, ids of the group do not', () => {
    const estate = smallEstate();
    estate.groups[0]?.replicas[1]?.copies.forEach((copy, index) => {
      copy.localId = 40 + index;
    });
    const rows = states(estate, 'NY-SQL01', AT);
    expect(rows['NY-SQL01']?.database_id).not.toBe(rows['NY-SQL02']?.database_id);
    expect(rows['NY-SQL01']?.group_database_id).toBe(rows['NY-SQL02']?.group_database_id);
  });
});

describe('sys.dm_hadr_availability_replica_states', () => {
  const view = 'sys.dm_hadr_availability_replica_states';

  test('the primary sees all replicas, a secondary itself', () => {
    const estate = smallEstate();
    expect(ask(estate, view, { on: 'NY-SQL01', at: AT })).toHaveLength(3);
    expect(ask(estate, view, { on: 'CO-SQL01', at: AT }).map(({ is_local, role_desc }) => [is_local, role_desc])).toEqual([
      [true, 'SECONDARY'],
    ]);
  });

  test('what goes on inside another server is not known: operational state and recovery are NULL of what is remote', () => {
    for (const row of ask(smallEstate(), view, { on: 'NY-SQL01', at: AT })) {
      const expected = row.is_local ? ['ONLINE', 'ONLINE'] : [null, null];
      expect([row.operational_state_desc, row.recovery_health_desc]).toEqual(expected);
    }
  });

  test('the primary follows the connection of every secondary, a secondary only its own to the primary', () => {
    const estate = smallEstate();
    setIsolated(estate, { group: AG, instance: 'CO-SQL01' }, true, AT);
    const connected = (on: string) => ask(estate, view, { on, at: AT + SECOND }).map((row) => row.connected_state_desc);
    expect(connected('NY-SQL01')).toEqual(['CONNECTED', 'CONNECTED', 'DISCONNECTED']);
    expect(connected('CO-SQL01')).toEqual(['DISCONNECTED']);
    expect(connected('NY-SQL02')).toEqual(['CONNECTED']);
  });
});

describe('sys.dm_hadr_availability_group_states', () => {
  const of = (estate: ReturnType<typeof smallEstate>, on: string) =>
    ask(estate, 'sys.dm_hadr_availability_group_states', { on, at: AT + SECOND })[0];

  test('recovery of the primary is told on the primary alone, that of the secondary on secondaries alone', () => {
    const estate = smallEstate();
    expect(of(estate, 'NY-SQL01')).toMatchObject({ primary_recovery_health_desc: 'ONLINE', secondary_recovery_health: null });
    expect(of(estate, 'NY-SQL02')).toMatchObject({ primary_recovery_health: null, secondary_recovery_health_desc: 'ONLINE' });
  });

  test('everybody names the primary, who cannot reach the cluster names none', () => {
    const estate = smallEstate();
    expect(ALL.map((on) => of(estate, on)?.primary_replica)).toEqual(['NY-SQL01', 'NY-SQL01', 'NY-SQL01']);
    setIsolated(estate, { group: AG, instance: 'CO-SQL01' }, true, AT);
    expect(ALL.map((on) => of(estate, on)?.primary_replica)).toEqual([null, 'NY-SQL01', 'NY-SQL01']);
  });
});

describe('without quorum', () => {
  test('there are no rows of the cluster and of its members', () => {
    const estate = withoutQuorum();
    for (const view of ['sys.dm_hadr_cluster', 'sys.dm_hadr_cluster_members', 'sys.dm_hadr_cluster_networks']) {
      expect(ask(smallEstate(), view, { on: 'NY-SQL01', at: AT }).length).toBeGreaterThan(0);
      expect(ask(estate, view, { on: 'NY-SQL01', at: AT })).toEqual([]);
    }
  });

  test('replicas are resolving, failed for want of quorum, and name no primary', () => {
    const estate = withoutQuorum();
    for (const on of ALL) {
      expect(ask(estate, 'sys.dm_hadr_availability_replica_states', { on, at: AT + SECOND })).toMatchObject([
        { is_local: true, role_desc: 'RESOLVING', operational_state_desc: 'FAILED_NO_QUORUM', synchronization_health_desc: 'NOT_HEALTHY' },
      ]);
      expect(ask(estate, 'sys.dm_hadr_availability_group_states', { on, at: AT + SECOND })[0]?.primary_replica).toBeNull();
    }
  });

  test('nobody knows which databases are joined or about to be suspended', () => {
    const rows = ask(withoutQuorum(), 'sys.dm_hadr_database_replica_cluster_states', { on: 'NY-SQL02', at: AT + SECOND });
    expect(rows).toHaveLength(9);
    for (const row of rows) expect(row).toMatchObject({ is_pending_secondary_suspend: null, is_database_joined: null, recovery_lsn: null });
  });

  test('a server still has its own groups and replica in its catalogue, and nothing of the others', () => {
    const estate = withoutQuorum();
    expect(ask(estate, 'sys.availability_groups', { on: 'NY-SQL02', at: AT })).toHaveLength(1);
    expect(ask(estate, 'sys.availability_groups_cluster', { on: 'NY-SQL02', at: AT })).toEqual([]);
    expect(ask(estate, 'sys.availability_replicas', { on: 'NY-SQL02', at: AT })).toMatchObject([
      { replica_server_name: 'NY-SQL02', endpoint_url: null },
    ]);
  });
});

test('recovery_lsn of the cluster states is told of the primary alone', () => {
  const rows = ask(smallEstate(), 'sys.dm_hadr_database_replica_cluster_states', { on: 'NY-SQL02', at: AT });
  expect(rows.filter((row) => row.recovery_lsn !== null)).toHaveLength(3);
});

test('of replicas that are not local their owner and dates are not told', () => {
  const rows = ask(smallEstate(), 'sys.availability_replicas', { on: 'NY-SQL02', at: AT });
  expect(rows.map((row) => [row.replica_server_name, row.owner_sid !== null, row.create_date !== null])).toEqual([
    ['NY-SQL01', false, false],
    ['NY-SQL02', true, true],
    ['CO-SQL01', false, false],
  ]);
});

test('a listener listens where the primary is', () => {
  const estate = smallEstate();
  const ips = (on: string) => ask(estate, 'sys.dm_tcp_listener_states', { on, at: AT }).map((row) => row.ip_address);
  expect(ips('NY-SQL01')).toContain('10.7.2.50');
  expect(ips('NY-SQL02')).not.toContain('10.7.2.50');
});

describe('a group without a Windows cluster', () => {
  const without = (clusterType: 'NONE' | 'EXTERNAL') => {
    const estate = createEstate();
    for (const address of ['LNX-SQL01', 'LNX-SQL02']) addInstance(estate, { address, year: '2019', platform: 'Linux' }, START);
    const replicas = [
      { instance: 'LNX-SQL01', mode: 'sync' },
      { instance: 'LNX-SQL02', mode: 'sync' },
    ] as const;
    addGroup(estate, { name: AG, clusterType, replicas, databases: [{ name: 'StackOverflow', writeRate: 1000 }] }, START);
    return estate;
  };

  test.each(['NONE', 'EXTERNAL'] as const)(
    '(%s) says so, has defaults for a cluster that mean nothing, and needs no quorum',
    (clusterType) => {
      const estate = without(clusterType);
      const on = 'LNX-SQL02';
      expect(ask(estate, 'sys.availability_groups', { on, at: AT })).toMatchObject([{ cluster_type_desc: clusterType }]);
      expect(ask(estate, 'sys.dm_hadr_cluster', { on, at: AT })).toMatchObject([{ cluster_name: '' }]);
      expect(ask(estate, 'sys.dm_hadr_cluster_members', { on, at: AT })).toMatchObject([{ member_name: on }]);
      expect(ask(estate, 'sys.dm_hadr_availability_group_states', { on, at: AT })[0]?.primary_replica).toBe('LNX-SQL01');
      expect(ask(estate, 'sys.dm_hadr_database_replica_cluster_states', { on, at: AT })[0]?.is_database_joined).toBe(true);
    },
  );

  test('a server in no group and no cluster has nothing to say of either', () => {
    const estate = createEstate();
    addInstance(estate, { address: 'ALONE', year: '2022', isHadrEnabled: false, edition: 'Standard' }, START);
    for (const view of [
      'sys.dm_hadr_cluster',
      'sys.dm_hadr_cluster_members',
      'sys.availability_groups',
      'sys.dm_hadr_database_replica_states',
    ]) {
      expect(ask(estate, view, { on: 'ALONE', at: AT })).toEqual([]);
    }
  });
});
