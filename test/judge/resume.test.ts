import { describe, expect, test } from 'vitest';
import { EarlierBoard } from '#lib/judge/earlier.ts';
import { GroupWitness } from '#lib/judge/group-witness.ts';
import { resumeSince } from '#lib/judge/since.ts';
import { sourceId } from '#lib/reading.ts';
import type { Judged, Since, Status, Verdict } from '#lib/status.ts';
import type { System } from '#lib/system.ts';
import { source, startJudge } from './running-judge.ts';

const T = 1_700_000_000_000;
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

describe('a judge that goes on', () => {
  const earlier = (probe: object = {}): EarlierBoard => {
    const verdict = was('critical', { at: T - 9e6, how: 'seen' });
    const rows = [
      { id: 'web1', verdict },
      { id: 'web2', verdict: was('ok', { at: T - 9e6, how: 'before' }) },
    ];
    const one = { source: source('a'), scope: 'node', verdict, newest: { observedAt: T }, attempt: { at: T }, failing: null, ...probe };
    return new EarlierBoard(T, JSON.stringify({ probes: [one], rows: { [sourceId(source('a'))]: rows }, findings: [] }));
  };
  const since = (verdict: Verdict | null | undefined) => verdict && [verdict.since.how, verdict.since.at, verdict.since.unwatched?.from];

  test('keeps since when of the source and its rows with the first reading, and sees for itself from then on', () => {
    const { says, of, judge, clock } = startJudge(['a', 'b'], earlier());
    says('a', { status: 'critical', rows: { web1: 'critical', web2: 'warning', web3: 'ok' } });
    const at = clock.now();
    expect(since(of('a').verdict)).toEqual(['seen', T - 9e6, T]);
    expect(since(of('a').rows.get('web1')?.verdict)).toEqual(['seen', T - 9e6, T]);
    expect(of('a').rows.get('web2')?.verdict.since).toMatchObject({ how: 'between', unwatched: { from: T } });
    expect(of('a').rows.get('web3')?.verdict.since.how).toBe('between');
    says('a', { status: 'ok', rows: { web1: 'ok' } });
    expect(of('a').verdict?.since).toEqual({ at: expect.any(Number), how: 'seen' });
    expect(of('a').verdict?.since.at).toBeGreaterThanOrEqual(at);
    judge.stop();
  });

  test('knows nothing of a source that was not there', () => {
    const { says, of, judge } = startJudge(['b'], earlier());
    says('b', { status: 'ok' });
    expect(of('b').verdict?.since.how).toBe('before');
    judge.stop();
  });

  test.each([
    ['began in between where it answered before', {}, 'between'],
    ['is as old as it was', { failing: { times: 9, since: T - 70_000 } }, 'seen'],
  ])('a refusal %s', (_, probe, how) => {
    const { fails, transitions, judge } = startJudge(['a'], earlier(probe));
    fails('a', 'refused');
    fails('a', 'refused');
    expect(transitions).toHaveLength(1);
    expect(transitions[0]?.to).toMatchObject({ status: 'critical', since: { how, unwatched: { from: T, times: 1 } } });
    if (how === 'seen') expect(transitions[0]?.to.since.at).toBe(T - 70_000);
    judge.stop();
  });

  test('a refusal after the first answer is what was seen', () => {
    const { says, fails, transitions, judge } = startJudge(['a'], earlier({ failing: { times: 9, since: T - 70_000 } }));
    says('a', { status: 'ok' });
    fails('a', 'refused');
    expect(transitions.at(-1)?.to.since).toEqual({ at: expect.any(Number), how: 'seen' });
    judge.stop();
  });
});

describe('a witness that goes on', () => {
  const board = new EarlierBoard(
    T,
    JSON.stringify({
      probes: [],
      rows: {},
      findings: [{ system: 'pretend', group: 'web', id: 'stuck', verdict: was('critical', { at: T - 9e6, how: 'seen' }) }],
    }),
  );
  const sinces = (...looks: [at: number, id: string, status: Status][]) => {
    let now: [number, string, Status] = [0, '', 'ok'];
    const found = () => ({
      ...{ id: now[1], kind: 'x', title: 'X', subject: 'x', place: '', host: null, judged: { status: now[2], since: null }, told: ['x'] },
      ...{ nodes: [], probe: 'stats', rows: [], followsRows: false },
    });
    const system = { name: 'pretend', knock: 'stats', probes: [], witness: () => [found()] } as unknown as System;
    const witness = new GroupWitness(system, { name: 'web', title: 'Web', nodes: [] }, board);
    return looks.map((look) => {
      now = look;
      witness.look({ nodes: [], marks: [], inFlight: [], events: [] }, T + look[0]);
      const [one] = witness.findings();
      return one && [one.verdict.since.how, one.verdict.since.at - T];
    });
  };

  test.each<[string, looks: [number, string, Status][], since: unknown[]]>([
    ['what is found again at once is since before', [[1_000, 'stuck', 'critical']], [['seen', -9e6]]],
    [
      'what needs several readings to be proved again is since before',
      [
        [1_000, 'stuck', 'unknown'],
        [30_000, 'stuck', 'critical'],
      ],
      [
        ['between', 1_000],
        ['seen', -9e6],
      ],
    ],
    [
      'what is proved only much later was seen',
      [
        [1_000, 'stuck', 'unknown'],
        [130_000, 'stuck', 'critical'],
      ],
      [
        ['between', 1_000],
        ['seen', 130_000],
      ],
    ],
    [
      'what was well in between was seen',
      [
        [1_000, 'stuck', 'ok'],
        [30_000, 'stuck', 'critical'],
      ],
      [
        ['between', 1_000],
        ['seen', 30_000],
      ],
    ],
    ['what was not found before came in between', [[1_000, 'other', 'critical']], [['between', 1_000]]],
  ])('%s', (_, looks, since) => expect(sinces(...looks)).toEqual(since));
});

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
