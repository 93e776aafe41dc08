import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { SWRConfig } from 'swr';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Asks, AsksContext } from '#components/charts/asks.ts';
import { ChartsBoard } from '#components/charts/charts-board.tsx';
import { LEFT_PX, RIGHT_PX } from '#components/charts/frame.ts';
import { readView, type View, writeView } from '#components/charts/view.ts';
import type { Blank, HistoryEvent, SeriesGroup, SeriesKey, SeriesPoint } from '#lib/history.ts';
import type { SeriesTold } from '#lib/http/series.ts';
import { draw, words } from '../draw.tsx';
import { MOMENT } from '../estate.ts';

const NOW = MOMENT.now;
const SOURCE = 'redis/shared/cache1/info';
const KEY: SeriesKey = { source: SOURCE, row: '', figure: 'Commands' };
const OTHER: SeriesKey = { ...KEY, source: 'redis/shared/cache2/info' };
const MINUTE = 60_000;
const PERIOD = { from: NOW - 60 * MINUTE, to: NOW };

const FIGURES = [
  { name: 'Commands', unit: '/s', meaning: 'Commands carried out a second' },
  { name: 'Memory', unit: 'B', meaning: 'Bytes that the node uses' },
];

/** Each minute a reading, in these minutes. */
const minutes = (from: number, to: number, value = 7): SeriesPoint[] =>
  Array.from({ length: to - from + 1 }, (_, index): SeriesPoint => [PERIOD.from + (from + index) * MINUTE, value, value, value]);

type Kept = { points: SeriesPoint[]; keptFrom?: number | null };

// What a page fetches when it first draws one.
beforeAll(async () => void (await import('#components/charts/plot.tsx')));

let kept: Record<string, Kept | string>;
let blanks: Blank[];
let events: HistoryEvent[];
let groups: SeriesGroup[] | string;
let steps: { search: string; how: 'step' | 'replace' }[];
let backs: number;

beforeEach(() => {
  kept = { [SOURCE]: { points: [...minutes(0, 20), ...minutes(40, 60, 0)] }, [OTHER.source]: { points: minutes(0, 60, 9) } };
  blanks = [];
  events = [];
  groups = [SOURCE, OTHER.source].map((source) => ({ source, intervalMs: MINUTE, figures: FIGURES, rows: [''] }));
  steps = [];
  backs = 0;
});

const asks: Asks = {
  async readSeries(key) {
    const own = kept[key.source] ?? { points: [], keptFrom: null };
    if (typeof own === 'string') return { ok: false, message: own };
    const value: SeriesTold = {
      ...{ key, figure: FIGURES.find(({ name }) => name === key.figure) ?? { name: key.figure, unit: '', meaning: '' } },
      ...{ stepMs: null, gapMs: 2.5 * MINUTE, points: own.points, keptFrom: own.keptFrom === undefined ? PERIOD.from : own.keptFrom },
      ...{ blanks, upTo: NOW, trouble: null, now: NOW },
    };
    return { ok: true, value };
  },
  readGroups: async () =>
    typeof groups === 'string' ? { ok: false, message: groups } : { ok: true, value: { groups, keptFrom: PERIOD.from } },
  readEvents: async () => ({ ok: true, value: { events, blanks: [] } }),
};

function Page({ search }: { search: string }) {
  const [at, setAt] = useState(search);
  const { problem, ...view } = readView(new URLSearchParams(at));
  const [held] = useState<{ view: View }>({ view });
  if (writeView(held.view) !== writeView(view)) held.view = view;
  const change = (next: View, how: 'step' | 'replace') => {
    steps.push({ search: writeView(next), how });
    setAt(writeView(next));
  };
  const back = () => {
    backs += 1;
  };
  const period = view.time.is === 'period' ? view.time : PERIOD;
  const url = { view: held.view, problem, change, back };
  return (
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
      <AsksContext value={asks}>
        <ChartsBoard {...url} period={period} probes={[]} rows={{}} />
      </AsksContext>
    </SWRConfig>
  );
}

const open = (keys: readonly SeriesKey[] = [KEY]) =>
  draw(<Page search={writeView({ keys, time: { is: 'range', name: '1h' } })} />).container;
