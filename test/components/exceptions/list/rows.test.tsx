import { fireEvent, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { press } from '../../actions/door.tsx';
import { words } from '../../draw.tsx';
import { NOW } from '../../estate.ts';
import { type Asking, storeSays } from '../detail/told.tsx';
import { ANSWERS, HOUR_MS, listAnswer, NO_NEWER, openList, shapeRow, shapesAnswer, TREND_FROM } from './estate.tsx';

const inputsOf = (asked: readonly Asking[], question: string) =>
  asked
    .filter((one) => one.question === question)
    .map(({ input }) => input as { filter: Record<string, unknown>; page: number; upToId: unknown });

describe('a shape', () => {
  test('says whether it is new, came back and who cleared it, is protected or deleted', async () => {
    const rows = [
      shapeRow(1, { flag: 'new' }),
      shapeRow(2, { flag: 'regressed', cleared: { at: NOW - HOUR_MS, by: 'jeff' } }),
      shapeRow(3, { protectedRows: 1 }),
      shapeRow(4, { newest: { deletedAt: NOW } as never }),
    ];
    storeSays({ ...ANSWERS, shapes: shapesAnswer(rows) });
    const opened = openList();
    await until('rows', () => opened.rows().length === 4);
    expect(opened.rows().map((row) => row.querySelector('.chip')?.textContent)).toEqual(['new', 'regressed', 'protected', 'deleted']);
    expect(opened.rows()[1]?.querySelector('.chip')?.getAttribute('title')).toMatch(/cleared by jeff at 2026-03-04 13:11/);
  });

  test.each([
    ['of the last day: the line of all of it', '', '24 errors in the last 24 hours, those that match', true],
    [
      'of the last hour: no line, for nothing older was looked at',
      '?since=1h',
      '1 error in 1 hour of the last 24, those that match',
      false,
    ],
    ['of a time that ended: no line', '?to=2026-03-01T00:00Z', 'the last 24 hours were not looked at', false],
  ])('has a trend %s', async (_name, query, label, isDrawn) => {
    storeSays(ANSWERS);
    const { list, rows } = openList({ query });
    await until('rows', () => rows().length === 3);
    expect(within(list).getAllByRole('img', { name: label })).toHaveLength(3);
    expect(list.querySelectorAll('td svg path:not(.a)')).toHaveLength(isDrawn ? 3 : 0);
  });

  test('has no trend where its rows were not all put together', async () => {
    storeSays({ ...ANSWERS, shapes: shapesAnswer([shapeRow(1)], { isCut: true, groupedFromAt: TREND_FROM + 22.5 * HOUR_MS }) });
    const { list, rows } = openList({ query: '?since=30d' });
    await until('rows', () => rows().length === 1);
    expect(list.querySelector('td svg')).toBeNull();
  });
});

describe('what is searched', () => {
  const line = (newest: object) => shapesAnswer([shapeRow(1, { newest: newest as never })]);

  test('is marked wherever it stands, in whatever case, and never as a pattern', async () => {
    storeSays({ ...ANSWERS, shapes: line({ type: 'A.TimeOut(+)Exception', message: 'timeout(+), timeoutt and TIMEOUT(+)' }) });
    const { list, rows } = openList({ query: `?q=${encodeURIComponent('timeout(+)')}` });
    await until('rows', () => rows().length === 1);
    expect([...list.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['TimeOut(+)', 'timeout(+)', 'TIMEOUT(+)']);
  });

  test.each([
    ['in the URL', { url: '/questions/needle' }, 'URL /questions/needle'],
    ['in the host', { host: 'needle.test' }, 'host needle.test'],
    ['in the front of the type', { type: 'Needle.Data.SqlException' }, 'type Needle.Data.SqlException'],
    ['where the list does not show it', {}, 'found elsewhere in it'],
  ])('is told of when it was found %s', async (_name, newest, expected) => {
    storeSays({ ...ANSWERS, shapes: line(newest) });
    const { rows } = openList({ query: '?q=needle' });
    await until('rows', () => rows().length === 1);
    expect(rows()[0]?.querySelector('.ex-where')?.textContent).toContain(expected);
  });
});

test('script, what is written from right to left, and pictures are text in every field', async () => {
  const odd = '<img src=x onerror="x()"> \u202e שלום 😀 \u0000';
  const newest = { app: odd, machine: odd, type: odd, message: odd, host: odd, url: odd, category: odd };
  storeSays({ ...ANSWERS, list: { answer: { upToId: 9, hasMore: false, rows: [{ ...shapeRow(1).newest, ...newest }] } } });
  const { list, rows } = openList({ query: `?by=error&q=${encodeURIComponent('<img')}&app=${encodeURIComponent('<b>x</b>')}` });
  await until('rows', () => rows().length === 1);
  expect(list.ownerDocument.querySelector('img, b > x')).toBeNull();
  const cells = [...(rows()[0]?.querySelectorAll('td') ?? [])].filter((cell) => cell.textContent?.includes('שלום'));
  expect(cells.map((cell) => cell.querySelector('bdi') !== null)).toEqual([true, true, true, true, true, true]);
});

describe('sorting', () => {
  test('each head sorts by its column, then the other way round, and says so', async () => {
    const { asked } = storeSays({ ...ANSWERS, list: listAnswer([1]) });
    const { list, rows, address } = openList({ query: '?by=error' });
    await until('rows', () => rows().length === 1);
    const sorts: string[] = [];
    const head = (name: string) => within(list).getByRole('button', { name });
    for (const name of ['Type', 'Message', 'App', 'Machine', 'Host', 'URL', 'Category', 'First seen', 'Count'])
      for (let times = 0; times < 2; times += 1) {
        fireEvent.click(head(name));
        const sort = address().get('sort') ?? '';
        const way = sort.startsWith('-') ? 'descending' : 'ascending';
        await until(`${sort} is ${way}`, () => head(name).closest('th')?.getAttribute('aria-sort') === way);
        sorts.push(sort);
      }
    expect(sorts.slice(0, 4)).toEqual(['type', '-type', 'message', '-message']);
    expect(sorts.slice(-4)).toEqual(['-firstSeen', 'firstSeen', '-count', 'count']);
    expect(list.querySelectorAll('th[aria-sort]')).toHaveLength(1);
    expect(inputsOf(asked, 'list').at(-1)).toMatchObject({ order: { by: 'count', isDescending: false } });
  });

  test('what shapes cannot be sorted by is let go with the errors', async () => {
    storeSays({ ...ANSWERS, list: listAnswer([1]) });
    const { address, rows } = openList({ query: '?by=error&sort=host' });
    await until('rows', () => rows().length === 1);
    press('By shape');
    await until('shapes', () => rows().length === 3);
    expect(address().toString()).toBe('');
  });
});

test('what an address says and nobody understands is told above the list', async () => {
  storeSays({ ...ANSWERS, newer: NO_NEWER });
  const { container } = openList({ query: '?sort=AppDesc&colour=red' });
  const told = within(container).getByRole('list', { name: 'Left out of the address' });
  expect(words(told)).toBe('not known here: colour=rednot known here: sort=AppDesc');
});
