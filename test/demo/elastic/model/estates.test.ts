import { describe, expect, test } from 'vitest';
import { largeEstate, logsEstate, smallEstate } from '#demo/elastic/model/estates.ts';
import { healthOf } from '#demo/elastic/model/health.ts';
import { wrongOf } from './invariants.ts';
import { held, MINUTE, pass, T0 } from './small-cluster.ts';

const elastic = { product: 'elasticsearch' as const, version: '8.17.0', now: T0 };
const open = { product: 'opensearch' as const, version: '2.19.1', now: T0 };

describe.each([
  ['sites on Elasticsearch', () => smallEstate({ ...elastic, name: 'search' }), 3, 70],
  ['sites on OpenSearch', () => smallEstate({ ...open, name: 'search' }), 3, 70],
  ['logs on Elasticsearch', () => logsEstate({ ...elastic, name: 'logs' }), 6, 252],
  ['logs on OpenSearch', () => logsEstate({ ...open, name: 'logs' }), 6, 252],
])('%s', (_, build, nodes, copies) => {
  test('is green and evenly spread, and stays so: nothing moves by itself', () => {
    const made = build();
    expect(healthOf(made)).toMatchObject({ color: 'green', nodes, counts: { active: copies } });
    const before = [made.stateVersion, held(made)];
    pass(made, 10 * MINUTE);
    expect([made.stateVersion, held(made)]).toEqual(before);
    expect(wrongOf(made)).toEqual([]);
  });

  test('is the same whenever it is made for the same moment', () => {
    expect(build()).toEqual(build());
  });

  test('has counters of weeks, and disks with room', () => {
    const made = build();
    for (const node of made.nodes.values()) {
      expect(node.counters.searches).toBeGreaterThan(10_000);
      expect(node.startedAt).toBeLessThan(T0 - 86_400_000);
    }
  });
});

test('names, ports and addresses of nodes are as told', () => {
  const made = smallEstate({ ...elastic, name: 'x', nodeNames: ['a', 'b', 'c'], httpPorts: [8501, 8502, 8503], ip: '127.0.0.1' });
  expect([...made.nodes.values()].map(({ name, httpPort, ip }) => [name, httpPort, ip])).toEqual([
    ['a', 8501, '127.0.0.1'],
    ['b', 8502, '127.0.0.1'],
    ['c', 8503, '127.0.0.1'],
  ]);
});

test('the large one has 50 nodes, 5,000 indices and 20,000 copies, green and even', () => {
  const made = largeEstate({ ...elastic, name: 'large' });
  expect([made.nodes.size, made.indices.size]).toEqual([50, 5_000]);
  expect(healthOf(made)).toMatchObject({ color: 'green', counts: { active: 20_000 } });
  const shards = Object.values(held(made));
  expect(Math.max(...shards) - Math.min(...shards)).toBeLessThanOrEqual(8);
  pass(made, 5_000);
  expect(wrongOf(made)).toEqual([]);
});
