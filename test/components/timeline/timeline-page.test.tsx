import { fireEvent, screen, within } from '@testing-library/react';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { SWRConfig } from 'swr';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TimelineClient } from '#components/timeline/timeline-client.ts';
import { Timeline } from '#components/timeline/timeline-page.tsx';
import type { Blank, HistoryEvent } from '#lib/history.ts';
import { drawAxis } from '#lib/timeline/axis.ts';
import { happened, newest } from '#test/timeline/events.ts';
import { VIEWER } from '../actions/door.tsx';
import { draw, shapes, words } from '../draw.tsx';
import { NOW, probe } from '../estate.ts';

beforeEach(() => window.history.replaceState(null, '', '/timeline'));

const MINUTE = 60_000;
const KNOWN = probe();
const PLACE = { ...KNOWN.source, systems: [KNOWN.source.system] };
const ago = (minutes: number, over: Partial<HistoryEvent> = {}) => happened({ ...placeOf(over), at: NOW - minutes * MINUTE, ...over });
const placeOf = ({ system }: Partial<HistoryEvent>) =>
  system === undefined ? { systems: PLACE.systems, system: PLACE.system, group: PLACE.group, node: PLACE.node, subject: PLACE.node } : {};

type Around = {
  events?: HistoryEvent[];
  blanks?: Blank[];
  keptFrom?: number | null;
  next?: number | null;
  fails?: { message: string; isOff?: true };
};

function page({ events = [], blanks = [], keptFrom = 1, next = null, fails }: Around = {}, search = '') {
  window.history.replaceState(null, '', `/timeline${search}`);
  const asked: URLSearchParams[] = [];
  const rest = { blanks, keptFrom, trouble: null, now: NOW };
  const client: TimelineClient = {
    async events(query) {
      asked.push(new URLSearchParams(query));
      return fails ? { ok: false, ...fails } : { ok: true, value: { ...rest, events: newest(events), next } };
    },
    async axis(query) {
      if (fails) return { ok: false, ...fails };
      const params = new URLSearchParams(query);
      const period = { from: Number(params.get('from')), to: Number(params.get('to')), now: NOW, steps: 8, blanks };
      return {
        ok: true,
        value: { ...rest, axis: drawAxis(newest(events), ['haproxy'], period), kinds: { node: events.length }, since: period.from },
      };
    },
  };
  const { container } = draw(
    <SWRConfig value={{ provider: () => new Map() }}>
      <SearchParamsContext value={new URLSearchParams(window.location.search) as never}>
        <Timeline viewer={VIEWER} probes={[KNOWN]} client={client} />
      </SearchParamsContext>
    </SWRConfig>,
  );
  return { container, asked };
}

const lines = (container: Element) => [...container.querySelectorAll('.event')].map(words);

describe('a line', () => {
  test('says when, what, where and by whom, and leads to the thing and to the board of that moment', async () => {
    const at = new Date(NOW - MINUTE).toISOString();
    const { container } = page({ events: [ago(1, { kind: 'action', words: 'Drained', by: 'ann' })] });
    await screen.findByText('Drained');
    expect(lines(container)).toEqual(['14:10:12 actionHAProxy · Public · lb05Drainedby annAuditBoard then']);
    const [node, audit, board] = within(container.querySelector('.event') as HTMLElement).getAllByRole('link');
    expect(node?.getAttribute('href')).toBe('/haproxy#haproxy%2Fpublic%2Flb05');
    expect(audit?.getAttribute('href')).toBe('/audit?who=ann&from=2026-03-04T14%3A10&to=2026-03-04T14%3A12');
    expect(board?.getAttribute('href')).toBe(`/haproxy?at=${encodeURIComponent(at)}#haproxy%2Fpublic%2Flb05`);
  });

  test('of an issue that is over says after how long, and opens to when it was found', async () => {
    const issue = { kind: 'issue', subject: 'web03', words: 'DOWN' } as const;
    const { container } = page({
      events: [ago(9, { ...issue, status: 'critical' }), ago(5, { ...issue, words: 'over after 4m 00s: DOWN' })],
    });
    const fold = await screen.findByRole('button', { name: /^2 events: over/ });
    expect(lines(container)).toEqual(['14:06:12 issue overHAProxy · Public · lb05web03: over after 4m 00s: DOWNBoard then']);
    fireEvent.click(fold);
    expect(window.location.search).toContain('open=e');
  });

  test('of a moment that is not known closely says between which two it was', async () => {
    const { container } = page({ events: [ago(3, { until: NOW - 3 * MINUTE + 10_000, words: 'restarted' })] });
    await screen.findByText('restarted');
    expect(container.querySelector('.event time')?.textContent).toBe('14:08:12–08:22');
  });

  test('of what a script said shows it as text, and leads out only by its link', async () => {
    const deploy = ago(2, {
      kind: 'deploy',
      system: '',
      systems: [],
      subject: '<b>shop</b> 1',
      words: '<img src=x>',
      link: 'https://ci.example/1',
      by: 'ci',
    });
    const { container } = page({ events: [deploy] });
    await screen.findByText('<b>shop</b> 1');
    expect(container.querySelector('.event img, .event b')).toBeNull();
    const link = screen.getByRole('link', { name: /ci\.example/ });
    expect([link.getAttribute('href'), link.getAttribute('rel')]).toEqual(['https://ci.example/1', 'noreferrer noopener']);
  });

  test('of a node that is not watched any more leads to no page of it', async () => {
    const { container } = page({ events: [ago(1, { node: 'gone', subject: 'gone', words: 'left' })] });
    await screen.findByText('left');
    expect(container.querySelector('.where a')).toBeNull();
    expect(container.querySelector('.where')?.textContent).toContain('gone');
  });
});

