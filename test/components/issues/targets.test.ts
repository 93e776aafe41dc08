import { expect, test } from 'vitest';
import { knownTargets, targetKey, targetOf } from '#components/issues/targets.ts';
import { hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { failing, NEVER_READ, probe, row, state } from '../estate.ts';
import { found, PARTS } from './made-up.ts';

const CARDS = [{ name: 'ny-lb06', aliases: ['lb06.example.com'], tags: [] }];
const NAMES = hostNames(CARDS);

function targets(parts: readonly Part[]): (string | null)[] {
  return found(parts, { cards: CARDS }).loud.map(({ issue }) => {
    const target = targetOf(issue, NAMES);
    return target && targetKey(target);
  });
}

test('work can be planned on every group, node and host that is known, each once', () => {
  const known = knownTargets(PARTS, ['ny-lb06', 'ny-db01'], NAMES);
  expect(known.map(({ target }) => targetKey(target))).toEqual([
    ...['group haproxy/public', 'node haproxy/public/lb05', 'node haproxy/public/lb06'],
    ...['host ny-db01', 'host ny-lb06', 'host web01', 'host web02', 'host web03', 'host web04'],
  ]);
});

test('a host concerns the systems that have a node on it or a row about it', () => {
  const systems = new Map(knownTargets(PARTS, ['ny-db01'], NAMES).map(({ target, systems }) => [targetKey(target), systems]));
  expect(systems.get('host ny-lb06')).toEqual(['haproxy']);
  expect(systems.get('host web02')).toEqual(['haproxy']);
  expect(systems.get('host ny-db01')).toEqual([]);
});

const down = row({ name: 'web02', state: state({ word: 'down', said: 'DOWN' }) }, 'critical', 'down');
const backend = row({ kind: 'backend', name: 'BACKEND' }, 'critical', 'no server can take traffic');
const silent = { ...NEVER_READ, ...failing('refused', 5_000, 'connection refused') };

test.each<[name: string, parts: Part[], target: string]>([
  [
    'a server on two nodes is its machine',
    [
      { probe: probe(), rows: [down] },
      { probe: probe({}, 'lb06'), rows: [down] },
    ],
    'host web02',
  ],
  ['a node that does not answer is that node', [{ probe: probe(silent), rows: [] }], 'node haproxy/public/lb05'],
  ['a backend on one node is that node', [{ probe: probe(), rows: [backend] }], 'node haproxy/public/lb05'],
  [
    'a backend on two nodes is their group',
    [
      { probe: probe(), rows: [backend] },
      { probe: probe({}, 'lb06'), rows: [backend] },
    ],
    'group haproxy/public',
  ],
])('the narrowest that explains all of it: %s', (_name, parts, target) => {
  expect(targets(parts)).toEqual([target]);
});
