import { expect, test } from 'vitest';
import type { Reading } from '#lib/reading.ts';
import type { AgInfo } from '#lib/systems/sql/ag/model.ts';
import { type SqlSettings, sqlSection } from '#lib/systems/sql/config.ts';
import type { ServerInfo } from '#lib/systems/sql/model.ts';
import { judgeGroups, judgeServer } from '#lib/systems/sql/status.ts';

const NOW = Date.UTC(2026, 10, 22, 14, 2);
const HOUR = 3_600_000;

const WELL: ServerInfo = {
  ...{ name: 'SQL1', machine: 'SQL1', instance: null, version: '16.0.4135.4', level: 'RTM', update: 'CU14', edition: 'Enterprise Edition' },
  ...{ engineEdition: 3, isAlwaysOn: true, isFailoverCluster: false, saidAt: NOW + 200, offsetMinutes: 0, startedAt: NOW - HOUR },
};

function reading<T>(value: T, probe: string): Reading<T> {
  return { value, observedAt: NOW, producedAt: null, source: { system: 'sql', group: 'shop', node: 'sql1', probe } };
}

function settings(section: object): SqlSettings {
  const read = sqlSection.read(section);
  if (!read.ok) throw new Error('the section was refused');
  return read.groups[0]?.nodes[0]?.settings as SqlSettings;
}

const CLUSTERED = settings({ clusters: [{ name: 'shop', nodes: [{ name: 'sql1' }] }] });
const ALONE = settings({ instances: [{ name: 'sql1' }] });

test.each<[string, Partial<ServerInfo>, string, string]>([
  ['that is well says what it is', {}, 'ok', 'SQL Server 2022 CU14 Enterprise Edition'],
  ['that was started lately', { startedAt: NOW - 60_000 }, 'warning', 'started less than 10m ago'],
  ['that does not tell since when it runs', { startedAt: null }, 'unknown', 'does not tell since when'],
  ['whose clock is ahead', { saidAt: NOW + HOUR }, 'warning', 'its clock is 1h 00m ahead'],
  ['whose clock is behind', { saidAt: NOW - HOUR }, 'warning', 'its clock is 1h 00m behind'],
  ['whose answer took its whole time', { saidAt: NOW + 5_000 }, 'ok', 'SQL Server'],
  ['of a version that nobody knows', { version: '99.0.1.1' }, 'unknown', '99.0.1.1'],
])('an instance %s', (_, change, status, words) => {
  const { judged, rows } = judgeServer([reading({ ...WELL, ...change }, 'server')], CLUSTERED);
  expect([judged.status, judged.reason]).toEqual([status, expect.stringContaining(words)]);
  expect(rows).toEqual([expect.objectContaining({ id: 'server', judged })]);
});

test('a start that was told lately is told since then', () => {
  expect(judgeServer([reading({ ...WELL, startedAt: NOW - 60_000 }, 'server')], CLUSTERED).judged.since).toBe(NOW - 60_000);
});

test('the row of an instance is the same while nothing but its clock goes on, and says by how many seconds that is off', () => {
  const rowAfter = (ms: number, skewMs: number) => {
    const said = { ...reading({ ...WELL, saidAt: NOW + ms + skewMs }, 'server'), observedAt: NOW + ms };
    return judgeServer([said], CLUSTERED).rows[0];
  };
  expect(rowAfter(10_000, 9)).toEqual(rowAfter(0, 2));
  expect(rowAfter(0, -2)).toEqual(rowAfter(0, 2));
  expect(rowAfter(0, 61_200)?.value).toMatchObject({ skewMs: 61_000 });
});

test.each<[string, SqlSettings, boolean, string]>([
  ['is no trouble of an instance of its own', ALONE, false, 'ok'],
  ['is trouble of one that is configured in a cluster', CLUSTERED, false, 'warning'],
  ['and no group there is no trouble of an instance of its own', ALONE, true, 'ok'],
  ['and no group there is trouble of one that is configured in a cluster', CLUSTERED, true, 'warning'],
])('that Always On is off, or on, %s', (_, of, isEnabled, status) => {
  const info: AgInfo = { server: 'SQL1', isEnabled, saidAt: NOW, clockChanges: [], groups: [] };
  const { judged } = judgeGroups([reading(info, 'ag')], of);
  expect(judged.status).toBe(status);
  expect(judged.reason).toMatch(/\w{3}/);
});

test('of nothing that was read nothing is known', () => {
  expect(judgeServer([], CLUSTERED).judged.status).toBe('unknown');
  expect(judgeGroups([], ALONE).judged.status).toBe('unknown');
});
