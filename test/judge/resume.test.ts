import { describe, expect, test } from 'vitest';
import { EarlierBoard } from '#lib/judge/earlier.ts';
import { resumeSince } from '#lib/judge/since.ts';
import type { Judged, Since, Status, Verdict } from '#lib/status.ts';

const T = 1_800_000_000_000;
const AWAY = { from: T - 240_000, to: T };
const ONCE = { ...AWAY, times: 1 };

const was = (status: Status, since: Since): Verdict => ({ status, reason: 'then', since });
const is = (status: Status, since: number | null = null): Judged => ({ status, reason: 'now', since });

describe('after a time in which nobody looked, the since of what is found', () => {
  test.each<[string, before: Verdict | undefined, judged: Judged, since: Since]>([
    [
      'again as it was is what it was, with that time',
      was('critical', { at: T - 9e6, how: 'seen' }),
      is('critical'),
      { at: T - 9e6, how: 'seen', unwatched: ONCE },
    ],
    [
      'again, where it was so when first looked at',
      was('ok', { at: T - 9e6, how: 'before' }),
      is('ok'),
      { at: T - 9e6, how: 'before', unwatched: ONCE },
    ],
    ['otherwise lies in that time', was('ok', { at: T - 9e6, how: 'seen' }), is('critical'), { at: T, how: 'between', unwatched: ONCE }],
    ['that was not there before lies in that time', undefined, is('critical'), { at: T, how: 'between', unwatched: ONCE }],
    [
      'is the word of the source where it has one',
      was('ok', { at: T - 9e6, how: 'seen' }),
      is('critical', T - 70_000),
      { at: T - 70_000, how: 'source' },
    ],
    [
      'over several such times spans them and counts them',
      was('ok', { at: T - 9e6, how: 'seen', unwatched: { from: T - 8e6, to: T - 7e6, times: 2 } }),
      is('ok'),
      { at: T - 9e6, how: 'seen', unwatched: { from: T - 8e6, to: T, times: 3 } },
    ],
    [
      'again, that had come to be so in an earlier such time, is before the end of that',
      was('critical', { at: T - 7e6, how: 'between', unwatched: { from: T - 8e6, to: T - 7e6, times: 1 } }),
      is('critical'),
      { at: T - 7e6, how: 'before', unwatched: ONCE },
    ],
  ])('%s', (_, before, judged, since) => {
    expect(resumeSince(before, judged, AWAY)).toEqual({ status: judged.status, reason: 'now', since });
  });

  test('is none of before where the clock was set back in between', () => {
    const { since } = resumeSince(was('ok', { at: T, how: 'seen' }), is('ok'), { from: T + 60_000, to: T });
    expect(since).toEqual({ at: T, how: 'before' });
  });
});

const SOURCE = { system: 'haproxy', group: 'web', node: 'lb1', probe: 'stats' };
const ID = 'haproxy/web/lb1/stats';

function boardOf(probe: object): EarlierBoard {
  const verdict = was('ok', { at: T - 9e6, how: 'seen' });
  const one = {
    source: SOURCE,
    scope: 'node',
    verdict,
    newest: { observedAt: T - 250_000, producedAt: null },
    attempt: { at: T - 240_000 },
    failing: null,
    ...probe,
  };
  const json = {
    probes: [one],
    rows: { [ID]: [{ id: 'web1', verdict, value: {} }] },
    findings: [{ system: 'haproxy', group: 'web', id: 'x', verdict }],
  };
  return new EarlierBoard(T - 240_000, JSON.stringify(json));
}

describe('a board of before', () => {
  test('tells what a source, its rows and its group had come to, the rows once', () => {
    const board = boardOf({});
    expect(board.take(ID)).toMatchObject({ readAt: T - 250_000, verdict: { status: 'ok' } });
    expect(board.take(ID)?.rows.size).toBe(0);
    expect(boardOf({}).take(ID)?.rows.get('web1')?.status).toBe('ok');
    expect(board.finding({ system: 'haproxy', group: 'web', id: 'x' })?.status).toBe('ok');
    expect(board.finding({ system: 'haproxy', group: 'web', id: 'y' })).toBeUndefined();
  });

  test('tells nothing of what Vigil was itself', () => {
    expect(boardOf({ scope: 'board' }).take(ID)).toBeUndefined();
  });

  test('tells nothing of a source that had never been read', () => {
    expect(boardOf({ newest: null, verdict: null }).take(ID)).toBeUndefined();
    expect(boardOf({ newest: null, verdict: null }).silence(ID, T)).toBeNull();
    expect(boardOf({}).take('haproxy/web/lb2/stats')).toBeUndefined();
  });

  test.each([
    ['that had lasted before goes on', { failing: { times: 4, since: T - 300_000 } }, { times: 1, since: T - 300_000, unwatched: ONCE }],
    [
      'that had lasted over an earlier start counts both times',
      { failing: { times: 4, since: T - 300_000, unwatched: { from: T - 290_000, to: T - 280_000, times: 1 } } },
      { times: 1, since: T - 300_000, unwatched: { from: T - 290_000, to: T, times: 2 } },
    ],
    [
      'of what answered before began in between',
      {},
      { times: 1, since: T, isBetween: true, unwatched: { from: T - 250_000, to: T, times: 1 } },
    ],
  ])('a silence %s', (_, probe, failing) => {
    expect(boardOf(probe).silence(ID, T)).toEqual(failing);
  });

  test.each(['', '{}', '[]', '{"probes":[{}],"rows":{},"findings":[]}'])('that is none is refused: %s', (json) => {
    expect(() => new EarlierBoard(T, json)).toThrow();
  });
});
