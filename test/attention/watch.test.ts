import { expect, test } from 'vitest';
import type { Known } from '#lib/attention/take-up.ts';
import { Watch } from '#lib/attention/watch.ts';
import type { Part } from '#lib/issues/issue.ts';
import { failing, NOW, ownProbe, readAgo } from '../components/estate.ts';
import { backend, part, server, subjectOf } from '../issues/finding.ts';

const DOWN = [part('lb05', [backend(), server('web2', 'critical')])];
const UP = [part('lb05', [backend(), server('web2')])];
const KEY = 'row haproxy/public/stats server web2';
const SOURCE = 'haproxy/public/lb05/stats';

function startWatch(kept: Partial<Known> = {}, startedAt = NOW) {
  let parts: readonly Part[] = [];
  let now = startedAt;
  const watch = new Watch({
    parts: () => parts,
    findings: () => [],
    moment: () => ({ now, doubtBefore: 0 }),
    subjectOf,
    systems: ['haproxy'],
    known: { open: [], closed: [], watched: { since: startedAt, gaps: [] }, ...kept },
  });
  const see = (next: readonly Part[], ms = 0) => {
    parts = next;
    now += ms;
    watch.tick();
    watch.look([]);
  };
  return { watch, see };
}

test('what is open is found by its key, and what was closed comes newest first', () => {
  const { watch, see } = startWatch();
  see(DOWN);
  expect([watch.find(KEY)?.subject, watch.find('another')]).toEqual(['web2', null]);
  see(UP, 1_000);
  see(DOWN, 1_000);
  see(UP, 1_000);
  expect(watch.find(KEY)).toBeNull();
  expect(watch.closed().map(({ seenAt, closedAt }) => [seenAt - NOW, closedAt - NOW])).toEqual([
    [2_000, 3_000],
    [0, 1_000],
  ]);
  expect(watch.watched()).toEqual({ since: NOW, gaps: [] });
});

test('at most 500 that are closed are kept', () => {
  const { watch, see } = startWatch();
  for (let time = 0; time < 510; time += 1) {
    see(DOWN);
    see(UP, 1);
  }
  const closed = watch.closed().map(({ closedAt }) => closedAt - NOW);
  expect([closed.length, closed[0], closed.at(-1)]).toEqual([500, 510, 11]);
});

test.each<[string, readonly Part[], boolean]>([
  ['one whose sources were read and do not show it', UP, true],
  ['one that is open', DOWN, false],
  ['one whose source is silent', [part('lb05', [], { ...readAgo(60_000), ...failing('timeout', 55_000) })], false],
  ['one of which all is in doubt', [...UP, { probe: ownProbe(readAgo(60_000)), rows: [] }], false],
  ['one whose source there is not', [], false],
])('of an issue that was acknowledged before a restart, %s, it is told whether it is over', (_name, parts, isOver) => {
  const { watch, see } = startWatch();
  expect(watch.isOver(KEY, [SOURCE])).toBe(false);
  see(parts);
  expect(watch.isOver(KEY, [SOURCE])).toBe(isOver);
});
