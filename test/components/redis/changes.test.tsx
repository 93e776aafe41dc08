import { screen } from '@testing-library/react';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { expect, test } from 'vitest';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { NO_ISSUES } from '#components/issues/open-issues.ts';
import { Changes } from '#components/redis/instance/changes.tsx';
import { SlowlogAnswered } from '#components/redis/instance/slowlog-answered.tsx';
import { REDIS_TRENDS } from '#components/redis/trends.ts';
import { TrendStore } from '#components/row-trends/trend-store.ts';
import { TrendsContext } from '#components/row-trends/trends-provider.tsx';
import type { NodeEvent } from '#lib/finding.ts';
import { sourceId } from '#lib/reading.ts';
import { RowRing } from '#lib/row-ring.ts';
import type { SlowlogAnswer } from '#lib/systems/redis/model-asked.ts';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';
import { link, node, rowOf, view } from './estate.ts';

const EVENT: NodeEvent = {
  ...{ system: 'redis', group: 'sessions', node: 'a' },
  ...{ from: NOW - 65_000, to: NOW - 60_000, words: 'restarted, became a master' },
};

function changes(of: Parameters<typeof view>[2] = {}, events: readonly NodeEvent[] = []): HTMLElement {
  const line = node('a', 1, of);
  const ring = new RowRing(REDIS_TRENDS.figures.length);
  for (const at of [20_000, 15_000, 10_000, 5_000]) {
    const row = rowOf(view('a', 1, { ...of, opsPerSecond: at / 100 }));
    ring.push(NOW - at, [[row.id, REDIS_TRENDS.valuesOf(row)]]);
  }
  const store = new TrendStore();
  store.put(sourceId(line.probe.source), { is: 'kept', ring, intervalMs: 5_000 });
  const { container } = draw(
    <IssuesContext value={{ ...NO_ISSUES, cards: [], events }}>
      <TrendsContext value={store}>
        <Changes line={line} />
      </TrendsContext>
    </IssuesContext>,
    { probes: [line.probe] },
  );
  return container;
}

const charts = (): (string | null)[] => screen.getAllByRole('img').map((image) => image.getAttribute('aria-label'));

test('the figures of an instance are drawn with their units, and what it never tells has no chart', () => {
  changes();
  expect(charts()).toContainEqual(expect.stringMatching(/^Commands\/s over .*from 50 to 200, last 50/));
  expect(charts()).toContainEqual(expect.stringMatching(/^Memory over .*last 1\.0 MB/));
  expect(charts().join()).not.toMatch(/Silence of its master/);
});

test('a replica has what it has received and not carried out, and what it heard', () => {
  changes({ link: link(9, { readOffset: 900, appliedOffset: 400, lastIoSeconds: 3 }) });
  expect(charts()).toContainEqual(expect.stringMatching(/^Received, not carried out over .*last 500 B/));
  expect(charts()).toContainEqual(expect.stringMatching(/^Silence of its master s over .*last 3/));
});

test('what happened to it is told with its time, and not what happened to another', () => {
  const container = changes({}, [EVENT, { ...EVENT, node: 'b', words: 'had its counters cleared' }]);
  expect(words(container)).toMatch(/between .* and .*restarted, became a master/);
  expect(words(container)).not.toContain('counters');
});

test('slow commands that were lost are counted between two moments, and those that it forgot are told apart', () => {
  const command = (id: number) => ({
    id,
    at: NOW - 1_000,
    tookMicros: 5,
    command: 'GET',
    args: [],
    argCount: 0,
    address: null,
    name: null,
  });
  const answer: SlowlogAnswer = {
    ...{ isMasked: false, runId: 'r', count: 1, slowerThanMicros: 10, commands: [command(40), command(2)], toldCount: 1 },
    ...{ gaps: [{ count: 37, from: NOW - 180_000, to: NOW }], earlierRunCount: 4 },
  };
  const { container } = draw(
    <SearchParamsContext value={new URLSearchParams() as never}>
      <SlowlogAnswered answer={answer} />
    </SearchParamsContext>,
  );
  expect(words(container)).toMatch(/1 commands, the newest first\. With them 1 that Vigil was told/);
  expect(words(container)).toMatch(/37 entries between .* and .* were never seen/);
  expect(words(container)).toMatch(/4 entries of the process before it are left out/);
});
