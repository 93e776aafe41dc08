import { screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { shownIndices, toIndices } from '#components/elastic/cluster/index-lines.ts';
import { IndicesView } from '#components/elastic/cluster/indices-view.tsx';
import { RecoveriesView } from '#components/elastic/cluster/recoveries-view.tsx';
import { toClusters } from '#components/elastic/lines.ts';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { sourceId } from '#lib/reading.ts';
import { INDICES, RECOVERIES, VOLUME } from '#lib/systems/elastic/model.ts';
import type { IndexView } from '#lib/systems/elastic/model-data.ts';
import { draw, words } from '../draw.tsx';
import { MOMENT, NEVER_READ, readAgo } from '../estate.ts';
import { found as foundIssues } from '../issues/made-up.ts';
import { Address } from '../travel/address.tsx';
import { cluster, type Fed, fed, recovery, rowOf } from './estate.ts';

beforeEach(
  () =>
    void vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response('{}')),
    ),
);
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

function lineOf(parts: readonly Fed[]) {
  const [line] = toClusters(
    parts.map(({ probe }) => probe),
    new Map(parts.map((part) => [sourceId(part.probe.source), part.rows])),
  );
  if (line === undefined) throw new Error('no cluster');
  return line;
}

const VIEWS = { indices: IndicesView, recoveries: RecoveriesView } as const;

function view(name: keyof typeof VIEWS, parts: readonly Fed[]): HTMLElement {
  const View = VIEWS[name];
  return draw(
    <Address>
      <IssuesContext value={foundIssues([...parts], { findings: [], moment: MOMENT })}>
        <View cluster={lineOf(parts)} />
      </IssuesContext>
    </Address>,
    { probes: parts.map(({ probe }) => probe), moment: MOMENT },
  ).container;
}

const index = (name: string, color: IndexView['color'] = 'green') =>
  rowOf(`index/${name}`, {
    ...{ kind: 'index', name, color, primaries: 1, copies: 1 },
    shards: { active: 2, activePrimary: 1, relocating: 0, initializing: 0, unassigned: 0, unassignedPrimary: 0, delayed: 0 },
  } as IndexView);

describe('indices', () => {
  test('of 5,000 only those that are seen are drawn, and all are counted', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => index(`logs-${i}`));
    const container = view('indices', cluster(fed(INDICES, many)));
    const panel = screen.getByRole('region', { name: 'Indices' });
    expect(words(panel)).toContain('5,000 indices');
    expect(container.querySelectorAll('[role=row], tbody tr').length).toBeLessThan(200);
  });

  test('that begin with a dot are folded and counted, but for those in trouble and behind a stream', () => {
    const all = [index('.kibana'), index('.security', 'red'), index('.ds-app-000001'), index('logs')];
    const lines = toIndices(lineOf(cluster(fed(INDICES, all))));
    const names = (filter: string, withHidden: boolean) => shownIndices(lines, { filter, withHidden }).map(({ name }) => name);
    expect(names('', false)).toEqual(['.security', '.ds-app-000001', 'logs']);
    expect(names('', true)).toEqual(['.security', '.ds-app-000001', '.kibana', 'logs']);
    expect(names('red', false)).toEqual(['.security']);
    view('indices', cluster(fed(INDICES, all)));
    expect(screen.getByRole('button', { name: 'Show the 2 that begin with a dot' })).toBeTruthy();
  });
});

const volume = (name: string) =>
  rowOf(`index/${name}`, {
    ...{ kind: 'volume', name, docs: 4_711, deletedDocs: 0, primaryBytes: 1_000, totalBytes: 2_000, searches: 1, indexed: 1 },
    ...{ searchesPerSecond: 3, indexedPerSecond: 4 },
  });

test.each([
  ['is old is hatched, and not their health that is fresh', readAgo(600_000), true],
  ['is fresh is not', {}, false],
])('what is in indices that %s', (_, over, isHatched) => {
  view('indices', cluster(fed(INDICES, [index('logs')]), fed(VOLUME, [volume('logs')], over)));
  expect(screen.getByText('4,711').classList.contains('hatch')).toBe(isHatched);
  expect(screen.getByText('green').closest('.hatch')).toBeNull();
});

test.each([
  ['indices', 'Indices', INDICES],
  ['recoveries', 'Recoveries', RECOVERIES],
] as const)('%s that were never read are not none', (word, title, probe) => {
  view(word, cluster(fed(probe, [], NEVER_READ)));
  expect(words(screen.getByRole('region', { name: title }))).toContain('Never read: nothing is known of it.');
});

test('recoveries that are old are hatched, and say how far they were', () => {
  view('recoveries', cluster(fed(RECOVERIES, [recovery()], readAgo(600_000))));
  const panel = screen.getByRole('region', { name: 'Recoveries' });
  expect(panel.querySelector('.answered.hatch')).not.toBeNull();
  expect(words(panel)).toMatch(/logs-1 0 replica.*ny-log01.*ny-log02/);
});
