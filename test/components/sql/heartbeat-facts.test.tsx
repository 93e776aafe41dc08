import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { AgFacts } from '#components/sql/ag/ag-facts.tsx';
import { mergeGroups } from '#components/sql/ag/groups.ts';
import { toClusters } from '#components/sql/ag/nodes.ts';
import type { LiveRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { HeartbeatView } from '#lib/systems/sql/ag/model.ts';
import { draw, words } from '../draw.tsx';
import { failing, NOW } from '../estate.ts';
import { clusterRow, part, rowsOf } from './estate.ts';
import { soAg } from './so-ag.ts';

vi.mock('next/navigation', () => ({ usePathname: () => '/sql' }));

function beat(database: string, beatAt: number | null): LiveRow[] {
  const value: HeartbeatView = { kind: 'heartbeat', database, table: 'dbo.heartbeat', beatAt, saidAt: NOW };
  return [{ ...clusterRow(), id: 'heartbeat', value }];
}

function facts(...own: Part[]): string[] {
  const parts = [...soAg(), ...own];
  const [cluster] = toClusters(
    parts.map(({ probe }) => probe),
    rowsOf(parts),
  );
  if (!cluster) throw new Error('no cluster');
  const [ag] = mergeGroups(cluster);
  if (!ag) throw new Error('no group');
  draw(<AgFacts ag={ag} />, { probes: parts.map(({ probe }) => probe) });
  const list = screen.getByRole('heading', { name: 'Listeners and settings' }).closest('.agfacts');
  return [...(list?.querySelectorAll('dl > div') ?? [])].map(words).filter((one) => one.startsWith('Heartbeat'));
}

test('the newest heartbeat of each replica stands with the group that has it, each with its age', () => {
  expect(
    facts(part('NY-SQL01', 'heartbeat', beat('Sites', NOW - 3_000)), part('NY-SQL02', 'heartbeat', beat('Sites', NOW - 9_000))),
  ).toEqual([
    expect.stringMatching(/^Heartbeat at NY-SQL01 ?newest of .*2s$/),
    expect.stringMatching(/^Heartbeat at NY-SQL02 ?newest of .*2s$/),
  ]);
});

test('one that is not read says so, one that is empty too, and neither is silent', () => {
  const told = facts(
    part('NY-SQL01', 'heartbeat', beat('Sites', null)),
    part('NY-SQL02', 'heartbeat', [], { ...failing('refused', 4_000, 'the database may not be read here'), newest: null }),
  );
  expect(told).toEqual([expect.stringMatching(/none written/), expect.stringMatching(/not read: the database may not be read here/)]);
});

test('a group without the database has no line of it', () => {
  expect(facts(part('NY-SQL01', 'heartbeat', beat('Elsewhere', NOW)))).toEqual([]);
});

test('where none is configured there is none', () => {
  expect(facts()).toEqual([]);
  expect(within(document.body).queryByText(/Heartbeat/)).toBeNull();
});
