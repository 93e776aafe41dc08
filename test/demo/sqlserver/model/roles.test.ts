import { describe, expect, test } from 'vitest';
import { groupOf, instanceOf } from '#demo/sqlserver/model/estate.ts';
import { forceQuorum, setMember, setVotes } from '#demo/sqlserver/model/orders-cluster.ts';
import { fallBehind, resume, seed } from '#demo/sqlserver/model/orders-data.ts';
import { setClock, startInstance, stopInstance } from '#demo/sqlserver/model/orders-instance.ts';
import { failOver, losePrimary, setIsolated, split } from '#demo/sqlserver/model/orders-roles.ts';
import { AG, ask, logBytes, SECOND, START, smallEstate, states } from '../small-estate.ts';

const T0 = START + 10 * SECOND;
const LATER = T0 + 60 * SECOND;
const ALL = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
type Estate = ReturnType<typeof smallEstate>;

function ownRoles(estate: Estate, at: number): unknown[] {
  return ALL.map((on) => ask(estate, 'sys.dm_hadr_availability_replica_states', { on, at }).find((row) => row.is_local)?.role_desc);
}

function named(estate: Estate, at: number): unknown[] {
  return ALL.map((on) => ask(estate, 'sys.dm_hadr_availability_group_states', { on, at })[0]?.primary_replica);
}

function ready(estate: Estate, on: string, at: number): unknown[] {
  const group = groupOf(estate, AG);
  const rows = ask(estate, 'sys.dm_hadr_database_replica_cluster_states', { on, at }).filter(
    (row) => row.database_name === 'StackOverflow',
  );
  return group.replicas.map(({ id }) => rows.find((row) => row.replica_id === id)?.is_failover_ready);
}

describe('a failover', () => {
  test('moves the role, the writing and what everybody names, and loses nothing', () => {
    const estate = smallEstate();
    const had = states(estate, 'NY-SQL01', T0)['NY-SQL01']?.end_of_log_lsn;
    failOver(estate, { group: AG, instance: 'NY-SQL02' }, T0);
    expect(ownRoles(estate, LATER)).toEqual(['SECONDARY', 'PRIMARY', 'SECONDARY']);
    expect(named(estate, LATER)).toEqual(['NY-SQL02', 'NY-SQL02', 'NY-SQL02']);
    expect(Object.keys(states(estate, 'NY-SQL02', LATER)).sort()).toEqual([...ALL].sort());
    expect(Object.keys(states(estate, 'NY-SQL01', LATER))).toEqual(['NY-SQL01']);
    expect(Number(states(estate, 'NY-SQL01', LATER)['NY-SQL01']?.end_of_log_lsn) > Number(had)).toBe(true);
    expect(states(estate, 'NY-SQL02', LATER)['NY-SQL01']?.synchronization_state_desc).toBe('SYNCHRONIZED');
  });

  test('that would lose data is refused, and changes nothing', () => {
    const estate = smallEstate();
    fallBehind(estate, { group: AG, instance: 'CO-SQL01' }, 0, T0);
    const before = states(estate, 'NY-SQL01', LATER);
    expect(() => failOver(estate, { group: AG, instance: 'CO-SQL01' }, LATER)).toThrow('would lose data');
    expect(states(estate, 'NY-SQL01', LATER)).toEqual(before);
  });

  test('that is forced leaves the others suspended, and what they had more is thrown away on resuming', () => {
    const estate = smallEstate();
    fallBehind(estate, { group: AG, instance: 'CO-SQL01' }, 0, T0);
    stopInstance(estate, 'NY-SQL01', LATER);
    const lost = states(estate, 'NY-SQL02', LATER)['NY-SQL02']?.end_of_log_lsn;
    failOver(estate, { group: AG, instance: 'CO-SQL01', isForced: true }, LATER);
    const after = states(estate, 'CO-SQL01', LATER + SECOND);
    expect(after['NY-SQL02']).toMatchObject({ is_suspended: true, suspend_reason_desc: 'SUSPEND_FROM_PARTNER', end_of_log_lsn: lost });
    expect(Number(after['CO-SQL01']?.end_of_log_lsn) < Number(lost)).toBe(true);
    resume(estate, { group: AG, instance: 'NY-SQL02' }, LATER + SECOND);
    expect(states(estate, 'NY-SQL02', LATER + 3 * SECOND)['NY-SQL02']?.synchronization_state_desc).toBe('REVERTING');
    expect(states(estate, 'CO-SQL01', LATER + 120 * SECOND)['NY-SQL02']).toMatchObject({
      is_suspended: false,
      synchronization_state_desc: 'SYNCHRONIZING',
      synchronization_health_desc: 'PARTIALLY_HEALTHY',
    });
  });

  test('to a replica that is being seeded is refused even if forced, and one elsewhere breaks the seeding off', () => {
    const estate = smallEstate();
    seed(estate, { group: AG, instance: 'CO-SQL01', bytes: 1e12, bytesPerSecond: 1e6 }, T0);
    expect(() => failOver(estate, { group: AG, instance: 'CO-SQL01', isForced: true }, LATER)).toThrow('being seeded');
    failOver(estate, { group: AG, instance: 'NY-SQL02' }, LATER);
    const rows = ask(estate, 'sys.dm_hadr_automatic_seeding', { on: 'NY-SQL02', at: LATER + SECOND });
    expect(rows.map((row) => row.current_state)).toEqual(['FAILED', 'FAILED', 'FAILED']);
  });

  test('to a server that does not run is refused', () => {
    const estate = smallEstate();
    stopInstance(estate, 'NY-SQL02', T0);
    expect(() => failOver(estate, { group: AG, instance: 'NY-SQL02', isForced: true }, T0)).toThrow('cannot be reached');
  });
});

