import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { AskedPanel } from '#components/asked/asked-panel.tsx';
import { FiguresOf } from '#components/haproxy/figures-row.tsx';
import { ClosedPanel } from '#components/issues/closed-panel.tsx';
import { useClosed } from '#components/issues/use-closed.ts';
import { NotesPanel } from '#components/notes/notes-panel.tsx';
import { KeysTab } from '#components/redis/keys/keys-tab.tsx';
import { RowTrendsProvider } from '#components/row-trends/trends-provider.tsx';
import { useSources } from '#components/row-trends/use-sources.ts';
import { LivePage } from '#components/travel/live-only.tsx';
import { ADMIN } from '../actions/door.tsx';
import { Board, words } from '../draw.tsx';
import { probe } from '../estate.ts';
import { AT, renderTravelled } from './travelled.tsx';

/** Every file of the pages that asks Vigil for something, and what becomes of that in the past. One that is not here fails: it would show now as then. */
const ASKING: Readonly<Record<string, string>> = {
  'components/feed/line.ts': 'of now alone: pages of the past read another feed',
  'components/feed/stream.ts': 'of now alone: pages of the past read another feed',
  'components/feed/poll-now.ts': 'refused in the past',
  'components/tv/use-heal.ts': 'the wall, which has no past',
  'components/access/ask-vigil.ts': 'refuses in the past all that does something',
  'components/actions/action-client.ts': 'refused in the past',
  'components/timers/timer-client.ts': 'refused in the past',
  'components/issues/attention-client.ts': 'refused in the past; what is closed is off',
  'components/access/access-client.ts': 'its page is off',
  'components/access/sessions-page.tsx': 'its page is off',
  'components/audit/audit-client.ts': 'its page is off',
  'components/audit/use-audit.ts': 'its page is off',
  'components/about/about-client.ts': 'its page is off',
  'components/about/about-page.tsx': 'its page is off',
  'components/about/use-group-cost.ts': 'of now alone: not asked beside a board of the past',
  'components/doctor/doctor-client.ts': 'its page is off',
  'components/asked/asked-panel.tsx': 'off',
  'components/reading/asked-answer.ts': 'off with what uses it',
  'components/jobs/job-client.ts': 'off with what uses it; refused in the past',
  'components/jobs/use-jobs.ts': 'off with what uses it',
  'components/redis/keys/keys-tab.tsx': 'off',
  'components/redis/keys/changes-tab.tsx': 'off with the tab',
  'components/exceptions/use-store-asked.ts': 'off with what uses it',
  'components/exceptions/clear/clear-button.tsx': 'off with the list and the error beside it',
  'components/exceptions/clear/clear-runs.tsx': 'off with the list',
  'components/haproxy/sessions-of.tsx': 'off',
  'components/haproxy/figures-answer.ts': 'off with what uses it',
  'components/haproxy/sessions-answer.ts': 'off with what uses it',
  'components/haproxy/figures-row.tsx': 'off',
  'components/row-trends/history.ts': 'off with what uses it',
  'components/row-trends/trends-provider.tsx': 'off',
  'components/issues/use-closed.ts': 'off',
  'components/notes/notes-answer.ts': 'shown, and said to be of now',
  'components/notes/notes-panel.tsx': 'shown, and said to be of now',
  'components/travel/past-board.ts': 'of the past',
  'components/travel/past-client.ts': 'of the past',
  'components/travel/scrubber.tsx': 'of the past',
  'components/charts/series-client.ts': 'of the period in its address, whatever moment is looked at',
  'components/charts/use-events.ts': 'of the period of the chart',
  'components/charts/use-groups.ts': 'of the period of the chart',
  'components/charts/use-series.ts': 'of the period of the chart',
  'components/timeline/last-hour.tsx': 'of the hour before the moment that is looked at',
  'components/timeline/timeline-client.ts': 'of the period in its address, whatever moment is looked at',
  'components/timeline/use-axis.ts': 'of the period of the timeline',
  'components/timeline/use-events.ts': 'of the period of the timeline',
  'components/display/display-provider.tsx': 'how pages are shown, and nothing of what was read',
  'components/pins/pins-client.ts': 'which places are pinned now: a way to a place, and nothing of what was read',
  'components/pins/pins-context.tsx': 'which places are pinned now: a way to a place, and nothing of what was read',
  'components/travel/step-button.tsx': 'of the past',
};

const ASKS = /\bfetch\(|useSWR|askFor\(|askVigil\(|readAsked\b|new EventSource\(|new SharedWorker\(|sendBeacon\(/;

test('every file that asks for something says what becomes of that in the past', async () => {
  const found: string[] = [];
  for await (const path of glob('{components,app}/**/*.{ts,tsx}')) if (ASKS.test(readFileSync(path, 'utf8'))) found.push(path);
  expect(found.sort()).toEqual(Object.keys(ASKING).sort());
});

const asked = vi.fn(async () => new Response('[]'));

beforeEach(() => {
  asked.mockClear();
  vi.stubGlobal('fetch', asked);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

const SOURCE = { system: 'redis', group: 'a', node: 'b', probe: 'info' };
const PARTS = [{ source: 'haproxy/public/lb05/stats' }];

function Closed() {
  const closed = useClosed(async () => ({ ok: true, value: { closed: [], watchedSince: 1, gaps: [], now: 2 } }), '');
  return <ClosedPanel closed={closed} matched={[]} />;
}

function Trends() {
  const { states } = useSources(PARTS);
  return <p>{JSON.stringify(states)}</p>;
}

const OFF: [string, ReactNode, RegExp][] = [
  [
    'what is asked of a node',
    <AskedPanel key="a" source={SOURCE} question="clients" title="Clients">
      {() => null}
    </AskedPanel>,
    /Asked live only/,
  ],
  ['the analysis of keys', <KeysTab key="k" place={SOURCE} />, /Asked live only/],
  ['all figures of a row', <FiguresOf key="f" probe={probe()} rowId="x" />, /Asked live only/],
  ['what is closed', <Closed key="c" />, /Asked live only/],
  [
    'the pages of what is asked',
    <LivePage key="l" title="Audit" what="The audit is">
      now
    </LivePage>,
    /Asked live only/,
  ],
  [
    'the last minutes of rows',
    <RowTrendsProvider key="r" of={{ figures: [], valuesOf: () => [] } as never}>
      <Trends />
    </RowTrendsProvider>,
    /those of then are not on this page/,
  ],
];

describe('in the past', () => {
  test.each(OFF)('%s is off, and says so in words', (_name, part, said) => {
    const { container } = renderTravelled(
      `/?at=${AT}`,
      <Board>
        <ActionsProvider viewer={ADMIN}>{part}</ActionsProvider>
      </Board>,
    );
    expect(words(container)).toMatch(said);
    expect(asked).not.toHaveBeenCalled();
  });

  test('notes are shown, and said to be of now', () => {
    const button = { current: document.body.appendChild(document.createElement('button')) };
    renderTravelled(
      `/?at=${AT}`,
      <Board>
        <NotesPanel button={button} onShut={() => {}} about={{ system: 'redis', title: 'Redis' }} />
      </Board>,
    );
    expect(words(document.body)).toContain('As they are written now');
  });

  test('the way back is beside it', () => {
    renderTravelled(
      `/?at=${AT}`,
      <LivePage title="Audit" what="The audit is">
        now
      </LivePage>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Back to live' }));
    expect([window.location.search, words(document.body)]).toEqual(['', expect.stringContaining('now')]);
  });
});
