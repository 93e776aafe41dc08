import { afterEach, describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { act, agree, alice, bob, closeDoors, drain, openActing, problemOf } from './acting-door.ts';
import type { Servers, Take } from './pretend-acting.ts';

afterEach(closeDoors);

const three = (): Servers => ({ web01: 'up', web02: 'up', web03: 'up' });
const pair = () => ({ 'web/lb1': three(), 'web/lb2': three() });
const hangsUntilAborted: Take = (_step, _ok, signal) =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve({ is: 'no answer', answer: 'connected, no answer' })));

describe('a step on its way', () => {
  test('counts as done for others until a reading tells', async () => {
    const { door, takes, reads, readAgain } = await openActing({ 'web/lb1': { web01: 'up', web02: 'up' } }, { proofMs: 100 });
    const sending = Promise.withResolvers<void>();
    takes('web/lb1', async () => {
      await sending.promise;
      return { is: 'no answer', answer: 'reset' };
    });
    const first = act(door, drain('web01'), alice);
    await until('it is on its way', () => door.preview(drain('web02'), bob).friction === 'type');
    expect(door.preview(drain('web02'), bob).underWay).toMatch(/^alice: Drain web01, since \d\d:\d\d:\d\d UTC$/);
    const reading = Promise.withResolvers<void>();
    reads('web/lb1', (says) => () => reading.promise.then(says));
    sending.resolve();
    expect((await first).result).toBe('sent, not confirmed');
    expect(door.preview(drain('web02'), bob)).toMatchObject({ friction: 'type', underWay: null });
    reading.resolve();
    await readAgain('web/lb1');
    expect(door.preview(drain('web02'), bob).friction).toBe('ask');
  });

  test('that was refused counts no more', async () => {
    const { door, takes } = await openActing({ 'web/lb1': { web01: 'up', web02: 'up' } });
    takes('web/lb1', () => ({ is: 'refused', answer: 'not permitted' }));
    await act(door, drain('web01'), alice);
    expect(door.preview(drain('web02'), bob).friction).toBe('ask');
  });
});

describe('stop', () => {
  test('waits for what is under way, takes nothing more, and closes what commands were sent through', async () => {
    const { door, takes, closed, sent } = await openActing(pair());
    const sending = Promise.withResolvers<void>();
    takes('web/lb1', async (_step, ok) => {
      await sending.promise;
      return ok();
    });
    const ask = agree(door, drain('web02'), bob);
    const first = act(door, drain('web01'), alice);
    await until('it is on its way', () => sent.length === 2);
    const waiting = problemOf(door.perform(ask, bob));
    const stopped = door.stop();
    expect(await waiting).toMatchObject({ kind: 'stopping' });
    expect(await problemOf(door.perform({ ...ask, id: 'another-one' }, bob))).toMatchObject({ kind: 'stopping' });
    expect(closed).toEqual([]);
    sending.resolve();
    expect(await first).toMatchObject({ result: 'confirmed' });
    await stopped;
    expect(closed.toSorted()).toEqual(['web/lb1', 'web/lb2']);
  });

  test('cuts short what does not end by itself, and its end is still written down', async () => {
    const { door, takes, written, closed } = await openActing(pair(), { sendMs: 60_000, stopMs: 50 });
    takes('web/lb1', hangsUntilAborted);
    const outcome = act(door, drain('web01'), alice);
    await until('it is on its way', () => door.preview(drain('web02'), bob).underWay !== null);
    await until('lb2 is sent', () => written.some(({ entry }) => entry.kind === 'answered'));
    await door.stop();
    expect(await outcome).toMatchObject({ steps: [{ node: 'lb1', sent: { is: 'no answer' }, isConfirmed: false }, { node: 'lb2' }] });
    expect(written.at(-1)?.entry.kind).toBe('ended');
    expect(closed).toHaveLength(2);
  });
});
