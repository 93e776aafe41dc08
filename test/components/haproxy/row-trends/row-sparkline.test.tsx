import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { screen } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FeedProvider } from '#components/feed/feed-provider.tsx';
import { RowCharts } from '#components/haproxy/row-trends/row-charts.tsx';
import { RowSparkline } from '#components/haproxy/row-trends/row-sparkline.tsx';
import { HAPROXY_TRENDS } from '#components/haproxy/row-trends/trend-spec.ts';
import { marksOf, RestartMarks } from '#components/row-trends/restart-marks.ts';
import { RowTrendsProvider } from '#components/row-trends/trends-provider.tsx';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { ROW_FIGURES } from '#lib/systems/haproxy/row-trend.ts';
import { until } from '#test/fakes/until.ts';
import { draw, words } from '../../draw.tsx';
import { NOW, probe, row } from '../../estate.ts';
import { type EventServer, startEventServer } from '../../feed/event-server.ts';
import { FetchedEventSource } from '../../feed/event-source.ts';

const EVERY = 5_000;
const WEB01 = row({ sessions: 7, requestRate: 142.4 }).id;
const LB05 = sourceId(probe().source);

let feed: EventServer;
let vigil: Server;
/** What was asked for; how many readings the server has, and what it answers with. */
let asked: string[];
let reads: number;
let status: number;
let seq: number;

beforeEach(async () => {
  // What two servers send comes when it comes.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  [asked, reads, status, seq] = [[], 10, 200, 0];
  feed = await startEventServer();
  feed.snapshot = () => ({ probes: [readBefore(reads)], rows: { [LB05]: [row({ sessions: 7 }), row({ name: 'web02', sessions: 9 })] } });
  vigil = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    if (path.startsWith('/live/v1/row-trends')) asked.push(path);
    response.writeHead(status, { 'content-type': 'application/json' });
    const times = Array.from({ length: reads }, (_, index) => timeOf(index + 1));
    const rows = { [WEB01]: [times.map((_, index) => index), 40, null], 'be_web/server/web02': [9, 40, null] };
    response.end(JSON.stringify({ boot: feed.boot, successes: reads, figures: ROW_FIGURES, times, rows }));
  });
  await new Promise<void>((resolve) => vigil.listen(0, '127.0.0.1', resolve));
  const real = fetch;
  const origin = `http://127.0.0.1:${(vigil.address() as AddressInfo).port}`;
  // In a browser a path is enough; here it needs the host that the page would come from.
  vi.stubGlobal('fetch', (path: string) => real(path.endsWith('/stream') ? feed.url : `${origin}${path}`));
  vi.stubGlobal('EventSource', FetchedEventSource);
});

afterEach(async () => {
  vi.unstubAllGlobals();
  vigil.closeAllConnections();
  await Promise.all([feed.close(), new Promise((resolve) => vigil.close(resolve))]);
});

/** When the n-th reading was made. */
const timeOf = (nth: number) => NOW - 60 * EVERY + nth * EVERY;
const readBefore = (successes: number): ProbeRow => probe({ successes, newest: { observedAt: timeOf(successes), producedAt: null } });

/** The feed brings the n-th reading. */
function bring(nth: number, sessions: number): void {
  seq += 1;
  const change = { probe: readBefore(nth), rows: [row({ sessions })], gone: [] };
  feed.send('change', { now: Date.now(), doubtBefore: 0, boot: feed.boot, system: 'haproxy', seq, change });
}

const onLb05 = (id = WEB01) => [{ source: LB05, row: id }];

function Page({ isStale = false }: { isStale?: boolean }) {
  return (
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
      <FeedProvider viewer="ann">
        <RowTrendsProvider of={HAPROXY_TRENDS}>
          <RestartMarks
            value={marksOf([{ system: 'haproxy', group: 'public', node: 'lb05', from: timeOf(7), to: timeOf(8), words: 'reloaded' }])}
          >
            <RowSparkline parts={onLb05()} figure="sessions" of="web01" isStale={isStale} />
          </RestartMarks>
          <RowSparkline parts={onLb05()} figure="rate" of="web01" isStale={isStale} />
          <RowSparkline parts={onLb05('be_web/server/web02')} figure="sessions" of="web02" isStale={isStale} />
          <RowCharts source={LB05} row={WEB01} isStale={isStale} />
        </RowTrendsProvider>
      </FeedProvider>
    </SWRConfig>
  );
}

