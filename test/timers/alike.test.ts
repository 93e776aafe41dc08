import { expect, test } from 'vitest';
import { orderKey, timersIn } from '#lib/timers.ts';
import { timer } from '../components/timers/made-up.tsx';

const ORDER = { system: 'haproxy', action: 'return', input: { server: 'web01', group: null, only: [{ group: 'a', node: 'b' }] } };

test.each([
  ['without what says nothing', { ...ORDER, input: { server: 'web01', only: [{ group: 'a', node: 'b' }] } }],
  ['in another order', { input: { only: [{ node: 'b', group: 'a' }], group: null, server: 'web01' }, action: 'return', system: 'haproxy' }],
])('an order is alike %s', (_name, other) => expect(orderKey(other)).toBe(orderKey(ORDER)));

test.each([
  ['system', { ...ORDER, system: 'redis' }],
  ['action', { ...ORDER, action: 'ready' }],
  ['server', { ...ORDER, input: { ...ORDER.input, server: 'web02' } }],
  ['place', { ...ORDER, input: { ...ORDER.input, only: [] } }],
])('an order of another %s is not', (_name, other) => expect(orderKey(other)).not.toBe(orderKey(ORDER)));

test('timers of a system that somebody may not view are not among his', () => {
  expect([timersIn([timer()], new Set(['haproxy'])).length, timersIn([timer()], new Set(['redis'])).length]).toEqual([1, 0]);
});
