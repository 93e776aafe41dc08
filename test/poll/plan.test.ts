import { describe, expect, test } from 'vitest';
import type { FailureKind } from '#lib/failure.ts';
import { noPhases, openNodes } from '#lib/poll/nodes.ts';
import { backoffWords, isDue, type NodePlans, type Plan, reschedule } from '#lib/poll/plan.ts';
import type { Outcome } from '#lib/store/observe.ts';
import { answers, pretendSystem } from './pretend-system.ts';

const T = 1_000_000;
const INTERVAL = 5_000;
const PROBES = [{ name: 'knock' }, { name: 'slow' }];

function openNode(): { node: NodePlans; knock: Plan; slow: Plan } {
  const { targets } = pretendSystem({ nodes: { lb1: answers }, probes: PROBES, intervalMs: INTERVAL, timeoutMs: 2_000 });
  const [node] = openNodes(targets, T, () => 0);
  const [knock, slow] = node?.plans ?? [];
  if (!node || !knock || !slow) throw new Error('no node');
  return { node, knock, slow };
}

function outcome(plan: Plan, kind: FailureKind | null, at: number): Outcome<unknown> {
  const ended = { at, tookMs: 1 };
  if (kind === null) return { ...ended, reading: { value: 1, observedAt: at, producedAt: null, source: plan.source }, failure: null };
  return { ...ended, reading: null, failure: { kind, message: '', node: 'web/lb1', question: 'q', received: null } };
}

const end = (node: NodePlans, plan: Plan, kind: FailureKind | null, at: number) => reschedule(node, plan, outcome(plan, kind, at), at);

describe('after an attempt', () => {
  test('that was answered, the next is the next tick', () => {
    const { node, knock } = openNode();
    end(node, knock, null, T + 20);
    expect(knock.dueAt).toBe(T + INTERVAL);
    expect(backoffWords(node, knock)).toBeNull();
  });

  test('without an answer, the pause doubles', () => {
    const { node, knock } = openNode();
    end(node, knock, 'timeout', T);
    expect(knock.dueAt).toBe(T + 10_000);
    end(node, knock, 'timeout', T + 10_000);
    expect(knock.dueAt).toBe(T + 30_000);
    expect(backoffWords(node, knock)?.why).toBe('2 attempts in a row without an answer');
  });

  test.each<FailureKind>(['refused', 'unreachable', 'dns', 'tls', 'auth', 'http', 'protocol', 'parse', 'permission', 'unsupported'])(
    'that was refused (%s), nothing is held back',
    (kind) => {
      const { node, knock, slow } = openNode();
      end(node, knock, kind, T);
      expect(knock.dueAt).toBe(T + INTERVAL);
      expect(isDue(node, slow, T)).toBe(true);
      expect([backoffWords(node, knock), backoffWords(node, slow)]).toEqual([null, null]);
    },
  );

  test('of a silent knock, the other questions wait behind it', () => {
    const { node, knock, slow } = openNode();
    end(node, knock, 'timeout', T);
    expect(isDue(node, slow, T + 60_000)).toBe(false);
    expect(isDue(node, knock, T + 10_000)).toBe(true);
    expect(backoffWords(node, slow)?.why).toBe('waits until the node answers "the knock"');
  });

  test.each<FailureKind | null>([null, 'refused', 'auth', 'internal'])(
    'any answer to the knock (%s) releases the others at once',
    (kind) => {
      const { node, knock, slow } = openNode();
      end(node, slow, 'timeout', T);
      end(node, knock, 'timeout', T + 1);
      end(node, knock, kind, T + 600_000);
      expect(isDue(node, slow, T + 600_000)).toBe(true);
    },
  );

  test('released questions are due from then on, and not late by the time they were held back', () => {
    const { node, knock, slow } = openNode();
    end(node, knock, 'timeout', T);
    end(node, knock, null, T + 600_000);
    expect(slow.dueAt).toBe(T + 600_000);
  });

  test('without an answer to another question, only that one is held back', () => {
    const { node, knock, slow } = openNode();
    end(node, slow, 'timeout', T);
    expect(slow.dueAt).toBe(T + 10_000);
    expect(isDue(node, knock, T)).toBe(true);
    expect(node.isSilent).toBe(false);
    expect(backoffWords(node, slow)?.why).toBe('one attempt without an answer');
  });

  test('with an error of our own, only that question is held back, also if it is the knock', () => {
    const { node, knock, slow } = openNode();
    end(node, knock, 'internal', T);
    expect(knock.dueAt).toBe(T + 10_000);
    expect(isDue(node, slow, T)).toBe(true);
  });

  test('an answer ends the back-off', () => {
    const { node, slow } = openNode();
    end(node, slow, 'timeout', T);
    end(node, slow, null, T + 12_000);
    end(node, slow, 'timeout', T + 15_000);
    expect(slow.dueAt).toBe(T + 25_000);
  });
});