const labels = (container: Element) => [...container.querySelectorAll('.rowspark svg')].map((svg) => svg.getAttribute('aria-label'));
const sees = (container: Element, text: string) => until(`“${text}” is drawn`, () => labels(container).join('\n').includes(text));

describe('rows on screen', () => {
  test('have their last minutes read once for each source, whatever is drawn of it', async () => {
    const { container } = draw(<Page />);
    expect(labels(container)[0]).toBe('the last minutes of web01 are being read');
    await sees(container, 'Sessions of web01');
    expect(labels(container)).toEqual([
      'Sessions of web01 over 45s: from 0 to 9, last 9, lb05 reloaded',
      'Requests/s of web01 over 45s: from 40 to 40, last 40',
      'Sessions of web02 over 45s: from 9 to 9, last 9',
    ]);
    const opened = [...container.querySelectorAll('.rowspark a')].map((link) => decodeURIComponent(link.getAttribute('href') ?? ''));
    expect(opened).toEqual(
      [`${WEB01}|Sessions`, `${WEB01}|Requests`, 'be_web/server/web02|Sessions'].map((of) => `/charts?s=${LB05}|${of}`),
    );
    expect(screen.getByRole('link', { name: 'Sessions over a longer time' }).getAttribute('href')).toContain('/charts?s=');
    expect(asked).toEqual([`/live/v1/row-trends?source=${LB05}`]);
    expect(container.querySelectorAll('.rowspark .mark title')).toHaveLength(1);
    expect(words(container)).toMatch(/Sessionslonger90\d\d:\d\d:\d\d UTC\d\d:\d\d:\d\d UTCRequests \/slonger400/);
  });

  test('are extended by each reading, without asking again', async () => {
    const { container } = draw(<Page />);
    await sees(container, 'last 9, lb05 reloaded');
    bring(11, 70);
    await sees(container, 'over 50s: from 0 to 70, last 70');
    bring(12, 60);
    await sees(container, 'over 55s: from 0 to 70, last 60');
    expect(asked).toHaveLength(1);
  });

  test('are read again when a reading was missed', async () => {
    const { container } = draw(<Page />);
    await sees(container, 'last 9, lb05 reloaded');
    reads = 14;
    bring(14, 13);
    await sees(container, 'over 1m 05s: from 0 to 13, last 13');
    await until('the gap is gone', () => labels(container)[0]?.includes('gap') === false);
    expect(asked).toHaveLength(2);
  });

  test('are read again after the server was started anew', async () => {
    const { container } = draw(<Page />);
    await sees(container, 'last 9, lb05 reloaded');
    feed.boot = 'boot-2';
    seq = 0;
    reads = 20;
    feed.drop();
    await sees(container, 'over 1m 35s');
    await until('the gap is gone', () => labels(container)[0]?.includes('gap') === false);
    expect(asked).toHaveLength(2);
  });

  test('say that their last minutes could not be read, and ask again with the next reading and not before', async () => {
    status = 500;
    const { container } = draw(<Page />);
    await sees(container, 'the last minutes of web01 could not be read: Vigil answered 500');
    expect(container.querySelectorAll('.rowspark .lost path')).toHaveLength(0);
    expect([words(container), asked.length]).toEqual([expect.stringContaining('could not be read: Vigil answered 500'), 1]);
    status = 200;
    reads = 11;
    bring(11, 10);
    await sees(container, 'over 50s: from 0 to 10, last 10');
    expect(asked).toHaveLength(2);
  });

  test('end in a hollow dot and a tail up to now when they are stale', async () => {
    const { container } = draw(<Page isStale />);
    await sees(container, 'last 9, stale, lb05 reloaded');
    expect(container.querySelectorAll('.rowspark .hollow')).toHaveLength(3);
    expect(container.querySelector('.rowspark .tail')?.getAttribute('d')).toMatch(/H54$/);
    expect(words(container)).toContain('now');
  });
});
