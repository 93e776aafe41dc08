import { expect, test } from 'vitest';
import { countWords, stateWords } from '#components/haproxy/words.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { state, view } from '../estate.ts';

test.each<[string, Partial<RowView>, string]>([
  ['up', { state: state() }, 'up'],
  ['up, on its way down', { state: state({ checks: { count: 1, of: 3 } }) }, 'up, failing checks 1/3'],
  ['up after a start', { state: state({ checks: { count: 1, of: 3 } }), isUnchecked: true }, 'up, not yet checked'],
  ['up with no weight', { state: state(), weight: 0 }, 'up, weight 0'],
  ['a backend without servers has no weight either', { kind: 'backend', state: state(), weight: 0 }, 'up'],
  ['down, on its way up', { state: state({ word: 'down', checks: { count: 1, of: 2 } }) }, 'down, recovering 1/2'],
  ['drained by its agent', { state: state({ word: 'drain', by: 'agent' }) }, 'drain by agent'],
  [
    'maintained with what it tracks',
    { state: state({ word: 'maintenance', by: 'tracking', via: 'be_web/web01' }) },
    'maint via be_web/web01',
  ],
  ['maintained because its name is gone', { state: state({ word: 'maintenance', by: 'resolution' }) }, 'maint, name not resolved'],
  ['not checked', { state: state({ word: 'no check', said: 'no check' }) }, 'no check'],
  ['a text that the grammar does not know is shown as said', { state: state({ word: 'unknown', said: 'HALF UP' }) }, 'HALF UP'],
  ['no text at all is not a state', { state: state({ word: 'unknown', said: '' }) }, 'unknown'],
])('%s', (_name, stated, words) => expect(stateWords(view(stated))).toBe(words));

test('servers are counted by their words, the most first, each word as bad as the worst of them', () => {
  const lines = [
    { view: view({ state: state({ word: 'down' }) }), status: 'critical' as const },
    { view: view({ state: state() }), status: 'ok' as const },
    { view: view({ state: state() }), status: 'warning' as const },
    { view: view({ state: state({ checks: { count: 1, of: 3 } }) }), status: 'warning' as const },
    { view: view({ state: state({ word: 'unknown', said: 'HALF UP' }) }), status: 'unknown' as const },
    { view: view({ state: state(), weight: 0 }), status: 'maintenance' as const },
  ];
  expect(countWords(lines).map(({ word, count, status }) => `${count} ${word} ${status}`)).toEqual([
    '2 up warning',
    '1 down critical',
    '1 failing checks warning',
    '1 HALF UP unknown',
    '1 weight 0 maintenance',
  ]);
});
