import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Mark } from '#lib/act/outcome.ts';
import type { InFlight } from '#lib/acting.ts';
import { createClock, machineTicks } from '#lib/clock.ts';
import type { FailureKind } from '#lib/failure.ts';
import type { Found, WitnessChange } from '#lib/finding.ts';
import { Judge } from '#lib/judge/judge.ts';
import { Witnesses } from '#lib/judge/witnesses.ts';
import type { Source } from '#lib/reading.ts';
import { createStore } from '#lib/store/store.ts';
import type { System, WitnessInput } from '#lib/system.ts';

const T = Date.UTC(2026, 0, 5, 14, 2);
const STALE_AFTER_MS = 9_000;
const NODES = ['a', 'b'];

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

const source = (node: string): Source => ({ system: 'pretend', group: 'web', node, probe: 'stats' });

/** Finds that its nodes do not say the same, once each has said anything. A node that says "again" was restarted. */
function witness({ nodes }: WitnessInput<unknown>): Found[] {
  const said = nodes.flatMap(({ windows }) => windows.stats?.[0]?.value ?? []);
  if (said.includes('bug')) throw new TypeError('x is undefined');
  if (said.includes('twice')) return [apart(said), apart(said)];
  return said.length < 2 || said[0] === said[1] ? [] : [apart(said)];
}

function apart(said: readonly unknown[]): Found {
  return {
    ...{ id: 'apart', kind: 'disagreement', title: 'Disagreement', subject: 'it', place: '', host: null, rows: [], followsRows: false },
    ...{ judged: { status: 'warning', since: null }, told: [said.join(' and ')], nodes: NODES, probe: 'stats' },
  };
}

function start() {
  const clock = createClock(machineTicks);
  const onError = vi.fn();
  const store = createStore(onError);
  const given: WitnessInput<unknown>[] = [];
  const marks: Mark[] = [];
  const inFlight: InFlight[] = [];
  const told: WitnessChange[] = [];
  const system = {
    name: 'pretend',
    knock: 'stats',
    probes: [{ name: 'stats' }],
    witness: (input: WitnessInput<unknown>) => {
      given.push(input);
      return witness(input);
    },
    happened: ({ window }: { window: readonly { value: unknown }[] }) =>
      window[0]?.value === 'again' ? [{ from: clock.now() - 5_000, to: clock.now(), words: 'restarted' }] : [],
  } as unknown as System;
  const nodes = NODES.map((name) => ({ name, address: name, host: null, tags: [], settings: {} }));
  const subjects = NODES.map((node) => ({
    ...{ source: source(node), staleAfterMs: STALE_AFTER_MS, vital: true },
    judge: () => ({ judged: { status: 'ok' as const, reason: 'it answers', since: null }, rows: [] }),
  }));
  const judge = new Judge(clock, store, subjects, onError);
  const groups = [{ name: 'web', title: 'Web', nodes }];
  const witnesses = new Witnesses({
    ...{ estates: [{ system, groups }], store, judge, staleAfterMs: () => STALE_AFTER_MS, onError },
    ...{ marks: () => marks, inFlight: () => inFlight },
  });
  judge.start();
  witnesses.start();
  witnesses.subscribe((change) => void told.push(change));
  return {
    ...{ witnesses, given, marks, inFlight, told, onError },
    last: () => given.at(-1),
    says: (node: string, value: string) => {
      const at = clock.now();
      store.finish(
        source(node),
        { at, tookMs: 1, reading: { value, observedAt: at, producedAt: null, source: source(node) }, failure: null },
        3,
      );
    },
    fails: (node: string, kind: FailureKind) => {
      const failure = { kind, message: kind, node, question: 'stats', received: null };
      store.finish(source(node), { at: clock.now(), tookMs: 1, reading: null, failure }, 3);
    },
  };
}

function markOn(node: string, at: number): Mark {
  const done = { action: 'drain', wanted: 'drain', by: 'ann', at, reason: null, until: null, id: 'action-1' };
  return { system: 'pretend', group: 'web', node, row: 'web1', ...done };
}

