import { expect, test } from 'vitest';
import { GroupWitness } from '#lib/judge/group-witness.ts';
import type { System, WitnessNode } from '#lib/system.ts';

type Settings = { kind: 'data' | 'watcher' };

/** A system whose watchers are asked a probe of their own alone, and whose rules have a mistake. */
const SYSTEM = {
  ...{ name: 'pretend', knock: 'info' },
  probes: [
    { name: 'info', vital: true, isAsked: ({ kind }: Settings) => kind === 'data' },
    { name: 'watch', vital: true, isAsked: ({ kind }: Settings) => kind === 'watcher' },
  ],
  witness: () => {
    throw new TypeError('x is undefined');
  },
} as unknown as System;

function foundAmong(kinds: Record<string, Settings['kind']>) {
  const nodes = Object.entries(kinds).map(([node, kind]): WitnessNode<unknown> => ({ node, settings: { kind }, windows: {} }));
  const witness = new GroupWitness(SYSTEM, { name: 'web', title: 'Web', nodes: [] });
  return witness.look({ nodes, marks: [], inFlight: [], events: [] }, 1).findings;
}

test('a mistake in the rules rests on a probe that its nodes are asked, whatever kind they are', () => {
  expect(foundAmong({ w1: 'watcher', w2: 'watcher' })).toMatchObject([{ kind: 'own error', probe: 'watch', nodes: ['w1', 'w2'] }]);
  expect(foundAmong({ w1: 'watcher', a: 'data' })).toMatchObject([{ kind: 'own error', probe: 'info', nodes: ['a'] }]);
});
