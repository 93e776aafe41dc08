import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { mergeGroups } from '#components/sql/ag/groups.ts';
import { sortFound } from '#components/sql/ag/movement.ts';
import { toClusters } from '#components/sql/ag/nodes.ts';
import { SeedingPanel } from '#components/sql/ag/seeding-panel.tsx';
import type { LiveRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Status } from '#lib/status.ts';
import type { Seeding, SeedingView } from '#lib/systems/sql/ag/model-seeding.ts';
import { rowIdOf } from '#lib/systems/sql/ag/status-seeding.ts';
import { draw, words } from '../draw.tsx';
import { failing, MOMENT, NOW } from '../estate.ts';
import { part, proved, rowsOf } from './estate.ts';
import { soAg } from './so-ag.ts';

vi.mock('next/navigation', () => ({ usePathname: () => '/sql' }));

const RUNNING: Seeding = {
  ...{ groupId: 'id of SO_AG', group: 'SO_AG', databaseId: 'id of Sites', database: 'Sites', from: 'NY-SQL01', to: 'CO-SQL01' },
  ...{ isSource: true, outcome: 'running', state: 'seeding', startedAt: NOW - 60_000, endedAt: null, attempts: 1, failure: null },
  isJoined: false,
  transfer: {
    ...{ state: 'readingandsendingdata', transferredBytes: 3e9, totalBytes: 12e9, bytesPerSecond: 9e7 },
    ...{ startedAt: NOW - 60_000, endedAt: null, estimatedAt: NOW + 100_000 },
  },
};
const FAILED: Seeding = {
  ...RUNNING,
  ...{ outcome: 'failed', state: 'failed', endedAt: NOW - 5_000, transfer: null },
  failure: { words: 'Seeding Check Message Timeout', at: NOW - 5_000 },
};

function seedingRow(seeding: Seeding, over: Partial<SeedingView> = {}, status: Status = 'ok'): LiveRow {
  const value: SeedingView = { kind: 'seeding', node: 'n', seeding, bytesPerSecond: 1e8, doneAt: NOW + 90_000, isOurs: true, ...over };
  const since = { at: NOW - 60_000, how: 'seen' } as const;
  return { id: rowIdOf(seeding), value, verdict: { status, reason: `it is ${status}`, since } };
}

function panel(more: readonly Part[]) {
  const parts = [...soAg(), ...more];
  const probes = parts.map(({ probe }) => probe);
  const [ag] = toClusters(probes, rowsOf(parts)).flatMap(mergeGroups);
  if (!ag) throw new Error('no group');
  return draw(<SeedingPanel ag={ag} />, { probes, moment: MOMENT }).container;
}

const lines = (): string[] => within(screen.getByRole('table')).getAllByRole('row').slice(1).map(words);

describe('the seedings of a group', () => {
  test('are not there where the primary says that there are none', () => {
    expect(words(panel([part('NY-SQL01', 'seeding', [])]))).toBe('');
  });

  test('are said not to be known where the primary does not tell', () => {
    panel([part('NY-SQL01', 'seeding', [], failing('permission', 4_000, 'it needs VIEW SERVER STATE'))]);
    expect(screen.getByText(/it needs VIEW SERVER STATE/i)).toBeTruthy();
  });

  test('one that runs: from where to where, how far, how fast, and when it is done', () => {
    panel([part('NY-SQL01', 'seeding', [seedingRow(RUNNING)])]);
    expect(lines()).toEqual([
      expect.stringMatching(
        /^Sites NY-SQL01 → CO-SQL01.*running \(readingandsendingdata\).*25 ?%.*3\.0 ?GBof 12 GB.*100 ?MB\/s.*1m 30s.*NY-SQL01/,
      ),
    ]);
  });

  test('one that both ends tell is one line, by the word of the primary', () => {
    panel([
      part('CO-SQL01', 'seeding', [seedingRow({ ...RUNNING, isSource: false }, { bytesPerSecond: 5 })]),
      part('NY-SQL01', 'seeding', [seedingRow(RUNNING)]),
    ]);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/100 ?MB\/s/);
  });

  test('one that failed says why, in red', () => {
    panel([part('NY-SQL01', 'seeding', [seedingRow(FAILED, { bytesPerSecond: null, doneAt: null }, 'critical')])]);
    expect(lines()[0]).toMatch(/failed: Seeding Check Message Timeout/);
    expect(screen.getByText(/^failed: /).className).toBe('w critical');
  });

  test('one that names no group is shown with the group that has its database, and one of another group is not', () => {
    const nameless = { ...RUNNING, groupId: null, group: null };
    panel([part('NY-SQL01', 'seeding', [seedingRow(nameless), seedingRow({ ...RUNNING, groupId: 'other', group: 'other' })])]);
    expect(lines()).toHaveLength(1);
    panel([part('NY-SQL01', 'seeding', [seedingRow({ ...nameless, database: 'Stranger' })])]);
    expect(screen.getAllByRole('table')).toHaveLength(1);
  });

  test('one that is not read any more is not shown as what it was', () => {
    panel([part('NY-SQL01', 'seeding', [seedingRow(RUNNING)], { newest: { observedAt: NOW - 300_000, producedAt: null } as never })]);
    expect(screen.getByRole('table').querySelector('tr.hatch')).not.toBeNull();
  });
});

test('what is found of a seeding belongs to its group', () => {
  const finding = proved(['seeding failed', 'critical'], 'CO-SQL01', [rowIdOf(FAILED)]);
  expect([...sortFound([finding], ['SO_AG']).byGroup.keys()]).toEqual(['SO_AG']);
});