describe('due', () => {
  test('is what was asked for by hand, held back or not', () => {
    const { node, knock, slow } = openNode();
    end(node, knock, 'timeout', T);
    slow.isByHand = true;
    expect(isDue(node, slow, T)).toBe(true);
  });

  test('is never what is under way', () => {
    const { node, knock } = openNode();
    knock.inFlight = true;
    knock.isByHand = true;
    expect(isDue(node, knock, T + 60_000)).toBe(false);
  });
});

describe('the small lane', () => {
  test.each<[FailureKind | null, boolean]>([
    [null, false],
    ['timeout', true],
    ['refused', true],
    ['internal', true],
    ['permission', false],
    ['unsupported', false],
  ])('after %s: %s', (kind, expected) => {
    const { node, slow } = openNode();
    end(node, slow, kind, T);
    expect(node.lastFailed).toBe(expected);
  });
});

describe('the first questions', () => {
  test('are spread by chance, within two seconds', () => {
    const nodes = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`lb${index}`, answers]));
    const { targets } = pretendSystem({ nodes, intervalMs: 60_000 });
    let turn = 0;
    const dues = openNodes(targets, T, () => (turn++ % 20) / 20).map((node) => node.knock.dueAt);
    expect(new Set(dues).size).toBe(20);
    expect(Math.min(...dues)).toBe(T);
    expect(Math.max(...dues)).toBeLessThan(T + 2_000);
  });

  test('of a round share one moment, others of the same nodes do not', () => {
    const { targets } = pretendSystem({ nodes: { a: answers, b: answers }, probes: [{ name: 'own' }, { name: 'all', round: true }] });
    const [a, b] = openNodes(targets, T, Math.random);
    expect(a?.plans[1]?.phaseAt).toBe(b?.plans[1]?.phaseAt);
    expect(a?.plans[0]?.phaseAt).not.toBe(b?.plans[0]?.phaseAt);
  });

  test('are followed by the second ones within an interval, and these are spread over all of it', () => {
    const nodes = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`lb${index}`, answers]));
    const { targets } = pretendSystem({ nodes, intervalMs: 60_000 });
    let turn = 0;
    const plans = openNodes(targets, T, () => (turn++ % 20) / 20).map(({ knock }) => knock);
    for (const { phaseAt, dueAt } of plans) expect(phaseAt - dueAt).toBeLessThanOrEqual(60_000);
    const thirds = new Set(plans.map(({ phaseAt }) => Math.floor((phaseAt - T) / 20_000)));
    expect([...thirds]).toEqual([0, 1, 2]);
  });

  test('of the rounds of one group stay within two seconds of each other later too, and other groups are asked at other times', () => {
    const probes = [{ name: 'knock' }, { name: 'one', round: true }, { name: 'other', round: true }];
    const groups = Array.from({ length: 20 }, (_, index) => `g${index}`);
    const targets = groups.flatMap((group) => pretendSystem({ nodes: { a: answers }, probes, intervalMs: 60_000, group }).targets);
    const phases = openNodes(targets, T, Math.random).map(({ plans }) => plans.slice(1).map(({ phaseAt }) => phaseAt));
    for (const [one = 0, other = 0] of phases) expect(Math.abs(one - other)).toBeLessThanOrEqual(2_000);
    const firsts = phases.map(([one = 0]) => one);
    expect(Math.max(...firsts) - Math.min(...firsts)).toBeGreaterThan(2_000);
  });

  test('of a node that comes later join the rounds of its group', () => {
    const { targets } = pretendSystem({ nodes: { a: answers, b: answers }, probes: [{ name: 'all', round: true }], intervalMs: 60_000 });
    const phases = noPhases();
    const [a] = openNodes(targets.slice(0, 1), T, Math.random, phases);
    const [b] = openNodes(targets.slice(1), T + 130_000, Math.random, phases);
    expect(b?.knock.phaseAt).toBe(a?.knock.phaseAt);
    expect(b?.knock.dueAt).toBe(T + 130_000);
  });
});
