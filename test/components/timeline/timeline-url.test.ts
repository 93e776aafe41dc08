import { describe, expect, test } from 'vitest';
import { boundsOf, readAddress, type TimelineTexts, timelinePath, toQuery } from '#components/timeline/timeline-url.ts';

const TEXTS: TimelineTexts = { range: '', from: '', to: '', system: '', group: '', node: '', q: '', kinds: new Set() };
const read = (over: Partial<TimelineTexts>) => readAddress({ ...TEXTS, ...over });
const AT = Date.UTC(2026, 2, 4, 14);
const HOUR = 3_600_000;

describe('the address', () => {
  test.each<[string, Partial<TimelineTexts>, object]>([
    ['of nothing is the last six hours', {}, { is: 'live', range: '6h' }],
    ['names a range', { range: '14d' }, { is: 'live', range: '14d' }],
    ['names a period, in UTC', { from: '2026-03-04T14:00', to: '2026-03-04T15:00:30' }, { is: 'fixed', from: AT, to: AT + HOUR + 30_000 }],
    [
      'with a period needs no range',
      { range: '1h', from: '2026-03-04T14:00', to: '2026-03-04T15:00' },
      { is: 'fixed', from: AT, to: AT + HOUR },
    ],
  ])('%s', (_name, over, period) => {
    expect(read(over)).toMatchObject({ period, problems: [] });
  });

  test.each<[string, Partial<TimelineTexts>, string]>([
    ['a range that is none', { range: '3h' }, '“3h” is no range; it can be 1h, 6h, 24h, 7d, 14d'],
    ['a time that is none', { from: 'noon', to: '2026-03-04T15:00' }, 'from “noon” to “2026-03-04T15:00” is no period'],
    ['half of a period', { from: '2026-03-04T15:00' }, 'is no period'],
    ['a period that ends before it begins', { from: '2026-03-04T15:00', to: '2026-03-04T14:00' }, 'nothing lies between these times'],
    ['a kind that is none', { kinds: new Set(['party']) }, '“party” is no kind of event'],
    ['a node without its group', { system: 'redis', node: 'r1' }, 'names no place'],
  ])('says of %s that it is left out', (_name, over, words) => {
    const { problems, period, kinds, node } = read(over);
    expect(problems).toEqual([expect.stringContaining(words)]);
    expect([period, kinds, node]).toEqual([{ is: 'live', range: '6h' }, [], '']);
  });

  test('becomes what is asked of the server, without what is empty', () => {
    const asked = read({ range: '1h', kinds: new Set(['deploy', 'node']), system: 'redis', group: 'cache', q: ' a b ' });
    expect(toQuery(asked, boundsOf(asked.period, AT), { limit: 5 })).toBe(
      `from=${AT - HOUR}&to=${AT + 5_000}&kind=node%2Cdeploy&system=redis&group=cache&text=a+b&limit=5`,
    );
  });

  test('of a place is understood by the page', () => {
    const params = new URLSearchParams(timelinePath({ system: 'redis', group: 'a b', node: 'r:1' }).split('?')[1]);
    const asked = read(Object.fromEntries(params));
    expect(asked).toMatchObject({ period: { range: '24h' }, system: 'redis', group: 'a b', node: 'r:1', problems: [] });
  });
});
