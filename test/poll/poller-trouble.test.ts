import { afterEach, describe, expect, test } from 'vitest';
import { createClock, machineTicks } from '#lib/clock.ts';
import { FetchError } from '#lib/failure.ts';
import { until } from '#test/fakes/until.ts';
import { all, answersAfter, names, startPolling, stopPolling } from './polling.ts';
import { answers, type Behave, fails, hangs, pretendSystem } from './pretend-system.ts';

afterEach(stopPolling);

describe('the slots', () => {
  test('with a dead half, the live half is asked on time', async () => {
    const dead = names(12, 'dead');
    const live = names(12, 'live');
    const of = pretendSystem({ nodes: { ...all(dead, hangs), ...all(live, answers) }, intervalMs: 100, timeoutMs: 90 });
    const { failure } = startPolling(of, { slots: 8 });
    await until('the dead half is known', () => dead.every((node) => failure(node) === 'timeout'));
    const from = performance.now();
    const before = new Map(live.map((node) => [node, of.times(node)]));
    await until('each of the live half was asked five times more', () =>
      live.every((node) => of.times(node) >= (before.get(node) ?? 0) + 5),
    );
    expect(performance.now() - from).toBeLessThan(1_500);
  });

  test('a right that is missing does not put a live node among the dead', async () => {
    const dead = names(4, 'dead');
    const denied = fails(() => new FetchError('permission', 'needs more rights'));
    const of = pretendSystem({
      nodes: { ...all(dead, hangs), live: (signal, probe) => (probe === 'stats' ? answers : denied)(signal, probe) },
      probes: [{ name: 'stats' }, { name: 'clients', vital: false }],
      intervalMs: 60,
      timeoutMs: 2_000,
    });
    const { failure } = startPolling(of, { slots: 12 });
    await until('the dead ones are known and hang again in all the slots there are for them', () =>
      dead.every((node) => failure(node) === 'timeout'),
    );
    const before = of.times('live', 'stats');
    await until('the live one goes on', () => of.times('live', 'stats') >= before + 5, 1_500);
  });

  test('are never more in use than there are', async () => {
    let flying = 0;
    let most = 0;
    const counted: Behave = async () => {
      flying += 1;
      most = Math.max(most, flying);
      await new Promise((resolve) => setTimeout(resolve, 20));
      flying -= 1;
    };
    const nodes = names(12, 'n');
    const of = pretendSystem({ nodes: all(nodes, counted), intervalMs: 50, timeoutMs: 1_000 });
    const { poller } = startPolling(of, { slots: 4 });
    await until('all were asked', () => nodes.every((node) => of.times(node) >= 2));
    expect(most).toBe(3);
    expect(poller.takeLoad()).toMatchObject({ slots: 4 });
  });

  test('that do not suffice are told of: questions wait, and ticks are missed', async () => {
    const nodes = names(8, 'n');
    const of = pretendSystem({ nodes: all(nodes, answersAfter(60)), intervalMs: 30, timeoutMs: 1_000 });
    const { poller } = startPolling(of, { slots: 2 });
    let queued = 0;
    await until('all were asked twice', () => {
      queued = Math.max(queued, poller.takeLoad().queued);
      return nodes.every((node) => of.times(node) >= 1);
    });
    await until('somebody was asked late', () => poller.takeLoad().missed > 0);
    expect(queued).toBeGreaterThan(0);
  });
});

describe('trouble of our own', () => {
  test('an error of somebody who listens to the store neither stops the asking nor keeps others from hearing', async () => {
    const of = pretendSystem({ nodes: { a: answers, b: hangs } });
    const { store, errors, id } = startPolling(of);
    let heard = 0;
    store.subscribe(() => {
      throw new Error('a bug');
    });
    store.subscribe(() => {
      heard += 1;
    });
    await until('both are asked on', () => of.times('a') >= 4 && of.times('b') >= 2);
    expect(errors.length).toBeGreaterThan(0);
    expect(heard).toBe(errors.length);
    expect(of.times('a')).toBeLessThan(100);
    expect(store.read(id('a')).window.length).toBeGreaterThan(0);
  });

  test.each([
    ['set back', -3_600_000],
    ['set forward', 30_000],
  ])('when the clock is %s everything is asked again at once, and nothing counts as missed', async (_name, byMs) => {
    let shift = 0;
    const clock = createClock(() => ({ ...machineTicks(), wallMs: Date.now() + shift }));
    const of = pretendSystem({ nodes: { a: answers, b: answers }, intervalMs: 60_000, timeoutMs: 1_000 });
    const { poller, store, id } = startPolling(of, { clock });
    await until('both were read', () => ['a', 'b'].every((node) => store.read(id(node)).window.length === 1));
    poller.takeLoad();
    shift = byMs;
    await until('both were read again', () => ['a', 'b'].every((node) => store.read(id(node)).window.length > 1), 3_000);
    for (const node of ['a', 'b']) expect(store.read(id(node)).window[0]?.observedAt).toBeGreaterThan(clock.lastJump()?.at ?? 0);
    expect(poller.takeLoad().missed).toBe(0);
  });

  test('an answer to a question that was asked before the clock jumped is asked for again', async () => {
    let shift = 0;
    const clock = createClock(() => ({ ...machineTicks(), wallMs: Date.now() + shift }));
    const answer = Promise.withResolvers<string>();
    const of = pretendSystem({ nodes: { a: () => answer.promise }, intervalMs: 60_000, timeoutMs: 30_000 });
    const { store, id } = startPolling(of, { clock });
    await until('it is asked', () => of.times('a') === 1);
    shift = 10_000;
    clock.now();
    answer.resolve('fine');
    await until('it was asked again', () => store.read(id('a')).window.length > 1);
    expect(store.read(id('a')).window[0]?.observedAt).toBeGreaterThan(clock.lastJump()?.at ?? 0);
  });

  test('the poller says when it last looked at the clock', async () => {
    const clock = createClock(machineTicks);
    const { poller } = startPolling(pretendSystem({ nodes: {} }), { clock });
    const { lastTickAt } = poller.takeLoad();
    await until('it looked again with nothing to ask', () => poller.takeLoad().lastTickAt > lastTickAt + 500, 3_000);
  });
});
