import { describe, expect, test } from 'vitest';
import { showAll, shownEvents, startList, takeHead, takeOlder, waitingWords } from '#components/timeline/event-list.ts';
import { happened, newest } from '#test/timeline/events.ts';

const events = Array.from({ length: 10 }, (_, index) => happened({ at: 100 + index }));
const page = (from: number, to: number, next: number | null) => ({ events: newest(events.slice(from, to)), next });
const atOf = (list: Parameters<typeof shownEvents>[0]) => shownEvents(list).map(({ at }) => at - 100);

describe('the list of events', () => {
  test('shows what was there first, and lets what is new wait', () => {
    const list = takeHead(startList(page(2, 5, 1)), page(3, 7, 1));
    expect([atOf(list), waitingWords(list)]).toEqual([[4, 3, 2], '2 new']);
    const shown = showAll(list);
    expect([atOf(shown), waitingWords(shown)]).toEqual([[6, 5, 4, 3, 2], '']);
  });

  test('goes on with what is older, and holds nothing twice', () => {
    const list = takeOlder(startList(page(3, 6, 5)), page(0, 4, null));
    expect([atOf(list), list.next]).toEqual([[5, 4, 3, 2, 1, 0], null]);
  });

  test('is replaced where so much came that it does not join on', () => {
    const list = takeHead(startList(page(0, 2, null)), page(6, 9, 5));
    expect([atOf(list), waitingWords(list)]).toEqual([[1, 0], 'more than 3 new']);
    expect(atOf(showAll(list))).toEqual([8, 7, 6]);
  });

  test('puts what is told late where it was, once it is shown', () => {
    const late = happened({ at: 100 });
    const list = takeHead(startList(page(1, 3, null)), { events: newest([...events.slice(1, 3), late]), next: null });
    expect([atOf(list), waitingWords(list), atOf(showAll(list))]).toEqual([[2, 1], '1 new', [2, 1, 0]]);
  });

  test('of nothing shows the first that comes', () => {
    expect(atOf(takeHead(startList({ events: [], next: null }), page(0, 2, null)))).toEqual([1, 0]);
  });
});
