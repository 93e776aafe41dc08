import { describe, expect, test } from 'vitest';
import type { Word } from '#components/haproxy/standing.ts';
import { answerOf } from '#components/haproxy/standing-words.ts';
import type { Mark } from '#lib/act/outcome.ts';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { failing, MOMENT, NEVER_READ, NOW, readAgo, row, SILENT, state } from '../estate.ts';
import { down, drained, part, up } from '../hosts/judged.ts';
import { placesOf } from './standing.ts';

const format = createTimeFormat(openZone('UTC'), null);
const OLD = readAgo(40_000);

function sentence(parts: readonly Part[], { moment = MOMENT, by = null }: { moment?: Moment; by?: string | null } = {}): string {
  const mark: Mark | null = by === null ? null : { ...MARK, by };
  const markOf = ({ view }: Word) => (view?.state.word === 'drain' ? mark : null);
  const { head, outs, unread } = answerOf(placesOf('web01', parts, moment), { board: moment, format, markOf });
  return [head, ...outs, ...(unread ? [unread] : [])].join('; ');
}

const MARK: Mark = {
  ...{ system: 'haproxy', group: 'public', node: 'lb05', row: '', action: 'drain', wanted: 'drain', by: '', at: NOW },
  ...{ reason: null, until: null, id: 'x' },
};
const backends = (...names: string[]) => names.map((name) => up('web01', name));
const at1402 = { changedAt: NOW - 552_000 };
const drain = (proxy = 'be_web') =>
  row({ name: 'web01', proxy, state: state({ word: 'drain', said: 'DRAIN' }), ...at1402 }, 'maintenance', 'draining');
const two = (a: Part['rows'], b: Part['rows']) => [part('lb05', a), part('lb06', b)];

describe('where a server is in rotation', () => {
  test.each<[string, Part[], string]>([
    ['everywhere', two(backends('be_web', 'be_api'), backends('be_web', 'be_api')), 'In rotation in all 2 backends'],
    ['in its only backend', two(backends('be_web'), backends('be_web')), 'In rotation in be_web'],
    [
      'out of one backend on one instance',
      two([drain(), ...backends('be_api')], backends('be_web', 'be_api')),
      'In rotation in 1 of 2 backends; out of be_web on lb05 since 14:02 UTC (drain)',
    ],
    [
      'out of one backend on all instances',
      two([drain(), ...backends('be_api')], [drain(), ...backends('be_api')]),
      'In rotation in 1 of 2 backends; out of be_web since 14:02 UTC (drain)',
    ],
    [
      'out everywhere',
      two([drain(), drain('be_api')], [drain(), drain('be_api')]),
      'Out of rotation everywhere; out of be_web and be_api since 14:02 UTC (drain)',
    ],
    [
      'by one instance of two only',
      two([drain()], backends('be_web')),
      'In rotation by some instances only; out of be_web on lb05 since 14:02 UTC (drain)',
    ],
    ['down for all', two([down('web01')], [down('web01')]), 'Out of rotation everywhere; down in be_web (down)'],
    [
      'up without weight',
      two([up('web01', 'be_web', { weight: 0 })], [up('web01', 'be_web', { weight: 0 })]),
      'Out of rotation everywhere; out of be_web (weight 0)',
    ],
    [
      'a backup',
      two([up('web01', 'be_web', { isBackup: true })], [up('web01', 'be_web', { isBackup: true })]),
      'Only a backup in 1 of 1 backend; backup in be_web',
    ],
    [
      'not named by an instance that has the backend',
      two(backends('be_web'), [up('web02')]),
      'In rotation by some instances only; not named in be_web on lb06',
    ],
  ])('%s', (_name, parts, words) => expect(sentence(parts)).toBe(words));

  test('who took it out is named, where it was done here', () => {
    expect(sentence(two([drain()], [drain()]), { by: 'ann' })).toBe(
      'Out of rotation everywhere; out of be_web since 14:02 UTC (drained by ann)',
    );
  });

  test('tiers are told apart where there are several', () => {
    const other = part('lb1', [drain()], {
      source: { system: 'haproxy', group: 'inner', node: 'lb1', probe: 'stats' },
      groupTitle: 'Inner',
    });
    expect(sentence([part('lb05', backends('be_web')), other])).toContain('out of be_web of Inner');
  });

  test('more than three of them are counted', () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((proxy, index) =>
      row({ name: 'web01', proxy, state: state({ word: 'drain' }), changedAt: NOW - index * 60_000 }, 'maintenance'),
    );
    expect(sentence([part('lb05', rows)])).toMatch(/; 2 more below$/);
  });
});

describe('what is not read counts for nothing', () => {
  test.each<[string, Part[], string]>([
    [
      'too old',
      [part('lb05', backends('be_web')), part('lb06', backends('be_web'), OLD)],
      'In rotation in be_web, as far as is read; lb06 not read for 40s: what it says is not counted',
    ],
    [
      'too old, and out by its last word',
      [part('lb05', backends('be_web', 'be_api')), part('lb06', [drain(), ...backends('be_api')], OLD)],
      'In rotation in all 2 backends, as far as is read; lb06 not read for 40s: what it says is not counted',
    ],
    [
      'never read',
      [part('lb05', backends('be_web')), part('lb06', [], NEVER_READ)],
      'In rotation in be_web, as far as is read; lb06 never read: what it says is not counted',
    ],
    [
      'refusing',
      [part('lb05', backends('be_web')), part('lb06', backends('be_web'), failing('refused', 1_000, 'connection refused'))],
      'In rotation in be_web, as far as is read; lb06 refuses: connection refused: what it says is not counted',
    ],
    [
      'none of them',
      [part('lb05', backends('be_web'), OLD), part('lb06', backends('be_web'), OLD)],
      'Not known to be in rotation anywhere; lb05 not read for 40s and lb06 not read for 40s: what they say is not counted',
    ],
    [
      'in one place read and out, in the other not read',
      [
        part('lb05', [drain()]),
        part('lb1', backends('be_api'), { ...OLD, source: { system: 'haproxy', group: 'inner', node: 'lb1', probe: 'stats' } }),
      ],
      'Out of rotation in 1 of 2 backends, as far as is read; out of be_web of Public since 14:02 UTC (drain); lb1 not read for 40s: what it says is not counted',
    ],
  ])('%s', (_name, parts, words) => expect(sentence(parts)).toBe(words));

  test('nobody is counted while Vigil is not heard', () => {
    expect(sentence(two(backends('be_web'), [drained('web01')]), { moment: SILENT })).toBe(
      'Not known to be in rotation anywhere; lb05 in doubt until it is read again and lb06 in doubt until it is read again: what they say is not counted',
    );
  });
});