describe('a primary that is lost', () => {
  test('stops: the others are disconnected, still name it, and the cluster keeps who was ready', () => {
    const estate = smallEstate();
    stopInstance(estate, 'NY-SQL01', T0);
    expect(named(estate, LATER).slice(1)).toEqual(['NY-SQL01', 'NY-SQL01']);
    expect(states(estate, 'NY-SQL02', LATER)['NY-SQL02']).toMatchObject({
      synchronization_state_desc: 'NOT SYNCHRONIZING',
      synchronization_health_desc: 'NOT_HEALTHY',
    });
    expect(ready(estate, 'NY-SQL02', LATER)).toEqual([true, true, false]);
    failOver(estate, { group: AG, instance: 'NY-SQL02' }, LATER);
    startInstance(estate, 'NY-SQL01', LATER + 10 * SECOND);
    expect(ownRoles(estate, LATER + 60 * SECOND)).toEqual(['SECONDARY', 'PRIMARY', 'SECONDARY']);
    expect(states(estate, 'NY-SQL02', LATER + 60 * SECOND)['NY-SQL01']?.synchronization_state_desc).toBe('SYNCHRONIZED');
  });

  test('cannot be reached: it goes on as primary, hears nobody, and the others stand still', () => {
    const estate = smallEstate();
    setIsolated(estate, { group: AG, instance: 'NY-SQL01' }, true, T0);
    const rows = ask(estate, 'sys.dm_hadr_availability_replica_states', { on: 'NY-SQL01', at: LATER });
    expect(rows.map((row) => row.connected_state_desc)).toEqual(['CONNECTED', 'DISCONNECTED', 'DISCONNECTED']);
    expect(rows.slice(1).every((row) => row.last_connect_error_number === 35_206 && row.last_connect_error_timestamp instanceof Date)).toBe(
      true,
    );
    expect(states(estate, 'NY-SQL02', LATER)).toEqual(states(estate, 'NY-SQL02', T0 + SECOND));
    expect(ready(estate, 'NY-SQL02', LATER)).toEqual([true, true, false]);
  });

  test('an error of a connection outlives the reconnect', () => {
    const estate = smallEstate();
    setIsolated(estate, { group: AG, instance: 'NY-SQL02' }, true, T0);
    setIsolated(estate, { group: AG, instance: 'NY-SQL02' }, false, LATER);
    const [row] = ask(estate, 'sys.dm_hadr_availability_replica_states', { on: 'NY-SQL02', at: LATER + SECOND });
    expect(row).toMatchObject({ connected_state_desc: 'CONNECTED', last_connect_error_number: 35_206 });
  });

  test('none: all are resolving, name nobody, and no log is written anywhere', () => {
    const estate = smallEstate();
    losePrimary(estate, AG, T0);
    expect(ownRoles(estate, LATER)).toEqual(['RESOLVING', 'RESOLVING', 'RESOLVING']);
    expect(named(estate, LATER)).toEqual([null, null, null]);
    for (const on of ALL) {
      expect(logBytes(estate, on, LATER)).toBe(logBytes(estate, on, T0));
      expect(states(estate, on, LATER)[on]).toMatchObject({
        is_primary_replica: false,
        synchronization_state_desc: 'NOT SYNCHRONIZING',
        database_state_desc: 'RECOVERING',
      });
    }
    failOver(estate, { group: AG, instance: 'NY-SQL01' }, LATER);
    expect(states(estate, 'NY-SQL01', LATER + 60 * SECOND)['CO-SQL01']?.synchronization_health_desc).toBe('HEALTHY');
  });
});

