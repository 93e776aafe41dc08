import { describe, expect, test } from 'vitest';
import type { Outcome, Performing } from '#lib/act/outcome.ts';
import { SameId } from '#lib/act/same-id.ts';
import { alice, bob } from './acting-door.ts';

const DAY_MS = 86_400_000;
const order = { system: 'pretend', action: 'drain', input: { server: 'web01' } };
const ask = (id: string): Performing => ({ id, order, hash: 'h', typed: null, reason: null, until: null });
const outcome = (id: string): Outcome => ({
  ...{ id, title: '', result: 'confirmed', words: '', by: 'alice', askedAt: 1, endedAt: 2 },
  ...{ steps: [], leftOut: [], finish: null, undo: null },
});

function openIds() {
  const state = { now: 1_000, begun: 0 };
  const ids = new SameId(() => state.now);
  const perform = (id: string): Promise<Outcome> =>
    ids
      .find(ask(id), alice, async () => {
        state.begun += 1;
        return outcome(id);
      })
      .join(undefined);
  return { state, perform, ids };
}

describe('an answer', () => {
  test('is kept for a day', async () => {
    const { state, perform } = openIds();
    await perform('action-1');
    state.now += DAY_MS - 1;
    await perform('action-1');
    expect(state.begun).toBe(1);
    state.now += 1;
    await perform('action-1');
    expect(state.begun).toBe(2);
  });

  test('is kept until a thousand others came after it', async () => {
    const { state, perform } = openIds();
    for (let index = 0; index < 1_000; index += 1) await perform(`action-${index}`);
    await perform('action-0');
    expect(state.begun).toBe(1_000);
    await perform('action-1000');
    await perform('action-1');
    expect(state.begun).toBe(1_001);
    await perform('action-0');
    expect(state.begun).toBe(1_002);
  });
});

describe('a request that was made, under another preview', () => {
  const unseen = ({ hash: _, ...rest }: Performing) => rest;

  test('has its answer again, as long as that is kept', async () => {
    const { state, perform, ids } = openIds();
    expect(ids.again(unseen(ask('action-1')), alice)).toBeNull();
    const first = await perform('action-1');
    expect(await ids.again(unseen(ask('action-1')), alice)?.join(undefined)).toBe(first);
    state.now += DAY_MS;
    expect(ids.again(unseen(ask('action-1')), alice)).toBeNull();
  });

  test.each([
    ['for another order', { order: { ...order, action: 'return' } }, alice],
    ['for another reason', { reason: 'another' }, alice],
    ['with a name typed', { typed: 'web01' }, alice],
    ['by somebody else', {}, bob],
  ])('is another one %s', async (_, changes, by) => {
    const { perform, ids } = openIds();
    await perform('action-1');
    expect(() => ids.again({ ...unseen(ask('action-1')), ...changes }, by)).toThrow(/belongs to another request/);
  });
});