describe('the witness of a group', () => {
  test('looks when a node of it was read, and tells when something else is found', () => {
    const { says, witnesses, told } = start();
    says('a', 'x');
    says('b', 'x');
    expect([witnesses.findings(), told]).toEqual([[], []]);
    says('b', 'y');
    expect(witnesses.findings()).toMatchObject([
      { id: 'apart', system: 'pretend', group: 'web', verdict: { status: 'warning', reason: 'x and y' } },
    ]);
    says('a', 'y');
    expect(witnesses.findings()).toEqual([]);
    expect(told).toMatchObject([
      { system: 'pretend', group: 'web', findings: [{ id: 'apart' }], gone: [], events: null },
      { system: 'pretend', group: 'web', findings: [], gone: ['apart'], events: null },
    ]);
  });

  test('tells nothing, and keeps the very same finding, while readings only repeat it', () => {
    const { says, witnesses, told } = start();
    says('a', 'x');
    says('b', 'y');
    const [before] = witnesses.findings();
    for (const node of NODES) {
      vi.advanceTimersByTime(1_000);
      says(node, node === 'a' ? 'x' : 'y');
    }
    expect(told).toHaveLength(1);
    expect(witnesses.findings()[0]).toBe(before);
  });

  test('that finds two things of one id is a mistake that is told, and neither is lost in silence', () => {
    const { says, witnesses } = start();
    says('a', 'twice');
    expect(witnesses.findings()).toMatchObject([{ kind: 'own error', verdict: { status: 'unknown' } }]);
  });

  test('keeps since when it is so, whatever changes in the words', () => {
    const { says, witnesses } = start();
    for (const node of NODES) for (const _ of [1, 2]) says(node, 'x');
    vi.advanceTimersByTime(1_000);
    says('b', 'y');
    vi.advanceTimersByTime(1_000);
    says('b', 'z');
    expect(witnesses.findings()).toMatchObject([{ verdict: { reason: 'x and z', since: { at: T + 1_000, how: 'seen' } } }]);
  });

  test('tells when what was wrong came to be right, and not before, nor by new words for it', () => {
    const { says, witnesses } = start();
    says('a', 'x');
    says('b', 'x');
    vi.advanceTimersByTime(1_000);
    says('b', 'y');
    vi.advanceTimersByTime(1_000);
    says('b', 'z');
    expect(witnesses.rightedAt(source('a'))).toBeNull();
    vi.advanceTimersByTime(1_000);
    says('b', 'x');
    vi.advanceTimersByTime(1_000);
    says('b', 'x');
    expect(NODES.map((node) => witnesses.rightedAt(source(node)))).toEqual([T + 3_000, T + 3_000]);
    expect(witnesses.rightedAt({ ...source('a'), group: 'other' })).toBeNull();
  });

  test('does not claim to have seen begin what was so when it first looked', () => {
    const { says, witnesses } = start();
    says('a', 'x');
    says('b', 'y');
    expect(witnesses.findings()[0]?.verdict.since).toEqual({ at: T, how: 'before' });
  });

  test.each<[name: string, quiet: (of: ReturnType<typeof start>) => void]>([
    ['refuses', ({ fails }) => fails('b', 'refused')],
    [
      'was not read for too long',
      ({ says }) => {
        vi.advanceTimersByTime(STALE_AFTER_MS - 1_000);
        says('a', 'x');
        vi.advanceTimersByTime(1_001);
      },
    ],
  ])('is given no reading of a node that %s', (_name, quiet) => {
    const running = start();
    running.says('a', 'x');
    running.says('b', 'y');
    expect(running.witnesses.findings()).toHaveLength(1);
    quiet(running);
    expect(running.last()?.nodes.map(({ windows }) => windows.stats?.length)).toEqual([expect.any(Number), 0]);
    expect(running.witnesses.findings()).toMatchObject([
      { verdict: { status: 'warning', reason: expect.stringMatching(/^b not read since .*; was: x and y$/) } },
    ]);
  });

  test('goes on with what a silent node said, until that is too old', () => {
    const { says, fails, witnesses } = start();
    says('a', 'x');
    says('b', 'y');
    fails('b', 'timeout');
    expect(witnesses.findings()).toHaveLength(1);
  });

  test('is told what it found, what is on its way, and what was done there', () => {
    const { says, last, marks, inFlight, witnesses } = start();
    says('a', 'x');
    says('b', 'y');
    inFlight.push(
      { group: 'web', node: 'a', target: 'web1', wanted: 'drain' },
      { group: 'other', node: 'a', target: 'web1', wanted: 'drain' },
    );
    marks.push(markOn('a', T), { ...markOn('a', T), group: 'other' });
    witnesses.marksChanged('pretend');
    expect(last()).toMatchObject({ inFlight: [{ group: 'web' }], marks: [{ node: 'a', by: 'ann' }], standing: new Set(['apart']) });
    expect(last()?.marks).toHaveLength(1);
  });

  test('that fails is a finding of Vigil itself, and ends with it', () => {
    const { says, witnesses, onError } = start();
    says('a', 'bug');
    expect(witnesses.findings()).toMatchObject([
      {
        kind: 'own error',
        verdict: { status: 'unknown', reason: "Vigil's own error while comparing its nodes: TypeError: x is undefined" },
      },
    ]);
    says('a', 'x');
    expect([witnesses.findings(), onError.mock.calls]).toEqual([[], []]);
  });
});

describe('what happened to a node', () => {
  test('is told once, and to the witness in the same look', () => {
    const { says, fails, witnesses, told, last } = start();
    says('a', 'again');
    fails('a', 'timeout');
    const event = { system: 'pretend', group: 'web', node: 'a', from: T - 5_000, to: T, words: 'restarted' };
    expect([witnesses.events(), told, last()?.events]).toEqual([
      [event],
      [{ system: 'pretend', group: 'web', findings: [], gone: [], events: [event] }],
      [event],
    ]);
  });

  test('is kept for an hour, and longer where it undid what somebody did', () => {
    const { says, witnesses, marks } = start();
    marks.push(markOn('b', T - 1));
    for (const node of NODES) says(node, 'again');
    vi.advanceTimersByTime(3_600_001);
    says('a', 'again');
    expect(witnesses.events().map(({ node, to }) => [node, to - T])).toEqual([
      ['a', 3_600_001],
      ['b', 0],
    ]);
  });
});
