import { describe, expect, test } from 'vitest';
import { stillScope } from '#components/haproxy/drain/drain-notes.tsx';
import { stepsOf } from '#components/haproxy/drain/drain-steps.tsx';
import {
  emptyInWords,
  heldWords,
  inWords,
  leftWords,
  outlookWords,
  phaseWords,
  shortWords,
  stillWords,
  type Telling,
  unreadWords,
} from '#components/haproxy/drain/drain-words.ts';
import { type Outlook, outlookOf, type Restart } from '#components/haproxy/drain/outlook.ts';
import type { DrainState } from '#components/haproxy/drain/places.ts';
import type { Trend } from '#components/row-trends/trend.ts';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { TrendPoint } from '#lib/trend.ts';
import { MOMENT, NOW, readAgo } from '../../estate.ts';
import { leaving, mark, on, serving, stateOf } from './drained.ts';

const TELLING: Telling = { board: MOMENT, format: createTimeFormat(openZone('UTC'), null) };
const OLD = readAgo(40_000);
const WEB = 'public be_web';
const SOCKETS = 'public be_sockets';

/** A value every five seconds up to now. */
function trend(values: readonly number[]): Trend {
  const points = values.map((value, index): TrendPoint => [NOW - (values.length - 1 - index) * 5_000, value]);
  return { name: 'Sessions', unit: '', points, intervalMs: 5_000 };
}
const flat = (value: number) => trend(Array.from({ length: 30 }, () => value));
const falling = (last: number) => trend(Array.from({ length: 30 }, (_, index) => last + 2 * (29 - index)));

/** Drained ten minutes ago, so that all of a trend counts. */
const long = (sessions: number, proxy = 'be_web', over = {}) => leaving(sessions, proxy, { changedAt: NOW - 600_000, ...over });
const both = (...rows: Parameters<typeof on>[1]): Part[] => [on('lb05', rows), on('lb06', rows)];

function outlook(state: DrainState, byBackend: Record<string, Trend>, restarts: readonly Restart[] = []): Outlook {
  const [total = null] = Object.values(byBackend);
  return outlookOf(state, { total, byBackend: new Map(Object.entries(byBackend)), trouble: null }, restarts);
}

describe('when it is empty', () => {
  test('is estimated from the fall', () => {
    const state = stateOf(both(long(10)));
    const said = outlook(state, { [WEB]: falling(20) });
    expect(outlookWords(state, said, TELLING)).toBe('empty in about 50s');
    expect(shortWords(state, said, TELLING)).toBe('50s');
  });

  test('leaves out a backend that holds its sessions, and names it', () => {
    const state = stateOf(both(long(10), long(6, 'be_sockets')));
    const said = outlook(state, { [WEB]: falling(20), [SOCKETS]: flat(12) });
    expect(outlookWords(state, said, TELLING)).toBe('empty in about 50s, be_sockets excluded');
    expect(said.dashes.at(-1)?.[1]).toBe(12);
  });

  test.each<[string, Part[], Record<string, Trend>, readonly [words: string, short: string]]>([
    ['does not fall', both(long(6)), { [WEB]: flat(12) }, ['not falling for 2m 25s', 'not falling']],
    [
      'was read too seldom',
      both(long(6)),
      { [WEB]: trend([12, 11]) },
      ['when it is empty is not known yet: too few readings yet', 'not known yet'],
    ],
    ['has no sessions left', both(long(0)), {}, ['empty: no session, no waiting request, no connection in use', 'empty']],
    ['has connections in use', both(long(0, 'be_web', { usedConnections: 1 })), {}, ['not empty: 2 connections in use', 'in use']],
    [
      'is not read on one',
      [on('lb05', [long(0)]), on('lb06', [long(0)], OLD)],
      {},
      ['none where it is read; not known whether it is empty', 'not known'],
    ],
    [
      'falls where it is read',
      [on('lb05', [long(20)]), on('lb06', [long(9)], OLD)],
      { [WEB]: falling(20) },
      ['what is read is empty in about 50s', 'not known'],
    ],
    [
      'is not told',
      both(long(3), leaving(null, 'be_api')),
      {},
      ['not every instance tells its sessions, so nobody knows when it is empty', 'not known'],
    ],
    [
      'is out in one place alone',
      [on('lb05', [long(0)]), on('lb06', [serving(8)])],
      {},
      ['empty where it is out, and in rotation elsewhere', 'empty where out'],
    ],
  ])('is told in words where it %s', (_name, parts, byBackend, [words, short]) => {
    const state = stateOf(parts);
    const said = outlook(state, byBackend);
    expect(outlookWords(state, said, TELLING)).toBe(words);
    expect(shortWords(state, said, TELLING)).toBe(short);
  });

  test('after a restart only the process that answers is called empty', () => {
    const state = stateOf(both(long(0)), { marks: [mark('lb05'), mark('lb06')] });
    const said = outlook(state, {}, [{ group: 'public', node: 'lb05', to: NOW - 10_000 }]);
    expect(outlookWords(state, said, TELLING)).toBe(
      'empty in the process that answers; lb05 was restarted or reloaded, and an old process may still serve some',
    );
    expect(stepsOf(state, said, TELLING, false)[2]?.is).toBe('now');
  });
});

