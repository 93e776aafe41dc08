import { expect, test } from 'vitest';
import { filterByPath } from '#demo/elastic/wire/filter-path.ts';

const BODY = {
  status: 'green',
  nodes: { n1: { name: 'a', os: { cpu: { percent: 3 }, mem: 1 } }, n2: { name: 'b', os: { cpu: { percent: 4 } } } },
  'disk.percent': '7',
  shards: [{ state: 'STARTED', node: 'n1' }, { state: 'UNASSIGNED' }],
};

test.each<[string, unknown]>([
  ['status', { status: 'green' }],
  ['nodes.*.name', { nodes: { n1: { name: 'a' }, n2: { name: 'b' } } }],
  ['nodes.*.os.cpu', { nodes: { n1: { os: { cpu: { percent: 3 } } }, n2: { os: { cpu: { percent: 4 } } } } }],
  ['**.percent', { nodes: { n1: { os: { cpu: { percent: 3 } } }, n2: { os: { cpu: { percent: 4 } } } } }],
  ['nodes.n*.n*me,sta*', { status: 'green', nodes: { n1: { name: 'a' }, n2: { name: 'b' } } }],
  ['shards.state', { shards: [{ state: 'STARTED' }, { state: 'UNASSIGNED' }] }],
  ['shards.node', { shards: [{ node: 'n1' }] }],
  ['disk.percent', {}],
  ['disk\\.percent', { 'disk.percent': '7' }],
  ['nothing.of.it', {}],
  ['nodes.n1.*,-nodes.*.os', { nodes: { n1: { name: 'a' } } }],
  ['-nodes,-shards,-disk\\.percent', { status: 'green' }],
  ['status.more', {}],
])('filter_path=%s leaves what the servers leave', (filters, left) => {
  expect(filterByPath(BODY, filters)).toEqual(left);
});

test('of a list at the top those rows are left that have anything of it', () => {
  expect(filterByPath([{ a: 1, b: 2 }, { b: 3 }], 'a')).toEqual([{ a: 1 }]);
  expect(filterByPath([{ b: 3 }], 'a')).toEqual([]);
});
