import { fireEvent, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { press } from '../../actions/door.tsx';
import { words } from '../../draw.tsx';
import { readAgo } from '../../estate.ts';
import { type Asking, type Says, storeSays } from '../detail/told.tsx';
import { ANSWERS, COUNT, guidOf, listAnswer, openList, SHAPES, shapeRow, shapesAnswer, store } from './estate.tsx';

const inputsOf = (asked: readonly Asking[], question: string) =>
  asked
    .filter((one) => one.question === question)
    .map(({ input }) => input as { filter: Record<string, unknown>; page: number; upToId: unknown });

describe('instead of a list', () => {
  test('before it is answered it says that it is asked, and draws no figure', async () => {
    storeSays({ ...ANSWERS, shapes: 'never' });
    const { list } = openList();
    expect(words(list)).toContain('AskingNew York is asked');
    expect(list.querySelector('table, footer')).toBeNull();
  });

  test.each<[string, Says, RegExp]>([
    [
      'the store fails',
      { failure: 'timeout', message: 'no answer within 30 s' },
      /The store did not tell.*New York: No answer within 30 s\./,
    ],
    ['its login may not', { failure: 'permission', message: 'not permitted: SELECT' }, /The store did not tell.*Not permitted: SELECT\./],
    ['Vigil refuses', { status: 403, message: 'you may not view exceptions' }, /Vigil did not ask.*You may not view exceptions\./],
  ])('%s: it says so, that nothing is known, and is asked again by hand', async (_name, says, expected) => {
    const { times } = storeSays({ ...ANSWERS, shapes: [says, SHAPES] });
    const { list, rows } = openList();
    await until('it says so', () => expected.test(words(list)));
    expect(words(list)).toContain('How many errors there are is not known');
    expect(list.querySelector('table, footer')).toBeNull();
    expect(times('count')).toBe(0);
    press('Ask again');
    await until('rows', () => rows().length === 3);
  });

  test('nothing matches: it says when that was asked, and how much there is at all, with its age', async () => {
    storeSays({ ...ANSWERS, shapes: shapesAnswer([]), count: { answer: { rows: 0, errors: 0, protectedRows: 0 } } });
    const { list } = openList({ at: store({ totals: readAgo(5_000) }) });
    await until('it says so', () => words(list).includes('No errors match'));
    expect(words(list)).toContain('Asked 1s ago. The store has 47 errors that are not deleted, of all time, as of 5s ago.');
  });

  test('nothing matches in a store whose totals were never read: it has no number of them', async () => {
    storeSays({ ...ANSWERS, shapes: shapesAnswer([]) });
    const { list } = openList({ at: store({ totals: { newest: null } }) });
    await until('it says so', () => words(list).includes('No errors match'));
    expect(words(list)).toContain('How many the store has at all was never read.');
  });

  test('rows of another list never stand for one that was not told', async () => {
    storeSays({ ...ANSWERS, shapes: [SHAPES, { failure: 'timeout', message: 'no answer' }] });
    const { list, rows } = openList();
    await until('rows', () => rows().length === 3);
    fireEvent.click(within(list).getByRole('button', { name: 'Count' }));
    await until('it says so', () => words(list).includes('The store did not tell'));
    expect(rows()).toEqual([]);
    expect(list.querySelector('footer')).toBeNull();
  });

  test('while another list is asked the one before is marked as such, and its foot counts nothing', async () => {
    storeSays({ ...ANSWERS, shapes: [SHAPES, 'never'] });
    const { list, rows } = openList();
    await until('the foot', () => words(list).includes('4,316'));
    fireEvent.click(within(list).getByRole('button', { name: 'Count' }));
    await until('it is of before', () => list.querySelector('.scroll.before') !== null);
    expect(rows()).toHaveLength(3);
    expect(words(list.querySelector('footer') ?? list)).toMatch(/^asking… what stands above is the list before/);
  });

  test('one that could not be asked again says from when it is', async () => {
    storeSays({ ...ANSWERS, list: [listAnswer([1]), { status: 500, message: 'oops' }] });
    const { list, rows } = openList({ query: '?by=error&since=all' });
    await until('rows', () => rows().length === 1);
    press('Ask again');
    await until('it says so', () => words(list).includes('Vigil did not ask'));
    expect(words(list)).toContain('What stands below was read 1s ago.');
    expect(rows()).toHaveLength(1);
  });
});

describe('the foot', () => {
  const footOf = (list: HTMLElement) => words(list.querySelector('footer') ?? list);

  test.each<[string, string, Record<string, Says>, string]>([
    ['shapes', '', {}, '1–3 of 3 shapes, 4,316 errors in 380 rows'],
    ['what is searched', '?q=timeout', {}, '1–3 of 3 shapes, 4,316 errors in 380 rows match “timeout”'],
    ['errors', '?by=error&q=x', { list: listAnswer([1, 2]) }, '1–2 of 4,316 errors in 380 rows match “x”'],
    ['another page', '?by=error&page=3', { list: listAnswer([1, 2]) }, '201–202 of 4,316 errors in 380 rows'],
    ['a page behind the last', '?by=error&page=3', { list: listAnswer([]) }, 'none on this page of 4,316 errors'],
    ['one', '', { count: { answer: { rows: 1, errors: 1, protectedRows: 1 } } }, '1 error in 1 row, 1 of them protected'],
    ['a count that takes longer', '', { count: 'never' }, '1–3 of 3 shapes, counting…'],
    ['a count that failed', '', { count: { failure: 'timeout', message: 'no answer' } }, '1–3 of 3 shapes, not counted: No answer.'],
    [
      'more rows than can be put together',
      '',
      {
        shapes: shapesAnswer([shapeRow(1)], { isCut: true, grouped: 50_000 }),
        count: { answer: { rows: 312_004, errors: 9, protectedRows: 0 } },
      },
      'the newest 50,000 of 312,004 rows were put together to shapes',
    ],
    [
      'rows without a shape',
      '',
      { shapes: shapesAnswer([shapeRow(1)], { unsorted: 2 }) },
      '2 rows are not sorted into shapes yet, each by itself',
    ],
    ['its age', '', {}, 'asked 1s ago'],
  ])('says %s', async (_name, query, says, expected) => {
    storeSays({ ...ANSWERS, ...says });
    const { list } = openList({ query });
    await until(expected, () => footOf(list).includes(expected));
  });

  test('a count that failed is asked again by hand', async () => {
    storeSays({ ...ANSWERS, count: [{ failure: 'timeout', message: 'no answer' }, COUNT] });
    const { list } = openList();
    await until('it says so', () => footOf(list).includes('not counted'));
    press('Count again');
    await until('it is counted', () => footOf(list).includes('4,316 errors'));
  });

  test('leads over pages that are of the same rows, whatever comes meanwhile', async () => {
    const { asked } = storeSays({ ...ANSWERS, list: [listAnswer([1], { hasMore: true }), listAnswer([2], { upToId: 99 })] });
    const { address, rows } = openList({ query: '?by=error' });
    await until('rows', () => rows().length === 1);
    press('Next ›');
    await until('the second page', () => rows()[0]?.id === `ex-${guidOf(2)}`);
    expect(address().get('page')).toBe('2');
    expect(inputsOf(asked, 'list').map(({ page, upToId }) => [page, upToId])).toEqual([
      [0, null],
      [1, 99],
    ]);
  });
});

describe('as it is now', () => {
  test.each(['', '?since=all', '?from=2026-03-04T10:00Z', '?since=all&page=2'])('a list "%s" is asked for once', async (query) => {
    const { times } = storeSays({ ...ANSWERS, shapes: [SHAPES, shapesAnswer([shapeRow(7)])] });
    const { rows } = openList({ query });
    await until('rows', () => rows().length === 3);
    press('Ask again');
    await until('another row', () => rows().length === 1);
    expect(times('shapes')).toBe(2);
  });

  test('a list that is begun at another page has the first one of the same rows', async () => {
    const { asked } = storeSays({ ...ANSWERS, list: [listAnswer([2], { hasMore: true }), listAnswer([1])] });
    const { rows } = openList({ query: '?by=error&page=2' });
    await until('rows', () => rows().length === 1);
    press('‹ Previous');
    await until('the first page', () => rows()[0]?.id === `ex-${guidOf(1)}`);
    expect(inputsOf(asked, 'list').map(({ page, upToId }) => [page, upToId])).toEqual([
      [1, null],
      [0, 99],
    ]);
  });

  test('the first page of all time is asked for anew from another page', async () => {
    const { times } = storeSays({
      ...ANSWERS,
      list: [listAnswer([1], { hasMore: true }), listAnswer([2]), listAnswer([7])],
      newer: { answer: { rows: 1, upToId: 100 } },
    });
    const { rows } = openList({ query: '?by=error&since=all' });
    await until('rows', () => rows().length === 1);
    press('Next ›');
    await until('the second page', () => rows()[0]?.id === `ex-${guidOf(2)}`);
    press('1 new, show');
    await until('the new one', () => rows()[0]?.id === `ex-${guidOf(7)}`);
    expect(times('list')).toBe(3);
  });

  test.each(['', '?since=all'])(
    'a list "%s" that could not be asked for again stands as it was, and says from when it is',
    async (query) => {
      storeSays({ ...ANSWERS, shapes: [SHAPES, { status: 500, message: 'oops' }] });
      const { list, rows } = openList({ query });
      await until('rows', () => rows().length === 3);
      press('Ask again');
      await until('it says so', () => words(list).includes('What stands below was read 1s ago.'));
      expect(rows()).toHaveLength(3);
    },
  );
});

describe('what came since', () => {
  test('waits until somebody wants it, and then stands on the first page', async () => {
    const { asked, times } = storeSays({ ...ANSWERS, list: listAnswer([1]), newer: { answer: { rows: 12, upToId: 111 } } });
    const { list, address, rows } = openList({ query: '?by=error&page=2' });
    await until('it is told', () => words(list).includes('12 new, show'));
    expect(rows()).toHaveLength(1);
    press('12 new, show');
    await until('it is asked anew', () => times('list') === 2 && !list.querySelector('.before'));
    expect([address().has('page'), times('list')]).toEqual([false, 2]);
    expect(inputsOf(asked, 'list').at(-1)).toMatchObject({ page: 0, upToId: null });
  });

  test('is not told where nothing came', async () => {
    const { times } = storeSays(ANSWERS);
    const { list } = openList();
    await until('it was asked', () => times('newer') === 1);
    await until('counted', () => words(list).includes('4,316'));
    expect(words(list)).not.toMatch(/new, show/);
  });

  test('that nobody could say whether something came is said', async () => {
    storeSays({ ...ANSWERS, newer: { failure: 'refused', message: 'connection refused' } });
    const { list } = openList();
    await until('it is said', () => words(list).includes('Whether there are newer ones is not known: Connection refused.'));
  });

  test('is asked of the very list: what was last seen after its end would not stand in it', async () => {
    const { asked, times } = storeSays(ANSWERS);
    openList({ query: '?from=2026-03-04T10:00Z&to=2026-03-04T12:00Z' });
    await until('it was asked', () => times('newer') === 1);
    expect(inputsOf(asked, 'newer')[0]?.filter).toMatchObject({ seenTo: Date.parse('2026-03-04T12:00Z') });
  });

  test('is looked for every ten seconds while the page is seen, and not while it is hidden', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
    try {
      const { times } = storeSays(ANSWERS);
      openList();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(times('newer')).toBe(1);
      await vi.advanceTimersByTimeAsync(20_000);
      expect(times('newer')).toBe(3);
      hidden.mockReturnValue('hidden');
      await vi.advanceTimersByTimeAsync(60_000);
      expect([times('newer'), times('shapes')]).toEqual([3, 1]);
    } finally {
      hidden.mockRestore();
      vi.useRealTimers();
    }
  });
});
