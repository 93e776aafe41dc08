import { describe, expect, test } from 'vitest';
import { judgeAt, type MergedRow, mergeRows } from '#components/haproxy/merge.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { failing, MOMENT, NEVER_READ, NOW, probe, ROWS, readAgo, row, state } from '../estate.ts';

const DRAIN = state({ word: 'drain', said: 'DRAIN' });
const LB05 = probe({}, 'lb05');
const LB06 = probe({}, 'lb06');
const STALE = probe(readAgo(48_000), 'lb06');
const UNREAD = probe({ ...NEVER_READ, asked: { times: 1, since: NOW - 1_000 } }, 'lb06');
const OVERDUE = probe({ ...NEVER_READ, asked: { times: 9, since: NOW - 60_000 } }, 'lb06');

const merged = (...parts: [ProbeRow, ...LiveRow[]][]) =>
  mergeRows(
    parts.map(([one, ...rows]) => ({ probe: one, rows })),
    judgeAt(MOMENT),
  );
const only = (...parts: [ProbeRow, ...LiveRow[]][]): MergedRow => merged(...parts)[0] ?? expect.unreachable('no row');
/** The same row with other figures, or another status, on each of two instances. */
const both = (a: Partial<RowView>, b: Partial<RowView>) => only([LB05, row(a)], [LB06, row(b)]);

describe('a tier of one instance', () => {
  test('has its rows exactly as that instance has them', () => {
    expect(merged([LB05, ...ROWS])).toEqual(
      ROWS.map((one) => ({
        id: one.id,
        view: one.value,
        status: one.verdict.status,
        said: one.verdict.status,
        reason: one.verdict.reason,
        on: [{ probe: LB05, row: one, view: one.value, status: one.verdict.status, isUnread: false }],
        oldest: LB05,
        differs: false,
      })),
    );
  });
});

describe('a row over several instances', () => {
  test('stands once, with every instance in the order of the configuration', () => {
    const rows = merged([LB05, ...ROWS], [LB06, ...ROWS]);
    expect(rows.map(({ id }) => id)).toEqual(ROWS.map(({ id }) => id));
    expect(rows.map(({ on }) => on.map((one) => one.probe.source.node))).toEqual(ROWS.map(() => ['lb05', 'lb06']));
  });

  test.each<[string, Partial<RowView>, Partial<RowView>, Partial<RowView>]>([
    [
      'sessions and their limits',
      { sessions: 3, sessionsLimit: 10 },
      { sessions: 4, sessionsLimit: 10 },
      { sessions: 7, sessionsLimit: 20 },
    ],
    ['retries', { retriesPerMinute: 1 }, { retriesPerMinute: 2 }, { retriesPerMinute: 3 }],
    ['no part of a sum left out in silence', { sessions: 3, queue: 1 }, { queue: 0 }, { sessions: null, queue: 1 }],
    [
      'the response time by the requests',
      { responseTimeMs: 10, requestRate: 3 },
      { responseTimeMs: 50, requestRate: 1 },
      { responseTimeMs: 20 },
    ],
    [
      'no time of an instance without requests',
      { responseTimeMs: 10, requestRate: 3 },
      { responseTimeMs: null, requestRate: 0 },
      { responseTimeMs: 10 },
    ],
    ['no time where a part of it is missing', { responseTimeMs: 10, requestRate: 3 }, { requestRate: 1 }, { responseTimeMs: null }],
    ['times alike where nobody counts requests', { responseTimeMs: 10 }, { responseTimeMs: 20 }, { responseTimeMs: 15 }],
    [
      'times alike where there are no requests',
      { responseTimeMs: 4, requestRate: 0 },
      { responseTimeMs: 6, requestRate: 0 },
      { responseTimeMs: 5 },
    ],
    ['the latest change', { changedAt: 1_000 }, { changedAt: 9_000 }, { changedAt: 9_000 }],
  ])('sums %s', (_name, a, b, expected) => expect(both(a, b).view).toMatchObject(expected));

  test('is as the worst instance has it: its state, its check and its weight', () => {
    const check = { code: 'L4CON', status: null, durationMs: 1, text: 'refused' };
    const down = row({ state: state({ word: 'down', said: 'DOWN' }), check, weight: 5, sessions: 1 }, 'critical', 'down');
    expect(only([LB05, row({ weight: 10, sessions: 1 })], [LB06, down])).toMatchObject({
      status: 'critical',
      reason: 'lb05: up; lb06: down',
      differs: true,
      view: { state: { word: 'down' }, check, weight: 5, sessions: 2 },
    });
  });

  test('says once what all say', () => expect(both({}, {})).toMatchObject({ reason: 'up', differs: false }));

  test('differs by its state, and not by how far its checks are', () => {
    expect(both({ state: DRAIN }, {}).differs).toBe(true);
    expect(both({ state: state({ checks: { count: 1, of: 3 }, said: 'UP 1/3' }) }, {}).differs).toBe(false);
  });

  test('is as old as its oldest part, and stale when one of them is', () => {
    const one = only([LB05, row({ sessions: 1 })], [STALE, row({ sessions: 2 })]);
    expect(one).toMatchObject({ status: 'stale', oldest: STALE, view: { sessions: 3 } });
    expect(one.on.map(({ status }) => status)).toEqual(['ok', 'stale']);
  });
});

describe('an instance without the row', () => {
  test('takes no part in its sums and says so, and makes nothing worse while it is fresh', () => {
    const one = only([LB05, row({ sessions: 3 })], [LB06]);
    expect(one).toMatchObject({ status: 'ok', reason: 'lb05: up; lb06: not there', differs: false, view: { sessions: 3 } });
    expect(one.on[1]).toMatchObject({ row: null, view: null, status: 'unknown', isUnread: false });
  });

  test('makes it stale when that was read too long ago: it may be there by now', () => {
    expect(only([LB05, row()], [STALE])).toMatchObject({ status: 'stale', oldest: STALE });
  });

  test.each<[string, ProbeRow, string]>([
    ['unknown while nothing was read yet', UNREAD, 'unknown'],
    ['stale when the time for its first reading is up', OVERDUE, 'stale'],
    ['no more than stale when it refuses', { ...OVERDUE, ...failing('refused', 60_000) }, 'stale'],
  ])('makes it %s', (_name, unread, status) => {
    const one = only([LB05, row()], [unread]);
    expect(one).toMatchObject({ status, reason: 'lb05: up; lb06: never read', oldest: LB05 });
    expect(one.on[1]).toMatchObject({ isUnread: true, status });
  });

  test('does not hide what another says is worse', () => {
    expect(only([LB05, row({}, 'critical', 'down')], [OVERDUE]).status).toBe('critical');
  });
});

test('what did not change is not made again, and its ages are those of the newest readings', () => {
  const rows = [row({ sessions: 1 })];
  const [before] = merged([LB05, ...rows], [LB06, ...rows]);
  const later = probe(readAgo(1_000), 'lb06');
  const [after] = merged([LB05, ...rows], [later, ...rows]);
  expect(after?.view).toBe(before?.view);
  expect(after?.on[1]?.probe).toBe(later);
});
