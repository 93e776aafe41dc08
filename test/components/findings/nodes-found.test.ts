import { expect, test } from 'vitest';
import { withFound } from '#components/findings/nodes-found.ts';
import type { NodeVerdict } from '#lib/roll-up.ts';
import type { Status } from '#lib/status.ts';
import { finding } from '../../issues/finding.ts';
import { NOW } from '../estate.ts';

const verdict = (status: Status) => ({ status, reason: status, since: { at: NOW, how: 'seen' as const } });
const node = (name: string, status: Status): NodeVerdict => ({ system: 'sql', group: 'cl1', node: name, verdict: verdict(status) });
const found = (about: string, status: Status) =>
  finding(['a', 'b'], { system: 'sql', group: 'cl1', rows: [{ node: about, row: 'ag/x' }], verdict: verdict(status) });
const statuses = (nodes: readonly NodeVerdict[]) => nodes.map((one) => one.verdict.status);

test('a node whose rows a finding names is as bad as that, and a witness of it is not', () => {
  expect(statuses(withFound([node('a', 'ok'), node('b', 'ok')], [found('b', 'critical')]))).toEqual(['ok', 'critical']);
});

test('what is found never makes a node better', () => {
  expect(statuses(withFound([node('b', 'critical')], [found('b', 'ok'), found('b', 'warning')]))).toEqual(['critical']);
});

test('the worst that is found of a node counts, in any order', () => {
  const both = [found('b', 'warning'), found('b', 'critical')];
  for (const findings of [both, both.toReversed()]) expect(statuses(withFound([node('b', 'ok')], findings))).toEqual(['critical']);
});

test('a node of the same name in another group is another', () => {
  expect(statuses(withFound([{ ...node('b', 'ok'), group: 'cl2' }], [found('b', 'critical')]))).toEqual(['ok']);
});