describe('two primaries', () => {
  const splitEstate = () => {
    const estate = smallEstate();
    split(estate, { group: AG, instance: 'NY-SQL02', followers: ['CO-SQL01'] }, T0);
    return estate;
  };

  test('each takes itself for one, writes, and takes the other for a secondary that it does not hear', () => {
    const estate = splitEstate();
    expect(ownRoles(estate, LATER)).toEqual(['PRIMARY', 'PRIMARY', 'SECONDARY']);
    expect(named(estate, LATER)).toEqual(['NY-SQL01', 'NY-SQL02', 'NY-SQL02']);
    for (const on of ['NY-SQL01', 'NY-SQL02']) expect(logBytes(estate, on, LATER)).toBeGreaterThan(logBytes(estate, on, T0) + 100_000_000);
    const seen = states(estate, 'NY-SQL01', LATER);
    expect(seen['NY-SQL02']).toMatchObject({ is_primary_replica: false, synchronization_state_desc: 'NOT SYNCHRONIZING' });
    expect(seen['NY-SQL02']?.last_hardened_lsn).toBe(states(estate, 'NY-SQL01', T0 + SECOND)['NY-SQL02']?.last_hardened_lsn);
    expect(states(estate, 'NY-SQL02', LATER)['CO-SQL01']?.synchronization_health_desc).toBe('HEALTHY');
  });

  test('end in favour of the one that is named: the other is its secondary, suspended', () => {
    const estate = splitEstate();
    failOver(estate, { group: AG, instance: 'NY-SQL02', isForced: true }, LATER);
    expect(ownRoles(estate, LATER + SECOND)).toEqual(['SECONDARY', 'PRIMARY', 'SECONDARY']);
    expect(states(estate, 'NY-SQL01', LATER + SECOND)['NY-SQL01']).toMatchObject({ is_suspended: true });
    const standing = logBytes(estate, 'NY-SQL02', LATER + SECOND);
    expect(logBytes(estate, 'NY-SQL02', LATER + 10 * SECOND)).toBeGreaterThan(standing);
  });
});

describe('quorum', () => {
  const members = (estate: Estate) => ask(estate, 'sys.dm_hadr_cluster_members', { on: 'NY-SQL01', at: LATER });

  test('a member that is down is told, and quorum stands while more than half of the votes do', () => {
    const estate = smallEstate();
    setMember(estate, { cluster: 'NYC', name: 'CO-SQL01' }, false, T0);
    expect(members(estate).map((row) => [row.member_name, row.member_state_desc, row.number_of_quorum_votes])).toEqual([
      ['NY-SQL01', 'UP', 1],
      ['NY-SQL02', 'UP', 1],
      ['CO-SQL01', 'DOWN', 1],
      ['NYC-witness', 'UP', 1],
    ]);
    expect(ownRoles(estate, LATER)[0]).toBe('PRIMARY');
  });

  test('half of the votes is no majority; with quorum back the group is where it was', () => {
    const estate = smallEstate();
    for (const name of ['CO-SQL01', 'NYC-witness']) setMember(estate, { cluster: 'NYC', name }, false, T0);
    expect(ownRoles(estate, T0 + SECOND)).toEqual(['RESOLVING', 'RESOLVING', 'RESOLVING']);
    setMember(estate, { cluster: 'NYC', name: 'NYC-witness' }, true, LATER);
    expect(ownRoles(estate, LATER + SECOND)).toEqual(['PRIMARY', 'SECONDARY', 'SECONDARY']);
  });

  test('a vote that was taken away counts no longer', () => {
    const estate = smallEstate();
    setVotes(estate, { cluster: 'NYC', name: 'CO-SQL01' }, 0, T0);
    for (const name of ['CO-SQL01', 'NYC-witness']) setMember(estate, { cluster: 'NYC', name }, false, T0);
    expect(ownRoles(estate, LATER)[0]).toBe('PRIMARY');
  });

  test('forced quorum is told as forced', () => {
    const estate = smallEstate();
    for (const name of ['CO-SQL01', 'NYC-witness']) setMember(estate, { cluster: 'NYC', name }, false, T0);
    forceQuorum(estate, 'NYC', true, LATER);
    expect(ask(estate, 'sys.dm_hadr_cluster', { on: 'NY-SQL01', at: LATER })[0]?.quorum_state_desc).toBe('FORCED_QUORUM');
    expect(ownRoles(estate, LATER)[0]).toBe('PRIMARY');
  });
});

test('a clock that jumps moves what its server stamps, and no position', () => {
  const estate = smallEstate();
  const before = states(estate, 'NY-SQL01', T0)['NY-SQL01'];
  setClock(estate, 'NY-SQL01', 3_600_000);
  const after = states(estate, 'NY-SQL01', T0)['NY-SQL01'];
  expect(Number(after?.last_commit_time) - Number(before?.last_commit_time)).toBe(3_600_000);
  expect(after?.end_of_log_lsn).toBe(before?.end_of_log_lsn);
  expect(instanceOf(estate, 'ny-sql01').clockSkewMs).toBe(3_600_000);
});
