import { expect, test } from 'vitest';
import { growthWords, releaseWords, rolesOf, rolesWords, usualWords } from '#components/sql/instance/words.ts';
import type { ServerView } from '#lib/systems/sql/model.ts';
import { agRows, replica, serverRow } from '../estate.ts';
import { CONFIGURATION } from './estate.ts';

const server = (over: Partial<ServerView>): ServerView => serverRow('NY-SQL01', over).value as ServerView;

test.each([
  [{ edition: 'Enterprise Edition: Core-based Licensing (64-bit)' }, 'SQL Server 2022 CU15 Enterprise'],
  [{ edition: 'Developer Edition (64-bit)', update: null }, 'SQL Server 2022 RTM Developer'],
  [{ edition: 'Web', release: null, update: null, level: null }, 'SQL Server 16.0.4145.4 Web'],
])('a release is told shortly: %o', (over, words) => {
  expect(releaseWords(server(over))).toBe(words);
});

test('a role that an instance does not tell is counted as not told, and never as secondary', () => {
  const rows = (['primary', 'secondary', 'resolving', null] as const).flatMap((role, at) =>
    agRows({ ag: `AG${at}`, own: replica('NY-SQL01', { role }), databases: [] }).map((row) => ({ row, view: row.value as never })),
  );
  expect(rolesWords(rolesOf(rows))).toBe('primary of 1, secondary of 1, resolving or not told in 2');
});

test.each([
  [{ growthBytes: 64e6, growthPercent: null }, '64 MB'],
  [{ growthBytes: null, growthPercent: 10 }, '10%'],
  [{ growthBytes: 0, growthPercent: null }, 'not at all'],
  [{ growthBytes: null, growthPercent: null }, null],
])('a file grows by what it says, and what it does not say is not known: %o', (growth, words) => {
  expect(growthWords(growth)).toBe(words);
});

test('what is usual is not known where Vigil does not know it', () => {
  expect(CONFIGURATION.settings.map(usualWords)).toEqual(['1', '0', '0', 'not known']);
});
