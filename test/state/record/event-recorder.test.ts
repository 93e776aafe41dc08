import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuditRecord, Entry } from '#lib/act/audit/record.ts';
import type { IssueNews } from '#lib/attention/watch.ts';
import { createClock, machineTicks } from '#lib/clock.ts';
import type { Finding, NodeEvent, WitnessChange } from '#lib/finding.ts';
import type { JudgedRow, Judgement, Transition } from '#lib/judge/judge.ts';
import { Listeners } from '#lib/listeners.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import { recordEvents } from '#lib/state/record/event-recorder.ts';
import { countStatuses, type Since, type Status, type Verdict } from '#lib/status.ts';
import { LB05 } from '#test/attention/running-desk.ts';
import { fakeHistory } from '#test/fakes/history.ts';

const T = 1_800_000_000_000;
const SEEN: Since = { at: T + 500, how: 'seen' };
const source = (node: string, probe = 'stats'): Source => ({ system: 'haproxy', group: 'web', node, probe });

const verdict = (status: Status, since = SEEN, reason = `it is ${status}`): Verdict => ({ status, reason, since });

/** A recorder, and all that it may be told. */
function start() {
  const onError = (error: unknown): never => {
    throw error;
  };
  const listeners = {
    judged: new Listeners<Source>(onError),
    transitions: new Listeners<Transition>(onError),
    findings: new Listeners<WitnessChange>(onError),
    issues: new Listeners<IssueNews>(onError),
    records: new Listeners<AuditRecord>(onError),
  };
  const judgements = new Map<string, Judgement>();
  const history = fakeHistory();
  const wall = { aheadMs: 0 };
  const clock = createClock(() => ({ ...machineTicks(), wallMs: Date.now() + wall.aheadMs }));
  const system = { subjectOf: (row: JudgedRow) => ({ name: row.id, alike: row.id, heads: null, under: null, host: null }) };
  const parts = {
    get: (id: string) => {
      const [, , node = '', probe = ''] = id.split('/');
      return { card: { source: source(node, probe) }, subject: { vital: probe === 'stats' }, system } as never;
    },
  };
  const recorder = recordEvents({
    ...{ history, clock, parts, watchedSince: T, onError },
    judge: {
      judgement: (id) => judgements.get(id) ?? { verdict: null, rows: new Map(), counts: countStatuses([]) },
      subscribe: (listener) => listeners.judged.add(listener),
      onTransition: (listener) => listeners.transitions.add(listener),
    },
    onFindings: (listener) => listeners.findings.add(listener),
    onIssues: (listener) => listeners.issues.add(listener),
    onRecord: (listener) => listeners.records.add(listener),
  });
  const lines = () =>
    history.written.map(({ kind, node: at, subject, status, words }) => [kind, at, subject, status, words].join(' | ')).slice(1);
  return {
    ...{ recorder, history, wall, lines, listeners },
    turns: (to: Status, more: { from?: Status | null; node?: string; probe?: string; since?: Since } = {}) => {
      const from = more.from === undefined ? verdict('ok') : more.from && verdict(more.from);
      listeners.transitions.tell({ source: source(more.node ?? 'lb1', more.probe), from, to: verdict(to, more.since) });
    },
    reads: (at: string, rows: Record<string, Status>) => {
      const judged = Object.entries(rows).map(([id, status]): [string, JudgedRow] => [id, { id, verdict: verdict(status), value: {} }]);
      judgements.set(sourceId(source(at)), { verdict: null, rows: new Map(judged), counts: countStatuses([]) });
      listeners.judged.tell(source(at));
    },
    pass: (ms: number) => vi.advanceTimersByTime(ms),
    last: () => history.written.at(-1),
  };
}

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
    over: [{ issue: { ...LB05, closedAt: T + 180_000, unseen: null, ...more }, grounds: LB05.grounds }],
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

describe('what people do', () => {
  const BY = { is: 'user', name: 'ann', address: '10.0.0.7', session: 's1' } as const;
  const record = (entry: Entry, at: number): AuditRecord => ({ seq: 1, at, by: BY, entry, prev: '', hash: '' });
  const step = { group: 'web', node: 'lb1', target: 'be_web/web01', row: '', commands: [], before: 'up', wanted: 'drain', detail: null };
  const asked: Entry = {
    ...{
      kind: 'asked',
      id: '1',
      system: 'haproxy',
      action: 'drain',
      title: 'Drain be_web/web01',
      input: null,
      reason: 'deploy',
      until: null,
    },
    ...{ steps: [step, { ...step, node: 'lb2' }], leftOut: [] },
  };

  test('an action is one line once it has ended, with who did it, from when to when, and how it ended', () => {
    const { listeners, history, lines, recorder } = start();
    listeners.records.tell(record(asked, T));
    expect(lines()).toEqual([]);
    listeners.records.tell(
      record({ kind: 'ended', id: '1', system: 'haproxy', result: 'confirmed', words: 'Confirmed.', steps: [] }, T + 1_200),
    );
    expect(history.written.at(-1)).toMatchObject({
      ...{ kind: 'action', at: T, until: T + 1_200, by: 'ann', systems: ['haproxy'], system: 'haproxy', group: 'web', node: '' },
      ...{ subject: 'be_web/web01', words: 'Drain be_web/web01: confirmed (deploy)' },
    });
    recorder.stop();
  });

  test.each<[string, Entry, string]>([
    [
      'an acknowledgement',
      {
        kind: 'attention',
        what: 'issue acknowledged',
        systems: ['haproxy', 'redis'],
        subject: 'lb05',
        words: 'Until over.',
        reason: 'known',
        until: null,
      },
      'acknowledgement |  | lb05 |  | issue acknowledged: Until over. (known)',
    ],
    [
      'maintenance',
      { kind: 'attention', what: 'maintenance planned', systems: ['haproxy'], subject: 'web01', words: 'For 1h.', reason: null, until: T },
      'maintenance |  | web01 |  | maintenance planned: For 1h.',
    ],
    [
      'a timer',
      {
        kind: 'timer',
        what: 'timer set',
        id: 't',
        system: 'haproxy',
        title: 'Ready web01',
        words: 'Due 12:00.',
        reason: null,
        dueAt: T,
        result: null,
      },
      'timer |  | Ready web01 |  | timer set: Due 12:00.',
    ],
    [
      'a job',
      { kind: 'job', what: 'job ended', id: 'j', system: 'redis', title: 'Keys of cache', words: 'Done.' },
      'job |  | Keys of cache |  | job ended: Done.',
    ],
  ])('%s is a line', (_, entry, line) => {
    const { listeners, lines, recorder } = start();
    listeners.records.tell(record(entry, T));
    expect(lines()).toEqual([line]);
    recorder.stop();
  });

  test.each<[string, Entry]>([
    ['who signs in', { kind: 'access', what: 'signed in', words: 'ann signed in', times: 1 }],
    ['what was refused', { kind: 'refused', id: null, system: 'haproxy', action: 'drain', title: 'Drain', words: 'no', times: 1 }],
    [
      'the end of what was asked before the start',
      { kind: 'ended', id: '9', system: 'haproxy', result: 'confirmed', words: '', steps: [] },
    ],
  ])('%s is none', (_, entry) => {
    const { listeners, lines, recorder } = start();
    listeners.records.tell(record(entry, T));
    expect(lines()).toEqual([]);
    recorder.stop();
  });
});
