import { describe, expect, test } from 'vitest';
import { findIssues } from '#lib/issues.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { haproxy } from '#lib/systems/haproxy/index.ts';
import { timerFindings } from '#lib/timers/findings.ts';
import type { KeptTimer } from '#lib/timers/kept.ts';
import type { TimerState } from '#lib/timers.ts';
import { failing, MOMENT, NOW, readAgo } from '../components/estate.ts';
import { part, server } from '../issues/finding.ts';

const FAILED: TimerState = { is: 'failed', at: NOW - 60_000, words: 'Nothing was sent: lb06 is not read.' };

function kept(state: TimerState, over: Partial<KeptTimer> = {}): KeptTimer {
  return {
    ...{ id: 't1', order: { system: 'haproxy', action: 'return', input: { server: 'web1' } }, title: 'Return web1', groups: ['public'] },
    ...{ dueAt: NOW - 60_000, by: 'ann', setAt: NOW - 120_000, reason: 'disks', state },
    ...{ setter: { is: 'user', name: 'ann', address: '' }, places: [{ group: 'public', node: 'lb05', row: 'be_web/server/web1' }] },
    ...over,
  };
}

const nodes = ['lb05', 'lb06'].map((name) => ({ name, address: name, host: null, tags: [], settings: {} }));
const ESTATES = [
  {
    system: haproxy,
    groups: [
      { name: 'internal', title: 'Internal', nodes: [] },
      { name: 'public', title: 'Public', nodes },
    ],
  },
];

describe('a timer that did not do what was wanted', () => {
  test('is found in its group, in words', () => {
    expect(timerFindings([kept(FAILED)], ESTATES)).toMatchObject([
      {
        ...{ system: 'haproxy', group: 'public', title: 'Timer failed', subject: 'Return web1', nodes: ['lb05', 'lb06'] },
        ...{ probe: 'stats', verdict: { status: 'warning', since: { at: NOW - 60_000 } }, rows: [{ node: 'lb05' }] },
        told: ['a timer set by ann (disks), due ', NOW - 60_000, ': Nothing was sent: lb06 is not read'],
      },
    ]);
  });

  test.each<[TimerState['is'], TimerState]>([
    ['waiting', { is: 'waiting' }],
    ['running', { is: 'running', since: NOW }],
    ['done', { is: 'done', at: NOW, words: 'Confirmed.' }],
  ])('is none that is %s', (_is, state) => {
    expect(timerFindings([kept(state)], ESTATES)).toEqual([]);
  });

  test('is found though its group is not configured any more', () => {
    expect(timerFindings([kept(FAILED, { groups: ['gone'] })], ESTATES)).toMatchObject([{ group: 'internal' }]);
  });

  const down = failing('refused', 60_000, 'connection refused');
  test.each([
    ['all of its nodes can be read', {}],
    ['one of its nodes cannot be reached, which is why it failed', down],
    ['a reading is too old', readAgo(60_000)],
  ])('has a line of its own on the board, where %s', (_name, over) => {
    const parts = [part('lb05', [server('web1', 'maintenance')]), part('lb06', [], over)];
    const board = boardMoment(
      parts.map(({ probe }) => probe),
      MOMENT,
    );
    const findings = timerFindings([kept(FAILED)], ESTATES);
    const subjectOf = (_system: string, row: (typeof parts)[number]['rows'][number]) => haproxy.subjectOf(row);
    const { wrong } = findIssues({ parts, findings }, { own: MOMENT, board }, subjectOf);
    expect(wrong.filter(({ key }) => key === 'finding haproxy/public timer t1')).toMatchObject([
      { is: 'finding', verdict: { status: 'warning', reason: 'Nothing was sent: lb06 is not read.' } },
    ]);
  });
});
