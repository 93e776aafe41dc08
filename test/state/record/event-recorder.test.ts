import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IssueNews } from '#lib/attention/watch.ts';
import type { Finding, NodeEvent, WitnessChange } from '#lib/finding.ts';
import { sourceId } from '#lib/reading.ts';
import type { Since, Status } from '#lib/status.ts';
import { LB05 } from '#test/attention/running-desk.ts';
import { SEEN, source, startEvents as start, T, verdict } from './running-events.ts';

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

describe('what Vigil does itself', () => {
  test('is told when it starts and when it stops, after all that waited', () => {
    const { recorder, history, turns } = start();
    turns('ok', { from: null });
    turns('critical');
    recorder.stop();
    expect(history.written.map(({ kind, words }) => `${kind}: ${words}`)).toEqual(['vigil: Vigil was started', 'vigil: Vigil was stopped']);
  });

  test('a jump of the clock is one line', () => {
    const { wall, lines, pass, recorder } = start();
    wall.aheadMs = 600_000;
    pass(3_000);
    recorder.stop();
    expect(lines()[0]).toBe('vigil |  | Vigil |  | The clock of this machine jumped 10m 00s ahead, or the machine slept');
    expect(lines()).toHaveLength(2);
  });
});

describe('a node', () => {
  test('has no line for its first verdicts', () => {
    const { turns, pass, lines, recorder } = start();
    turns('unknown', { from: null, since: { at: T, how: 'before' } });
    pass(1_000);
    turns('maintenance', { from: 'unknown', since: { at: T - 9e6, how: 'source' } });
    turns('warning', { from: null, probe: 'info', since: { at: T, how: 'before' } });
    pass(1_000);
    expect(lines()).toEqual([]);
    recorder.stop();
  });

  test('has one line where several of its probes turn, in the words of the worst, and none where a better one turns', () => {
    const { turns, pass, lines, recorder } = start();
    turns('ok', { from: null });
    turns('ok', { from: null, probe: 'info' });
    pass(1_000);
    turns('critical');
    turns('warning', { probe: 'info' });
    pass(1_000);
    turns('ok', { from: 'warning', probe: 'info' });
    pass(1_000);
    expect(lines()).toEqual(['status | lb1 | lb1 | critical | it is critical']);
    turns('ok', { from: 'critical' });
    pass(1_000);
    expect(lines()[1]).toBe('status | lb1 | lb1 | ok | it is ok');
    recorder.stop();
  });

  test('that recovers from silence is news, although it has been ok since before Vigil looked', () => {
    const { turns, pass, lines, recorder } = start();
    const before: Since = { at: T, how: 'before' };
    turns('ok', { from: null, since: before });
    pass(1_000);
    turns('stale', { from: 'ok' });
    pass(1_000);
    turns('ok', { from: 'stale', since: before });
    pass(1_000);
    expect(lines()).toEqual(['status | lb1 | lb1 | stale | it is stale', 'status | lb1 | lb1 | ok | it is ok']);
    recorder.stop();
  });

  test('is not held by a question that cannot be asked there', () => {
    const { turns, pass, lines, recorder } = start();
    turns('ok', { from: null });
    pass(1_000);
    turns('unknown', { from: null, probe: 'info' });
    pass(1_000);
    expect(lines()).toEqual([]);
    recorder.stop();
  });
});

describe('rows', () => {
  test('have no line for their first reading, nor where they come or go', () => {
    const { reads, pass, lines, recorder } = start();
    reads('lb1', { web1: 'critical' });
    reads('lb1', { web1: 'critical', web2: 'warning' });
    reads('lb1', { web2: 'warning' });
    pass(5_000);
    expect(lines()).toEqual([]);
    recorder.stop();
  });

  test('of one thing on several nodes are one line', () => {
    const { reads, pass, lines, recorder } = start();
    for (const node of ['lb1', 'lb2']) reads(node, { web1: 'ok' });
    for (const node of ['lb1', 'lb2']) reads(node, { web1: 'maintenance' });
    pass(3_000);
    expect(lines()).toEqual(['status |  | web1 | maintenance | it is maintenance']);
    recorder.stop();
  });

  test('that turn by the hundred are one line', () => {
    const { reads, pass, lines, recorder } = start();
    const all = (status: Status) => Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`web${i}`, status]));
    reads('lb1', all('ok'));
    reads('lb1', all('warning'));
    pass(3_000);
    expect(lines()).toEqual(['status | lb1 | web0 and 299 more | warning | it is warning']);
    recorder.stop();
  });

  test('that an issue tells of have no line of their own, whichever comes first', () => {
    const { reads, pass, lines, listeners, recorder } = start();
    reads('lb1', { web1: 'ok', web2: 'ok' });
    reads('lb1', { web1: 'critical', web2: 'maintenance' });
    pass(1_000);
    const id = sourceId(source('lb1'));
    const issue = { ...LB05, subject: 'web1', since: SEEN, seenAt: T + 1_000, grounds: [{ id: `${id}\nweb1`, source: id }] };
    listeners.issues.tell({ found: [issue], over: [] });
    pass(3_000);
    expect(lines()).toEqual(['issue | lb1 | web1 | critical | refused', 'status | lb1 | web2 | maintenance | it is maintenance']);
    recorder.stop();
  });
});

