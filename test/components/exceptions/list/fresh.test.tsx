import { fireEvent, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ShapeCard, ShapesReading } from '#lib/systems/exceptions/model.ts';
import { until } from '#test/fakes/until.ts';
import { words } from '../../draw.tsx';
import { NOW, readAgo } from '../../estate.ts';
import { type Asking, storeSays } from '../detail/told.tsx';
import { ANSWERS, HOUR_MS, keyOf, openList, store } from './estate.tsx';

function card(id: number, over: Partial<ShapeCard> = {}): ShapeCard {
  return {
    ...{ shape: keyOf(id), app: 'Core', type: 'System.InvalidOperationException', message: `Message ${id}`, place: null },
    ...{ firstAt: NOW - HOUR_MS, lastAt: NOW, flag: 'new', cleared: null, recent: 0, ...over },
  };
}

function reading(over: Partial<ShapesReading> = {}): ShapesReading {
  return { ...{ rows: 9, shapes: 3, sinceAt: 0, behind: 0, fresh: [], top: [], kept: null, trouble: null }, ...over };
}

const open = (over: Partial<ShapesReading>) => {
  storeSays(ANSWERS);
  return openList({ at: store({ shapes: { reading: reading(over) } }) });
};

describe('what is new or came back', () => {
  test.each([
    ['one that is new', [card(1)], '1 new kind of error, in the last day'],
    ['several', [card(1), card(2)], '2 new kinds of error, in the last day'],
    ['one that came back', [card(1, { flag: 'regressed' })], '1 kind back after it was cleared, in the last day'],
    [
      'both',
      [card(1), card(2, { flag: 'regressed' }), card(3, { flag: 'regressed' })],
      '1 new kind of error, 2 kinds back after they were cleared, in the last day',
    ],
  ])('is counted in a line: %s', (_name, fresh, line) => {
    expect(open({ fresh }).container.querySelector('.ex-fresh summary')?.textContent).toBe(`${line} 2s`);
  });

  test('is named, with its time and who cleared it, and leads to its errors', () => {
    const cleared = { at: NOW - 2 * HOUR_MS, by: 'jeff' };
    const { container } = open({ fresh: [card(1), card(2, { flag: 'regressed', cleared })] });
    const [first, second] = container.querySelectorAll<HTMLElement>('.ex-fresh li');
    if (!first || !second) throw new Error('two kinds');
    expect(words(first)).toMatch(/^newInvalidOperationException Message 1Corefirst seen 13:11/);
    expect(within(first).getByRole('link').getAttribute('href')).toBe(`/exceptions/ny?shape=${keyOf(1)}`);
    expect(words(second)).toMatch(/^regressed.*Message 2Corecleared by jeff 12:11/);
  });

  test('that is old says so', () => {
    storeSays(ANSWERS);
    const at = store({ shapes: { reading: reading({ fresh: [card(1)] }), probe: readAgo(HOUR_MS) } });
    expect(openList({ at }).container.querySelector('.ex-fresh summary')?.textContent).toMatch(/stale 1h/);
  });

  test('beyond fifty is counted', () => {
    const { container } = open({ fresh: Array.from({ length: 53 }, (_, id) => card(id)) });
    expect(container.querySelectorAll('.ex-fresh li')).toHaveLength(50);
    expect(container.querySelector('.ex-fresh')?.textContent).toContain('3 shapes more');
  });

  test('is not spoken of where nothing is, or nothing was read', () => {
    expect(open({}).container.querySelector('.ex-fresh, .ex-told')).toBeNull();
    expect(openList().container.querySelector('.ex-fresh, .ex-told')).toBeNull();
  });

  test('is not known of rows that are not sorted yet, and that is said', () => {
    expect(open({ behind: 12_000 }).container.querySelector('.ex-told')?.textContent).toBe(
      '12,000 rows not sorted into shapes yet: what is new among them is not known. ',
    );
  });

  test('after what was kept was lost says what became of it', () => {
    const trouble = 'what was kept was damaged and lies in ny.broken now';
    expect(open({ trouble }).container.querySelector('.ex-told')?.textContent).toBe('What was kept was damaged and lies in ny.broken now.');
  });

  test('that nobody keeps over a restart is a warning', () => {
    storeSays(ANSWERS);
    const at = store({ shapes: { reading: reading({ kept: 'no folder' }), status: 'warning' } });
    expect(openList({ at }).container.querySelector('.ex-told.warning')?.textContent).toMatch(/^Warning/);
  });
});

describe('the trend of a list', () => {
  const TREND = { answer: { fromAt: NOW - 24 * HOUR_MS, stepMs: HOUR_MS, counts: [...Array(23).fill(0), 44], isCut: false } };
  const trends = (asked: readonly Asking[]) => asked.filter(({ question }) => question === 'trend').map(({ input }) => input);

  test('is counted when somebody wants it, of all that matches but for the time, and stands in the address', async () => {
    const { asked } = storeSays({ ...ANSWERS, trend: TREND });
    const opened = openList({ query: '?app=Chat&since=1h' });
    await until('rows', () => opened.rows().length > 0);
    expect(trends(asked)).toEqual([]);
    fireEvent.click(within(opened.container).getByRole('button', { name: 'Trend' }));
    const trend = await within(opened.container).findByRole('region', { name: 'Trend' });
    await until('bars', () => words(trend).includes('per hour, highest 44; 44 errors in all'));
    expect(trends(asked)[0]).toMatchObject({ filter: { app: 'Chat', seenFrom: null, seenTo: null }, step: 'hour', steps: 24 });
    expect(opened.address().get('trend')).toBe('24h');
    fireEvent.click(within(trend).getByRole('button', { name: '14 days' }));
    await until('days', () => trends(asked).length === 2);
    await until('in the address', () => opened.address().get('trend') === '14d');
    fireEvent.click(within(opened.container).getByRole('button', { name: 'Trend' }));
    await until('off', () => opened.address().get('trend') === null);
  });

  test('that the store did not tell is no line without errors', async () => {
    storeSays({ ...ANSWERS, trend: { failure: 'refused', message: 'nothing listens there' } });
    const { container } = openList({ query: '?trend=14d' });
    const trend = within(container).getByRole('region', { name: 'Trend' });
    await until('told', () => words(trend).includes('Not counted'));
    expect(trend.querySelector('svg')).toBeNull();
  });

  test('has a bar for every step, each says what it is, and that the last one still counts', async () => {
    storeSays({ ...ANSWERS, trend: TREND });
    const { container } = openList({ query: '?trend=24h' });
    const bars = () => [...container.querySelectorAll('.ex-trend g title')].map((title) => title.textContent ?? '');
    await until('bars', () => bars().length === 24);
    expect(bars().at(0)).toMatch(/^0 errors from .* on$/);
    expect(bars().at(-1)).toMatch(/^44 errors from .* on, and counting$/);
  });
});
