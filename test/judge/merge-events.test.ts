import { expect, test } from 'vitest';
import type { NodeEvent } from '#lib/finding.ts';
import { withEvent } from '#lib/judge/merge-events.ts';

const event = (from: number, to: number, node = 'lb1'): NodeEvent => ({
  ...{ system: 'haproxy', group: 'lb', node, words: 'restarted or reloaded' },
  ...{ from: from * 1_000, to: to * 1_000 },
});
const spans = (events: readonly NodeEvent[]) => events.map(({ from, to }) => [from / 1_000, to / 1_000]);
const told = (...events: NodeEvent[]) => spans(events.reduce<readonly NodeEvent[]>(withEvent, []));

test.each<[name: string, events: NodeEvent[], left: number[][]]>([
  ['a moment within a time told before takes its place', [event(100, 105), event(103, 103)], [[103, 103]]],
  ['a time around a moment told before is not told again', [event(103, 103), event(100, 105)], [[103, 103]]],
  ['nor is one that the old process put off by one reading', [event(99, 99), event(100, 105)], [[99, 99]]],
  ['one moment told twice, a second apart, is one', [event(103, 103), event(104, 104)], [[103, 103]]],
  [
    'two moments are two',
    [event(103, 103), event(108, 108)],
    [
      [108, 108],
      [103, 103],
    ],
  ],
  [
    'two times between readings that follow each other are two',
    [event(100, 105), event(105, 111)],
    [
      [105, 111],
      [100, 105],
    ],
  ],
  [
    'on two nodes they are two',
    [event(100, 105), event(103, 103, 'lb2')],
    [
      [103, 103],
      [100, 105],
    ],
  ],
])('%s', (_name, events, left) => expect(told(...events)).toEqual(left));

test('what was told already leaves the list as it is', () => {
  const events = [event(103, 103)];
  expect(withEvent(events, event(100, 105))).toBe(events);
});
