import { expect, test } from 'vitest';
import { arrangeGroups, notOk, presentCounts, worstWords } from '#components/reading/arrange.ts';
import { rollUp } from '#lib/roll-up.ts';
import { failing, MOMENT, probe, readAgo } from '../estate.ts';

test('groups and nodes keep the order of the configuration', () => {
  const inColorado = probe({ source: { system: 'haproxy', group: 'colorado', node: 'co1', probe: 'stats' }, groupTitle: 'Colorado' });
  const groups = arrangeGroups([probe({}, 'lb06'), inColorado, probe({}, 'lb05')]);
  expect(groups.map(({ title, nodes }) => [title, nodes.map((node) => node.name)])).toEqual([
    ['Public', ['lb06', 'lb05']],
    ['Colorado', ['co1']],
  ]);
});

test.each([
  ['says nothing while all is well', [probe()], ''],
  ['names the worst node and why', [probe(), probe(readAgo(48_000), 'lb06')], 'lb06: stale 48s, was ok'],
  ['names the one that stands as badly', [probe(readAgo(48_000)), probe(readAgo(48_000), 'lb06')], 'lb05: stale 48s, was ok; lb06 too'],
  [
    'counts those that stand as badly',
    [probe(readAgo(48_000)), probe(readAgo(48_000), 'lb06'), probe(readAgo(48_000), 'lb07')],
    'lb05: stale 48s, was ok; 2 more nodes too',
  ],
  [
    'puts a refusal before an age',
    [probe(readAgo(48_000)), probe(failing('refused', 5_000, 'connection refused'), 'lb06')],
    'lb06: connection refused',
  ],
])('the sentence of a group %s', (_name, probes, sentence) => expect(worstWords(rollUp(probes, MOMENT))).toBe(sentence));

test('what is not ok counts unknown and maintained nodes too', () => {
  const counts = { critical: 1, stale: 0, warning: 0, unknown: 2, maintenance: 1, ok: 11 };
  expect(notOk(counts)).toBe(4);
  expect(presentCounts(counts).map(({ status }) => status)).toEqual(['critical', 'unknown', 'maintenance', 'ok']);
});
