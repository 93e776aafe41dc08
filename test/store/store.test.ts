import { describe, expect, test } from 'vitest';
import type { Failure } from '#lib/failure.ts';
import { NOTHING_OBSERVED, type Source, sourceId } from '#lib/reading.ts';
import type { Outcome } from '#lib/store/observe.ts';
import { createStore } from '#lib/store/store.ts';

const a: Source = { system: 'haproxy', group: 'web', node: 'lb1', probe: 'stats' };
const b: Source = { ...a, node: 'lb2' };
const silence: Failure = { kind: 'timeout', message: 'no answer', node: 'web/lb1', question: 'stats', received: null };

const read = (source: Source, at: number): Outcome<unknown> => ({
  ...{ at, tookMs: 1, failure: null },
  reading: { value: at, observedAt: at, producedAt: null, source },
});
const failed = (at: number): Outcome<unknown> => ({ at, tookMs: 1, reading: null, failure: silence });

function openStore() {
  const errors: unknown[] = [];
  const told: string[] = [];
  const store = createStore((error) => void errors.push(error));
  const leave = store.subscribe((source) => void told.push(source.node));
  return { store, errors, told, leave };
}

describe('the store', () => {
  test('knows nothing of what was never asked', () => {
    expect(openStore().store.read('no/such/source/here')).toEqual(NOTHING_OBSERVED);
  });

  test('keeps sources apart: one that is read freshens no other', () => {
    const { store } = openStore();
    store.finish(a, read(a, 1), 3);
    store.finish(b, read(b, 2), 3);
    store.finish(b, failed(3), 3);
    expect(store.read(sourceId(a))).toMatchObject({ window: [{ value: 1 }], failing: null });
    expect(store.read(sourceId(b))).toMatchObject({ window: [{ value: 2 }], failing: { times: 1, since: 3 } });
  });

  test('tells of the first asking, of what is asked by hand, and of every end; not of every beginning', () => {
    const { store, told } = openStore();
    store.begin(a, 1, false);
    store.finish(a, read(a, 1), 3);
    expect(told).toHaveLength(2);
    store.begin(a, 2, false);
    expect(told).toHaveLength(2);
    store.finish(a, failed(2), 3);
    store.begin(a, 3, true);
    expect(told).toHaveLength(4);
  });

  test('has taken in a change before it tells of it', () => {
    const { store } = openStore();
    let seen: unknown;
    store.subscribe((source) => {
      seen = store.read(sourceId(source)).window[0]?.value;
    });
    store.finish(a, read(a, 7), 3);
    expect(seen).toBe(7);
  });

  test('tells nobody who has left', () => {
    const { store, told, leave } = openStore();
    leave();
    store.finish(a, read(a, 1), 3);
    expect(told).toEqual([]);
  });

  test('hands on the error of one listener and tells the others', () => {
    const { store, errors } = openStore();
    const heard: string[] = [];
    store.subscribe(() => {
      throw new Error('a bug');
    });
    store.subscribe(({ node }) => void heard.push(node));
    store.finish(a, read(a, 1), 3);
    expect(heard).toEqual(['lb1']);
    expect(errors).toEqual([new Error('a bug')]);
  });
});