const large = () => screen.getByRole('region', { name: 'Chart' });
const runs = (of: Element) =>
  [...of.querySelectorAll('.run[data-from]')].map((run) =>
    [run.getAttribute('data-from'), run.getAttribute('data-to')].map((at) => (Number(at) - PERIOD.from) / MINUTE),
  );
const drawn = (count: number) => waitFor(() => expect(runs(large())).toHaveLength(count));

describe('a chart', () => {
  test('draws no line over a gap, hatches it with words, and draws a zero that was read as one', async () => {
    open();
    await drawn(2);
    expect(runs(large())).toEqual([
      [0, 20],
      [40, 60],
    ]);
    const silences = [...large().querySelectorAll('.silence')].map((one) => [
      one.getAttribute('class'),
      one.querySelector('title')?.textContent,
    ]);
    expect(silences).toEqual([['silence unread', 'nothing was read']]);
    expect(words(large())).toMatch(/Hatched: .*13:31:12 UTC to 13:51:12 UTC, nothing was read/);
  });

  test('says where Vigil did not look, and why', async () => {
    blanks = [{ from: PERIOD.from + 20 * MINUTE, to: PERIOD.from + 40 * MINUTE, why: 'Vigil was stopped' }];
    open();
    await drawn(2);
    expect([...large().querySelectorAll('.silence')].map((one) => one.getAttribute('class'))).toEqual(['silence off']);
    expect(words(large())).toContain('Vigil was stopped');
  });

  test('says what its figure means, in which unit, and how old its newest value is', async () => {
    const container = open();
    await drawn(2);
    expect(words(large())).toContain('Commands in /s: Commands carried out a second.');
    expect(words(within(large()).getByRole('list', { name: 'Lines' }))).toMatch(/cache1\s*0\/s 0s ago/);
    expect(words(container)).toContain('Times are in UTC');
  });

  test('that ends before now says that nothing came since', async () => {
    kept[SOURCE] = { points: minutes(0, 20) };
    open();
    await drawn(1);
    expect(words(within(large()).getByRole('list', { name: 'Lines' }))).toContain('40m 00s ago, nothing since');
    expect(large().querySelectorAll('.silence.unread')).toHaveLength(1);
  });

  test.each<[string, () => void, string]>([
    [
      'of what is not kept yet',
      () => (kept[SOURCE] = { points: [], keptFrom: null }),
      'Nothing is kept of this yet; Vigil keeps figures since',
    ],
    [
      'that cannot be read',
      () => (kept[SOURCE] = 'No history is kept (state.history: false)'),
      'No history is kept (state.history: false). It is asked for again.',
    ],
    ['that may not be seen', () => (kept[SOURCE] = 'dev may not: this needs the right "view" on redis'), 'needs the right "view" on redis'],
  ])('says so in words and draws nothing: %s', async (_name, set, said) => {
    set();
    const container = open();
    await waitFor(() => expect(words(container)).toContain(said));
    expect(runs(large())).toEqual([]);
  });

  test('has a small one for each other figure of the same node, and the way to it', async () => {
    open();
    await drawn(2);
    const others = await screen.findByRole('region', { name: 'Other figures' });
    const link = within(others).getByRole('link', { name: 'Memory' });
    expect(decodeURIComponent(link.getAttribute('href') ?? '')).toBe(`/charts?s=${SOURCE}||Memory&range=1h`);
    await waitFor(() => expect(runs(others)).toHaveLength(2));
  });

  test('can be had as a file, of what is shown', async () => {
    open();
    await drawn(2);
    expect(decodeURIComponent(screen.getByRole('link', { name: 'CSV' }).getAttribute('href') ?? '')).toBe(
      `/live/v1/series/export?format=csv&from=${PERIOD.from}&to=${PERIOD.to}&s=${SOURCE}||Commands`,
    );
  });

  test('tells what happened meanwhile, with the way to the board as it was', async () => {
    const at = PERIOD.from + 20 * MINUTE;
    const event = {
      kind: 'node',
      systems: ['redis'],
      system: 'redis',
      group: 'shared',
      node: 'cache1',
      subject: 'cache1',
      status: null,
    } as const;
    events = [{ id: 1, at, until: at, ...event, words: 'restarted', by: null }];
    open();
    await drawn(2);
    const list = screen.getByRole('region', { name: 'What happened meanwhile' });
    await waitFor(() => expect(words(list)).toContain('cache1: restarted'));
    expect(within(list).getByRole('link').getAttribute('href')).toBe(
      `/redis/nodes/shared/cache1?at=${encodeURIComponent(new Date(at).toISOString())}`,
    );
    expect(large().querySelectorAll('.mark')).toHaveLength(1);
  });
});

