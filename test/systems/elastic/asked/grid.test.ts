import { expect, test } from 'vitest';
import { parseGrid } from '#lib/systems/elastic/asked/grid/parse.ts';

const copy = (over: object) => ({ state: 'STARTED', primary: true, node: 'n1', relocating_node: null, shard: 0, index: 'a', ...over });

const STATE = {
  nodes: { n1: { name: 'es1' }, n2: { name: 'es2' }, n10: { name: 'es10' } },
  routing_table: {
    indices: {
      a: {
        shards: {
          0: [copy({ primary: false, node: 'n2' }), copy({})],
          1: [
            copy({ state: 'RELOCATING', relocating_node: 'n10' }),
            copy({ primary: false, state: 'UNASSIGNED', node: null, unassigned_info: { reason: 'NODE_LEFT', at: '2026-01-01T00:00:00Z' } }),
          ],
        },
      },
    },
  },
};

test('each copy is where the routing table has it, the primary first, by the names of members', () => {
  const { members, indices, gone } = parseGrid(STATE, { indices: ['b', 'a'] });
  expect([members, gone]).toEqual([['es1', 'es2', 'es10'], ['b']]);
  expect(
    indices.map(({ name, copies }) => [
      name,
      copies.map((one) => `${one.number}${one.isPrimary ? 'p' : 'r'} ${one.state} ${one.member} ${one.to} ${one.reason}`),
    ]),
  ).toEqual([
    ['a', ['0p STARTED es1 null null', '0r STARTED es2 null null', '1p RELOCATING es1 es10 null', '1r UNASSIGNED null null NODE_LEFT']],
  ]);
});

test('indices that are all gone leave no routing table, and that is an answer', () => {
  expect(parseGrid({ nodes: STATE.nodes }, { indices: ['b'] })).toMatchObject({ indices: [], gone: ['b'] });
});

test.each([[null], [{}], ['<html>'], [{ ...STATE, routing_table: { indices: { a: { shards: { 0: [{ state: 'LOST' }] } } } } }]])(
  '%j is no answer',
  (raw) => expect(() => parseGrid(raw, { indices: ['a'] })).toThrow(/answer|none that a shard can have/),
);
