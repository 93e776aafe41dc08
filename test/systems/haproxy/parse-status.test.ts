import { expect, test } from 'vitest';
import { parseState } from '#lib/systems/haproxy/parse-status.ts';

const NOBODY = { by: null, via: null, checks: null };

test.each([
  ['UP', { word: 'up' }],
  ['UP 1/3', { word: 'up', checks: { count: 1, of: 3 } }],
  ['DOWN', { word: 'down' }],
  ['DOWN 1/2', { word: 'down', checks: { count: 1, of: 2 } }],
  ['DOWN (agent)', { word: 'down', by: 'agent' }],
  ['NOLB', { word: 'nolb' }],
  ['NOLB 2/3', { word: 'nolb', checks: { count: 2, of: 3 } }],
  ['DRAIN', { word: 'drain' }],
  ['DRAIN 10/12', { word: 'drain', checks: { count: 10, of: 12 } }],
  ['DRAIN (agent)', { word: 'drain', by: 'agent' }],
  ['DRAIN (agent)1', { word: 'drain', by: 'agent' }],
  ['MAINT', { word: 'maintenance' }],
  ['MAINT (via be_api/api4)', { word: 'maintenance', by: 'tracking', via: 'be_api/api4' }],
  ['MAINT(via)', { word: 'maintenance', by: 'tracking' }],
  ['MAINT (resolution)', { word: 'maintenance', by: 'resolution' }],
  ['no check', { word: 'no check' }],
  ['OPEN', { word: 'open' }],
  ['PAUSED', { word: 'paused' }],
  ['STOP', { word: 'stopped' }],
  ['FULL', { word: 'full' }],
  ['WAITING', { word: 'waiting' }],
])('%s', (said, expected) => {
  expect(parseState(said)).toEqual({ ...NOBODY, ...expected, said });
});

test.each(['', 'up', 'NO CHECK', 'UP 1/', 'UP (agent)', 'MAINT (via )', 'SLEEPING', 'toString', '__proto__'])(
  '"%s" is an unknown state, and is kept',
  (said) => {
    expect(parseState(said)).toEqual({ ...NOBODY, word: 'unknown', said });
  },
);