describe('a part of it is shown', () => {
  const WIDTH = 1_000 + LEFT_PX + RIGHT_PX;
  const over = () => {
    const found = large().querySelector<HTMLElement>('.over');
    if (!found) throw new Error('there is no chart');
    found.getBoundingClientRect = () => ({ left: 0, width: WIDTH }) as DOMRect;
    return found;
  };
  /** jsdom has no pointer events of its own. */
  const point = (kind: string, share: number) => {
    const event = Object.assign(new MouseEvent(kind, { bubbles: true, button: 0, clientX: LEFT_PX + share * 1_000 }), { pointerId: 1 });
    act(() => void over().dispatchEvent(event));
  };
  const minute = (time: number) => (time - PERIOD.from) / MINUTE;
  const zoomed = () => {
    const { time } = readView(new URLSearchParams(steps.at(-1)?.search));
    return time.is === 'period' ? [minute(time.from), minute(time.to)] : time.name;
  };

  test('by drawing over it, as a step that the browser goes back from', async () => {
    open();
    await drawn(2);
    point('pointerdown', 0.75);
    point('pointermove', 0.25);
    point('pointerup', 0.25);
    expect(zoomed()).toEqual([15, 45]);
    expect(steps.map(({ how }) => how)).toEqual(['step']);
  });

  test('a click alone changes nothing', async () => {
    open();
    await drawn(2);
    point('pointerdown', 0.5);
    point('pointermove', 0.502);
    point('pointerup', 0.502);
    expect(steps).toEqual([]);
  });

  test('by the keys: arrows move, shift draws up, Enter shows, Escape takes back', async () => {
    open();
    await drawn(2);
    const keys = within(large()).getByRole('slider');
    const press = (key: string, shiftKey = false) => fireEvent.keyDown(keys, { key, shiftKey });
    press('Home');
    for (let times = 0; times < 10; times += 1) press('PageUp', true);
    expect(keys.getAttribute('aria-valuetext')).toMatch(/nothing was read/);
    press('Enter');
    expect(zoomed()).toEqual([0, 30]);
    press('Escape');
    expect(backs).toBe(1);
  });

  test('at the cursor stands what was read, and in a gap that nothing was', async () => {
    open();
    await drawn(2);
    point('pointermove', 0.25);
    expect(words(within(large()).getByText(/UTC$/, { selector: '.tip > b' }).parentElement ?? large())).toContain('7/s');
    point('pointermove', 0.5);
    expect(words(over())).toContain('nothing was read');
    expect(words(over())).not.toContain('0/s');
  });
});

describe('lines beside each other', () => {
  test('are ticked from the same figure of other nodes, and stand in the address', async () => {
    open();
    await drawn(2);
    const compare = await screen.findByRole('region', { name: 'Compare' });
    fireEvent.click(within(compare).getByRole('checkbox', { name: /cache2/ }));
    expect(readView(new URLSearchParams(steps[0]?.search)).keys).toEqual([KEY, OTHER]);
    expect(steps[0]?.how).toBe('replace');
    await drawn(3);
    expect([...large().querySelectorAll('g.line')].map((line) => line.getAttribute('class'))).toEqual(['line tone-1', 'line tone-2']);
  });

  test('are hidden by a click, and the other one stays as it is', async () => {
    open([KEY, OTHER]);
    await drawn(3);
    fireEvent.click(within(large()).getByRole('button', { name: 'cache1' }));
    await drawn(1);
    expect(large().querySelector('g.line')?.getAttribute('class')).toBe('line tone-2');
  });

  test('of different units each have a chart of their own', async () => {
    open([KEY, { ...KEY, figure: 'Memory' }]);
    await drawn(4);
    expect(within(large()).getAllByRole('slider')).toHaveLength(2);
  });

  test('one that cannot be read says why, and the other is drawn', async () => {
    kept[OTHER.source] = 'redis/shared/cache2 may not be seen';
    open([KEY, OTHER]);
    await drawn(2);
    expect(words(large())).toContain('redis/shared/cache2 may not be seen');
  });
});