test.each([
  [1_000, 'a moment'],
  [17_000, '20s'],
  [101_000, '1m 50s'],
  [700_000, '12m'],
  [9_000_000, '3h'],
])('%i ms ahead is %s', (ms, words) => {
  expect(inWords(ms)).toBe(words);
});

test('what there was when the drain began is told where it is kept, and not across a restart', () => {
  const state = stateOf(both(leaving(10)), { marks: [mark('lb05'), mark('lb06')] });
  const kept = { [WEB]: falling(20) };
  expect(leftWords(state, outlook(state, kept))).toBe('sessions left of 44');
  expect(leftWords(state, outlook(state, kept, [{ group: 'public', node: 'lb05', to: NOW - 10_000 }]))).toBe('sessions left');
  expect(leftWords(state, outlook(state, {}))).toBe('sessions left');
});

test('who is not read is named and not counted', () => {
  const state = stateOf([on('lb05', [leaving(10)]), on('lb06', [leaving(10)], OLD)]);
  expect(state.left.sessions).toBe(10);
  expect(leftWords(state, outlook(state, {}))).toBe('sessions left, counted on 1 of 2 instances');
  expect(unreadWords(state, TELLING)).toBe('lb06 not read for 40s: nobody knows what is left there');
  expect(phaseWords(state)).toBe('draining in 1 of 2 places, 1 not read');
});

test('a drain that did not reach everything says where not, and offers just that', () => {
  const state = stateOf([on('lb05', [leaving(3), leaving(1, 'be_api')]), on('lb06', [leaving(4), serving(40, 'be_api')])]);
  expect(phaseWords(state)).toBe('draining in 3 of 4 places');
  expect(stillWords(state)).toBe('still in rotation in be_api on lb06 (40 sessions there, not counted here)');
  expect(stillScope('web01', state.still)).toEqual({
    ...{ group: 'public', backend: 'be_api', server: 'web01', only: { group: 'public', node: 'lb06' } },
  });
});

test.each<[string, Part[], RegExp]>([
  [
    'tcp',
    both(long(6, 'be_web', { mode: 'tcp' })),
    /^be_web \(tcp\): not falling for 2m 25s\. Long connections go on until one side closes them/,
  ],
  [
    'a cookie',
    both(long(6, 'be_web', { hasCookie: true })),
    /^be_web: .*A drain still lets in clients that hold its cookie; maintenance sends them elsewhere/,
  ],
  ['nothing that is known', both(long(6)), /^be_web: .*Held by persistence or long connections; a drain alone does not end them\.$/],
])('why it does not fall is told by what is known of the backend: %s', (_name, parts, words) => {
  const [held] = outlook(stateOf(parts), { [WEB]: flat(12) }).backends;
  expect(held && heldWords(held)).toMatch(words);
  expect(held && emptyInWords(held, TELLING)).toBe('not falling');
});

describe('the steps', () => {
  const steps = (parts: Part[], marks = [mark('lb05'), mark('lb06')]) => {
    const state = stateOf(parts, { marks });
    return stepsOf(state, outlook(state, {}), TELLING, false).map(
      ({ words, note, is }) => `${is}: ${words}${note === null ? '' : `, ${note}`}`,
    );
  };

  test('say who sent it and why, how far it is confirmed, and what comes', () => {
    expect(steps(both(leaving(3)))).toEqual([
      'done: Drain sent by ann, 1 backend, 2 instances, disks',
      'done: Confirmed by reading back, 2 of 2',
      'now: Sessions fall to zero',
      'todo: Maintenance, if wanted: checks stop, nothing is cut',
    ]);
  });

  test('an instance that is not read keeps it from being confirmed and from being empty', () => {
    expect(steps([on('lb05', [leaving(0)]), on('lb06', [leaving(0)], OLD)])).toEqual([
      'done: Drain sent by ann, 1 backend, 2 instances, disks',
      'now: Confirmed by reading back, 1 of 2',
      'todo: Sessions fall to zero',
      'todo: Maintenance, if wanted: checks stop, nothing is cut',
    ]);
  });

  test('what was not done through Vigil is not given to anybody', () => {
    expect(steps(both(leaving(3)), [])[0]).toBe('done: Taken out, not through Vigil, 1 backend, 2 instances');
    expect(steps(both(leaving(3)), [mark('lb05')])[0]).toContain('1 of 2 not through Vigil');
  });
});