describe('issues', () => {
  const found = (since: Since, more: object = {}) => ({ found: [{ ...LB05, seenAt: T + 60_000, since, ...more }], over: [] });
  const over = (more: object = {}) => ({
    found: [],
    over: [{ issue: { ...LB05, unseen: null, closedAt: T + 180_000, ...more }, grounds: LB05.grounds }],
  });

  test.each<[string, Since, object, number]>([
    ['that began while Vigil watched', { at: T + 59_000, how: 'seen' }, {}, 1],
    ['that began in between', { at: T, how: 'between', unwatched: { from: T - 9_000, to: T, times: 1 } }, {}, 1],
    ['that were there at the first look', { at: T, how: 'before' }, {}, 0],
    ['that were there before the start', { at: T - 9e6, how: 'seen', unwatched: { from: T - 9_000, to: T, times: 1 } }, {}, 0],
    ['whose source says that they are older', { at: T - 9e6, how: 'source' }, {}, 0],
    ['that only say that nothing is known', { at: T + 59_000, how: 'seen' }, { worst: 'unknown' }, 0],
  ])('%s', (_, since, more, count) => {
    const { listeners, lines, recorder } = start();
    listeners.issues.tell(found(since, more));
    expect(lines()).toHaveLength(count);
    recorder.stop();
  });

  test('stand where they began, as far as that is known', () => {
    const { listeners, last, recorder } = start();
    listeners.issues.tell(found({ at: T + 59_000, how: 'source' }));
    expect(last()).toMatchObject({ at: T + 59_000, until: T + 59_000, systems: LB05.systems, status: 'critical' });
    listeners.issues.tell(found({ at: T, how: 'between', unwatched: { from: T - 9_000, to: T, times: 1 } }));
    expect(last()).toMatchObject({ at: T - 9_000, until: T });
    recorder.stop();
  });

  test.each([
    ['that lasted', { seenAt: T, since: { at: T, how: 'before' } }, ['issue | lb05 | lb05 |  | over after more than 3m 00s: refused']],
    ['that were only there until something was read', { seenAt: T + 170_000 }, []],
    [
      'that went while nobody looked',
      { seenAt: T - 9e6, since: { at: T - 9e6, how: 'seen' }, unseen: { from: T - 90_000, to: T, why: 'did not look' } },
      ['issue | lb05 | lb05 |  | over after 2h 33m: refused'],
    ],
    ['of which nothing was known', { seenAt: T, worst: 'unknown' }, []],
  ])('that are over: those %s', (_, more, expected) => {
    const { listeners, lines, recorder } = start();
    listeners.issues.tell(over(more) as IssueNews);
    expect(lines()).toEqual(expected);
    recorder.stop();
  });
});

describe('what nodes prove together', () => {
  const finding = (status: Status, since = SEEN): Finding => ({
    ...{ id: 'split', kind: 'split', title: 'Two masters', subject: 'web', place: '', host: null, told: ['both say so'] },
    ...{ nodes: ['lb1', 'lb2'], probe: 'stats', rows: [], followsRows: false, system: 'haproxy', group: 'web' },
    verdict: verdict(status, since),
  });
  const change = (findings: Finding[], gone: string[] = [], events: NodeEvent[] | null = null): WitnessChange => ({
    ...{ system: 'haproxy', group: 'web', findings, gone, events },
  });

  test('is told when it is found and when it is over, once', () => {
    const { listeners, pass, lines, recorder } = start();
    listeners.findings.tell(change([finding('critical')]));
    listeners.findings.tell(change([finding('critical')]));
    pass(3_000);
    listeners.findings.tell(change([], ['split']));
    pass(3_000);
    expect(lines()).toEqual(['finding |  | web | critical | Two masters: both say so', 'finding |  | web |  | Two masters: over']);
    recorder.stop();
  });

  test('is no line where it was so before, where nothing is wrong, or where nothing is known', () => {
    const { listeners, pass, lines, recorder } = start();
    listeners.findings.tell(change([finding('critical', { at: T, how: 'before' })]));
    listeners.findings.tell(
      change(
        [
          { ...finding('ok'), id: 'b' },
          { ...finding('unknown'), id: 'c' },
        ],
        [],
      ),
    );
    pass(3_000);
    expect(lines()).toEqual([]);
    recorder.stop();
  });

  test('what happened to a node is told once, as closely as it comes to be known', () => {
    const { listeners, pass, lines, history, recorder } = start();
    const about: NodeEvent = { from: T, to: T + 9_000, words: 'restarted', system: 'haproxy', group: 'web', node: 'lb1' };
    const closer = { ...about, from: T + 4_000, to: T + 4_000 };
    listeners.findings.tell(change([], [], [about]));
    pass(5_000);
    listeners.findings.tell(change([], [], [closer]));
    pass(30_000);
    listeners.findings.tell(change([], [], [closer]));
    pass(30_000);
    expect(lines()).toEqual(['node | lb1 | lb1 |  | restarted']);
    expect(history.written.at(-1)).toMatchObject({ at: T + 4_000, until: T + 4_000 });
    recorder.stop();
  });
});
