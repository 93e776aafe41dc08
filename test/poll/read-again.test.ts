import { afterEach, describe, expect, test } from 'vitest';
import { createClock, machineTicks } from '#lib/clock.ts';
import { createReadAgain } from '#lib/poll/read-again.ts';
import type { Store } from '#lib/store/store.ts';
import { until } from '#test/fakes/until.ts';
import { startPolling, stopPolling } from './polling.ts';
import { answers, type Behave, hangs, pretendSystem, refuses } from './pretend-system.ts';

afterEach(stopPolling);

const node = (name: string) => ({ system: 'pretend', group: 'web', node: name });

async function open(nodes: Record<string, Behave>, probes = [{ name: 'stats' }], clock = createClock(machineTicks)) {
  const of = pretendSystem({ nodes, probes, intervalMs: 60_000, timeoutMs: 50_000 });
  const { poller, store, id } = startPolling(of, { clock });
  let listeners = 0;
  const counted: Pick<Store, 'read' | 'subscribe'> = {
    read: store.read,
    subscribe(listener) {
      listeners += 1;
      const leave = store.subscribe(listener);
      return () => {
        listeners -= 1;
        leave();
      };
    },
  };
  const readAgain = createReadAgain({ poller, store: counted, clock, probeOf: () => 'stats' });
  return { of, clock, store, id, readAgain, listeners: () => listeners };
}

describe('reading again', () => {
  test('ends when every node has an attempt that began after the call', async () => {
    const { clock, store, id, readAgain, listeners } = await open({ a: answers, b: answers });
    await until('both were read', () => [id('a'), id('b')].every((each) => store.read(each).attempt !== null));
    const at = clock.now();
    await readAgain([node('a'), node('b')], 5_000);
    for (const each of [id('a'), id('b')]) expect(store.read(each).window[0]?.observedAt).toBeGreaterThan(at);
    expect(listeners()).toBe(0);
  });

  test('does not count an attempt that was under way at the call, and asks once more after it', async () => {
    const gate = Promise.withResolvers<string>();
    const { of, clock, store, id, readAgain } = await open({ a: () => gate.promise });
    await until('it is asked', () => of.times('a') === 1);
    const at = clock.now();
    const again = readAgain([node('a')], 5_000);
    of.set('a', async () => 'new');
    gate.resolve('old');
    await again;
    expect(of.times('a')).toBeGreaterThanOrEqual(2);
    expect(store.read(id('a')).window.map(({ value }) => value)).toContain('new');
    expect(store.read(id('a')).window[0]?.observedAt).toBeGreaterThan(at);
  });

  test('asks once, where its question would begin in the very tick of the clock in which it was called', async () => {
    const coarse = (ms: number) => Math.floor(ms / 100) * 100;
    const clock = createClock(() => ({ wallMs: coarse(Date.now()), steadyMs: coarse(performance.now()) }));
    const { of, store, id, readAgain } = await open({ a: answers }, undefined, clock);
    await until('it was read', () => store.read(id('a')).attempt !== null);
    const at = clock.now();
    await readAgain([node('a')], 5_000);
    expect(of.times('a')).toBe(2);
    expect(store.read(id('a')).window[0]?.observedAt).toBeGreaterThan(at);
  });

  test('counts an attempt that is refused', async () => {
    const { of, store, id, readAgain } = await open({ a: answers });
    await until('it was read', () => store.read(id('a')).attempt !== null);
    of.set('a', refuses);
    await readAgain([node('a')], 5_000);
    expect(store.read(id('a')).attempt?.failure?.kind).toBe('refused');
  });

  test('ends when time is up, with a node that hangs, and leaves nobody listening', async () => {
    const { of, readAgain, store, id, listeners } = await open({ a: hangs, b: answers });
    await until('b was read', () => store.read(id('b')).attempt !== null);
    await readAgain([node('a'), node('b')], 30);
    expect(of.times('b')).toBe(2);
    expect(listeners()).toBe(0);
  });

  test('waits for its own probe, and not for a slow neighbour', async () => {
    const half: Behave = (signal, probe) => (probe === 'slow' ? hangs(signal, probe) : answers(signal, probe));
    const { of, readAgain } = await open({ a: half }, [{ name: 'stats' }, { name: 'slow' }]);
    await readAgain([node('a')], 5_000);
    expect(of.times('a', 'stats')).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ['no node', []],
    ['a node that is not there', [node('x')]],
  ])('of %s ends at once', async (_name, nodes) => {
    const { readAgain, listeners } = await open({ a: answers });
    await readAgain(nodes, 60_000);
    expect(listeners()).toBe(0);
  });

  test('by many at the same time ends for all of them', async () => {
    const { readAgain, listeners } = await open({ a: answers });
    await Promise.all(Array.from({ length: 20 }, () => readAgain([node('a')], 5_000)));
    expect(listeners()).toBe(0);
  });
});
