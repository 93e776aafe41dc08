import { describe, expect, test } from 'vitest';
import { NO_FILTER, readFilter, toQuery } from '#components/audit/audit-filter.ts';
import { showAll, shownRows, startList, takeHead, takeOlder, waitingWords } from '#components/audit/audit-list.ts';
import { auditPage, auditRow } from './rows.ts';

const seqs = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq);

describe('the list', () => {
  test('what is new waits until it is asked for', () => {
    const list = takeHead(startList(auditPage([3, 2, 1])), auditPage([5, 4, 3]));
    expect(seqs(shownRows(list))).toEqual([3, 2, 1]);
    expect(waitingWords(list)).toBe('2 new');
    expect(seqs(shownRows(showAll(list)))).toEqual([5, 4, 3, 2, 1]);
    expect(waitingWords(showAll(list))).toBe('');
  });

  test('a row that stands changes in place', () => {
    const list = startList({ ...auditPage([]), rows: [auditRow(1, { result: 'under way' })] });
    expect(shownRows(takeHead(list, auditPage([1])))[0]?.result).toBe('confirmed');
  });

  test('older rows join at the end, and the page after them is known', () => {
    const list = takeOlder(startList(auditPage([5, 4], 4)), auditPage([3, 2], 2));
    expect({ shown: seqs(shownRows(list)), next: list.next }).toEqual({ shown: [5, 4, 3, 2], next: 2 });
  });

  test('more than joins on replaces what is shown, and not before it is asked for', () => {
    const list = takeHead(startList(auditPage([2, 1])), auditPage([9, 8], 8));
    expect(seqs(shownRows(list))).toEqual([2, 1]);
    expect(waitingWords(list)).toBe('more than 2 new');
    expect(seqs(shownRows(showAll(list)))).toEqual([9, 8]);
    expect(showAll(list).next).toBe(8);
  });

  test('the first row of an empty list waits too', () => {
    const list = takeHead(startList(auditPage([])), auditPage([1]));
    expect({ shown: shownRows(list), waiting: waitingWords(list) }).toEqual({ shown: [], waiting: '1 new' });
  });
});

describe('the filter', () => {
  test('is read from its texts, times as UTC, and narrowed no further than it says', () => {
    const { filter, problems } = readFilter({
      ...NO_FILTER,
      who: ' ann ',
      result: 'partial',
      from: '2026-03-04T14:00',
      to: '2026-03-04T15:00:30',
    });
    expect(problems).toEqual([]);
    expect(toQuery(filter, { limit: 50 })).toBe(
      `who=ann&result=partial&from=${Date.UTC(2026, 2, 4, 14)}&to=${Date.UTC(2026, 2, 4, 15, 0, 30)}&limit=50`,
    );
  });

  test('no filter asks for everything', () => expect(toQuery(readFilter(NO_FILTER).filter)).toBe(''));

  test.each<[string, Partial<typeof NO_FILTER>, string]>([
    ['a result that there is not', { result: 'fine' }, '“fine” is not a result'],
    ['a time that is none', { from: 'yesterday' }, '“yesterday” is not a time'],
    ['a date that is none', { to: '2026-13-04T14:00' }, '“2026-13-04T14:00” is not a time'],
    ['an empty span', { from: '2026-03-04T15:00', to: '2026-03-04T14:00' }, 'nothing lies between these times'],
  ])('%s is said and left out', (_name, texts, problem) => {
    const { problems } = readFilter({ ...NO_FILTER, ...texts });
    expect(problems.join()).toContain(problem);
  });
});