describe('the axis', () => {
  test('has a mark with the shape of what it became, and says in words what it stands for', async () => {
    const { container } = page({ events: [ago(3, { kind: 'status', status: 'stale', words: 'no answer' })] });
    const mark = await screen.findByRole('button', { name: 'HAProxy, 14:08:12 UTC: stale: lb05: no answer' });
    expect(shapes(mark, 'stale')).toBe(1);
    fireEvent.focus(mark);
    expect(container.querySelector('.readout')?.textContent).toContain('stale: lb05: no answer');
  });

  test('hatches the times of which nothing is known, in words', async () => {
    page({ blanks: [{ from: NOW - 5 * MINUTE, to: NOW - MINUTE, why: 'it was not running' }], keptFrom: NOW - 60 * MINUTE });
    await screen.findByRole('img', { name: 'Nothing is known of 14:06:12 UTC to 14:10:12 UTC: it was not running' });
    await screen.findByRole('img', { name: 'Nothing is kept from before 13:11:12 UTC' });
  });

  test('is gone through by the arrow keys, lane by lane', async () => {
    page({ events: [ago(300), ago(10, { words: 'again' }), ago(8, { kind: 'deploy', subject: 'shop 1' })] });
    const last = await screen.findByRole('button', { name: /again/ });
    last.focus();
    fireEvent.keyDown(last, { key: 'ArrowLeft' });
    expect(document.activeElement?.getAttribute('aria-label')).toContain('09:11:12');
    fireEvent.keyDown(document.activeElement ?? last, { key: 'ArrowDown' });
    expect(document.activeElement?.getAttribute('aria-label')).toContain('shop 1');
  });
});

describe('what is looked for', () => {
  test('stands in the address and is asked for', async () => {
    const { asked } = page({}, '?range=24h&kind=deploy&kind=node&system=haproxy&group=public&q=web');
    await screen.findByText('Nothing matches');
    const [query] = asked;
    expect(Object.fromEntries(query ?? [])).toMatchObject({ kind: 'node,deploy', system: 'haproxy', group: 'public', text: 'web' });
    expect(Number(query?.get('to')) - Number(query?.get('from'))).toBe(86_405_000);
    fireEvent.click(screen.getByRole('button', { name: /^Actions/ }));
    expect(new URLSearchParams(window.location.search).getAll('kind')).toEqual(['deploy', 'node', 'action']);
    fireEvent.click(screen.getByRole('button', { name: '1h' }));
    expect(new URLSearchParams(window.location.search).get('range')).toBe('1h');
  });

  test('is exported by the same address', async () => {
    page({}, '?kind=deploy');
    const csv = await screen.findByRole('link', { name: 'CSV' });
    expect(csv.getAttribute('href')).toMatch(/^\/live\/v1\/events\/export\?from=\d+&to=\d+&kind=deploy&format=csv$/);
  });
});

describe('where there is nothing', () => {
  test.each<[string, Around, string, string]>([
    ['nothing happened', {}, 'Nothing happened', 'in the times in which Vigil looked'],
    ['nothing is kept yet', { keptFrom: null }, 'Nothing is kept yet', ''],
    ['Vigil did not look', { blanks: [{ from: 1, to: 2, why: 'off' }] }, 'Nothing happened', 'Of the hatched times nothing is known.'],
    [
      'no history is kept',
      { fails: { message: 'state.history is false.', isOff: true } },
      'No history is kept here',
      'state.history is false.',
    ],
    ['it cannot be read', { fails: { message: 'the disk is gone' } }, 'The events could not be read', 'The disk is gone.'],
  ])('that says: %s', async (_name, around, title, text) => {
    const { container } = page(around);
    await screen.findByText(title);
    expect(words(container)).toContain(text);
  });
});
