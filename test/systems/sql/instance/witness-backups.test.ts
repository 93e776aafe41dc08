import { describe, expect, test } from 'vitest';
import { toldInUtc } from '#lib/finding.ts';
import type { WitnessNode } from '#lib/system.ts';
import type { AgInfo } from '#lib/systems/sql/ag/model.ts';
import { INSTANCE_LIMITS } from '#lib/systems/sql/instance/limits.ts';
import type { BackupInfo } from '#lib/systems/sql/instance/model.ts';
import { witnessBackups } from '#lib/systems/sql/instance/witness-backups.ts';
import { database, replica } from '../ag/cluster.ts';
import { backup, DAY_MS, MINUTE_MS, NOW, readingOf } from './readings.ts';

const ID = 'id of Shop';
const NAMES = ['SQL-A', 'SQL-B'];

/** What every node of the cluster tells of its one group: both replicas, and its own copy of the database. Cast, as only these are read. */
function agOf(server: string): AgInfo {
  const group = {
    ...{ id: 'g1', name: 'SHOP-AG', isDistributed: false, clusterType: 'wsfc', failureConditionLevel: 3, healthCheckTimeoutMs: 30_000 },
    ...{
      backupPreference: 'secondary',
      primary: 'SQL-A',
      primaryRecoveryHealth: null,
      secondaryRecoveryHealth: null,
      syncHealth: 'healthy',
    },
    ...{ replicas: NAMES.map((name) => replica(name.slice(4).toLowerCase())), databases: [database('Shop')], listeners: [], routing: [] },
  };
  return { server, isEnabled: true, saidAt: NOW, offsetMinutes: 0, groups: [group] } as unknown as AgInfo;
}

function node(name: string, own: Partial<BackupInfo> | null): WitnessNode<unknown> {
  const backups = own === null ? [] : [readingOf([backup({ groupDatabaseId: ID, ...own })], NOW, 'backups')];
  return { node: name.toLowerCase(), settings: { limits: INSTANCE_LIMITS }, windows: { ag: [readingOf(agOf(name), NOW, 'ag')], backups } };
}

const OLD = { fullAt: NOW - 20 * DAY_MS, logAt: NOW - 2 * DAY_MS };

describe('the backups of a database in a group', () => {
  test('made on its secondary are those of the group', () => {
    expect(witnessBackups([node('SQL-A', { fullAt: null, logAt: null }), node('SQL-B', {})])).toEqual([]);
  });

  test('may be full ones of one replica and logs of the other', () => {
    const nodes = [node('SQL-A', { logAt: null }), node('SQL-B', { fullAt: null, logAt: NOW - MINUTE_MS })];
    expect(witnessBackups(nodes)).toEqual([]);
  });

  test('too old on all replicas are told once for each kind, with the newest of them, on the rows of both', () => {
    const found = witnessBackups([node('SQL-A', OLD), node('SQL-B', { fullAt: null, logAt: null })]);
    expect(found.map(({ id, judged }) => [id, judged.status])).toEqual([
      ['backup data g1', 'critical'],
      ['backup log g1', 'critical'],
    ]);
    expect(found[0]?.told).toContain(OLD.fullAt);
    expect(found[0]?.rows).toEqual([
      { node: 'sql-a', row: 'backup/Shop' },
      { node: 'sql-b', row: 'backup/Shop' },
    ]);
    expect(toldInUtc(found[1]?.told ?? [])).toContain('1 database');
  });

  test('too old here, while a replica is not read, are no proof, and not well either', () => {
    const found = witnessBackups([node('SQL-A', OLD), node('SQL-B', null)]);
    expect(found.map(({ judged }) => judged.status)).toEqual(['unknown', 'unknown']);
    expect(toldInUtc(found[0]?.told ?? [])).toContain('SQL-B');
  });

  test('that nobody may read are told by nobody as young', () => {
    expect(witnessBackups([node('SQL-A', null), node('SQL-B', null)])).toEqual([]);
  });

  test('of a hundred databases are one finding that names a few', () => {
    const many = (name: string): WitnessNode<unknown> => {
      const ids = Array.from({ length: 100 }, (_, index) => `id of DB${index}`);
      const info = agOf(name);
      const groups = info.groups.map((group) => ({ ...group, databases: ids.map((id) => database(id.slice(6))) }));
      const own = ids.map((id) => backup({ ...OLD, groupDatabaseId: id, database: id.slice(6) }));
      return {
        ...node(name, null),
        windows: { ag: [readingOf({ ...info, groups }, NOW, 'ag')], backups: [readingOf(own, NOW, 'backups')] },
      };
    };
    const found = witnessBackups(NAMES.map(many));
    expect(found).toHaveLength(2);
    expect(toldInUtc(found[0]?.told ?? [])).toContain('95 more databases');
  });
});
