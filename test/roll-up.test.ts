import { describe, expect, test } from 'vitest';
import { boardMoment, boardTrouble, rollUp } from '#lib/roll-up.ts';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, probe, readAgo, SILENT } from './components/estate.ts';

describe('a roll-up', () => {
  test('of nothing is unknown, and counts nothing', () => {
    const { verdict, counts, nodes } = rollUp([], MOMENT);
    expect(verdict.status).toBe('unknown');
    expect(counts).toEqual({ critical: 0, stale: 0, warning: 0, unknown: 0, maintenance: 0, ok: 0 });
    expect(nodes).toEqual([]);
  });

  test('is as bad as its worst node, and counts every node at its own status', () => {
    const { verdict, counts } = rollUp([probe(), probe(readAgo(60_000), 'lb06'), probe({}, 'lb07')], MOMENT);
    expect(verdict).toMatchObject({ status: 'stale', reason: 'stale 1m 00s, was ok' });
    expect(counts).toMatchObject({ ok: 2, stale: 1 });
  });

  test('counts a node once, however many probes it has, by the worst of them', () => {
    const other = probe({ ...readAgo(60_000), source: { system: 'haproxy', group: 'public', node: 'lb05', probe: 'info' } });
    expect(rollUp([probe(), other], MOMENT).counts).toMatchObject({ ok: 0, stale: 1 });
  });

  test('a node not yet read is unknown and never ok', () => {
    expect(rollUp([probe(), probe(NEVER_READ, 'lb06')], MOMENT).counts).toMatchObject({ ok: 1, stale: 1 });
    expect(rollUp([probe({ ...NEVER_READ, asked: null }, 'lb06')], MOMENT).verdict.status).toBe('unknown');
  });

  test('leaves out what is not permitted and not vital, and says how many', () => {
    const barred = probe({
      vital: false,
      ...failing('permission', 5_000),
      source: { system: 'haproxy', group: 'public', node: 'lb05', probe: 'info' },
    });
    expect(rollUp([probe(), barred], MOMENT)).toMatchObject({ verdict: { status: 'ok' }, leftOut: 1 });
  });

  test('a node all of whose probes are left out is unknown', () => {
    const barred = probe({ vital: false, ...failing('permission', 5_000) });
    expect(rollUp([barred], MOMENT)).toMatchObject({ verdict: { status: 'unknown' }, counts: { unknown: 1, ok: 0 } });
  });
});

describe('the moment of the board', () => {
  test('is the moment itself while Vigil is well', () => expect(boardMoment([probe(), ownProbe()], MOMENT)).toBe(MOMENT));

  test.each([
    ['its own probe was not read in time', ownProbe(readAgo(60_000))],
    [
      'its own probe says critical',
      ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW, how: 'seen' } } }),
    ],
  ])('doubts everything when %s', (_name, own) => {
    const moment = boardMoment([probe(), own], MOMENT);
    expect(moment.doubtBefore).toBe(Number.POSITIVE_INFINITY);
    expect(rollUp([probe()], moment).verdict.status).toBe('stale');
    expect(boardTrouble([probe(), own], MOMENT)).toHaveLength(1);
  });

  test('is not touched by a node, however ill', () => {
    expect(boardMoment([probe(failing('refused', 5_000)), ownProbe()], MOMENT)).toBe(MOMENT);
  });

  test('is not touched by a warning of its own', () => {
    const own = ownProbe({ verdict: { status: 'warning', reason: 'lag 80 ms', since: { at: NOW, how: 'seen' } } });
    expect(boardMoment([own], MOMENT)).toBe(MOMENT);
  });

  test('a silent feed makes every node stale', () =>
    expect(rollUp([probe(), probe({}, 'lb06')], SILENT).counts).toMatchObject({ ok: 0, stale: 2 }));
});
