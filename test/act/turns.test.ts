import { afterEach, describe, expect, test } from 'vitest';
import { GroupTurns } from '#lib/act/group-turns.ts';
import { until } from '#test/fakes/until.ts';
import { act, agree, alice, bob, closeDoors, drain, openActing, problemOf } from './acting-door.ts';
import type { Servers } from './pretend-acting.ts';

afterEach(closeDoors);

const NEVER = new AbortController().signal;
const T = Date.UTC(2026, 2, 4, 14, 2, 11);
const take = (turns: GroupTurns, who: string, groups: string[], { withinMs = 60_000, signal = NEVER } = {}) =>
  turns.take({ groups: new Set(groups), who, what: 'Drain web02' }, withinMs, signal);

describe('turns', () => {
  test('on one group come in order of arrival, those on others at once', async () => {
    const turns = new GroupTurns(() => T);
    const order: string[] = [];
    const first = await take(turns, 'a', ['web']);
    const rest = ['b', 'c'].map(async (who) => {
      const turn = await take(turns, who, ['web']);
      order.push(who);
      turns.leave(turn);
    });
    turns.leave(await take(turns, 'd', ['api']));
    expect(order).toEqual([]);
    turns.leave(first);
    await Promise.all(rest);
    expect(order).toEqual(['b', 'c']);
    expect(turns.underWay(new Set(['web', 'api']))).toBeNull();
  });

  test('of wide orders that cross are not taken in halves, so that none holds what the other waits for', async () => {
    const turns = new GroupTurns(() => T);
    const first = await take(turns, 'a', ['web']);
    const wide = take(turns, 'b', ['web', 'api']);
    const crossing = take(turns, 'c', ['api', 'web']);
    expect(turns.underWay(new Set(['api']))).toBeNull();
    turns.leave(first);
    turns.leave(await wide);
    turns.leave(await crossing);
  });

  test('are not overtaken by a narrow order that came later', async () => {
    const turns = new GroupTurns(() => T);
    const order: string[] = [];
    const pass = async (who: string, groups: string[]): Promise<void> => {
      const turn = await take(turns, who, groups);
      order.push(who);
      turns.leave(turn);
    };
    const first = await take(turns, 'a', ['web']);
    const wide = pass('wide', ['web', 'api']);
    const narrow = pass('narrow', ['api']);
    turns.leave(first);
    await Promise.all([wide, narrow]);
    expect(order).toEqual(['wide', 'narrow']);
  });

  test('that do not come in time are given up in words, and hold up nobody after that', async () => {
    const turns = new GroupTurns(() => T);
    const first = await take(turns, 'bob', ['web']);
    const problem = await problemOf(take(turns, 'carol', ['web'], { withinMs: 20 }));
    expect(problem.kind).toBe('busy');
    expect(problem.message).toContain('bob: Drain web02, since 14:02:11 UTC');
    const next = take(turns, 'dave', ['web']);
    turns.leave(first);
    turns.leave(await next);
  });

  test('are given up when the signal aborts, also one that has aborted already', async () => {
    const turns = new GroupTurns(() => T);
    const first = await take(turns, 'a', ['web']);
    const gone = new AbortController();
    const waiting = take(turns, 'b', ['web'], { signal: gone.signal });
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(take(turns, 'c', ['api'], { signal: gone.signal })).rejects.toThrow('gone');
    turns.leave(first);
    expect(turns.underWay(new Set(['web', 'api']))).toBeNull();
  });
});

const three = (): Servers => ({ web01: 'up', web02: 'up', web03: 'up' });

describe('two orders', () => {
  test('on one group run one after another: the second sees what the first did, and is not what was agreed to any more', async () => {
    const { door, sent } = await openActing({ 'web/lb1': { web01: 'up', web02: 'up' } });
    const mine = agree(door, drain('web01'), alice);
    const yours = agree(door, drain('web02'), bob);
    const [first, second] = await Promise.all([door.perform(mine, alice), problemOf(door.perform(yours, bob))]);
    expect(first.result).toBe('confirmed');
    expect(second).toMatchObject({ kind: 'changed', preview: { friction: 'type', typed: 'web02', underWay: null } });
    expect(sent).toHaveLength(1);
  });

  test('on different groups run at the same time', async () => {
    const { door, takes, sent } = await openActing({ 'web/lb1': three(), 'api/lb3': three() });
    const sending = Promise.withResolvers<void>();
    for (const key of ['web/lb1', 'api/lb3']) {
      takes(key, async (_step, ok) => {
        await sending.promise;
        return ok();
      });
    }
    const both = [act(door, drain('web01', { groups: ['web'] }), alice), act(door, drain('web01', { groups: ['api'] }), bob)];
    await until('both are on their way', () => sent.length === 2);
    sending.resolve();
    expect((await Promise.all(both)).map(({ result }) => result)).toEqual(['confirmed', 'confirmed']);
  });

  test('over all groups that cross both come to an end', async () => {
    const { door } = await openActing({ 'web/lb1': three(), 'api/lb3': three() });
    const orders = [drain('web01', { groups: ['web', 'api'] }), drain('web02', { groups: ['api', 'web'] }), drain('web03')];
    const ends = await Promise.allSettled(orders.map((order, index) => act(door, order, index % 2 === 0 ? alice : bob)));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  test('on one group: the second waits no longer than it may, and is told for whom', async () => {
    const { door, takes, sent } = await openActing({ 'web/lb1': three() }, { turnMs: 50 });
    const sending = Promise.withResolvers<void>();
    takes('web/lb1', async (_step, ok) => {
      await sending.promise;
      return ok();
    });
    const first = act(door, drain('web01'), alice);
    await until('it is on its way', () => sent.length === 1);
    const problem = await problemOf(act(door, drain('web02'), bob));
    expect(problem).toMatchObject({ kind: 'busy' });
    expect(problem.message).toContain('alice: Drain web01, since ');
    sending.resolve();
    expect((await first).result).toBe('confirmed');
  });
});

describe('a caller who goes away', () => {
  test('before his turn came is not acted for', async () => {
    const { door, takes, sent } = await openActing({ 'web/lb1': three() });
    const sending = Promise.withResolvers<void>();
    takes('web/lb1', async (_step, ok) => {
      await sending.promise;
      return ok();
    });
    const first = act(door, drain('web01'), alice);
    await until('it is on its way', () => sent.length === 1);
    const gone = new AbortController();
    const waiting = problemOf(door.perform(agree(door, drain('web02'), bob), bob, gone.signal));
    gone.abort();
    expect(await waiting).toMatchObject({ kind: 'busy', message: 'Nobody waits for the answer any more, so nothing was sent.' });
    sending.resolve();
    await first;
    expect(sent).toHaveLength(1);
  });

  test('and came back with the same id is acted for once', async () => {
    const { door, sent } = await openActing({ 'web/lb1': three() });
    const ask = agree(door, drain('web01'), alice);
    const gone = new AbortController();
    const first = door.perform(ask, alice, gone.signal);
    const second = door.perform(ask, alice);
    gone.abort();
    expect(await second).toBe(await first);
    expect(sent).toHaveLength(1);
  });

  test('after it was sent changes nothing: it is read back and written down to the end', async () => {
    const { door, takes, sent, written } = await openActing({ 'web/lb1': three() });
    const sending = Promise.withResolvers<void>();
    takes('web/lb1', async (_step, ok) => {
      await sending.promise;
      return ok();
    });
    const gone = new AbortController();
    const outcome = door.perform(agree(door, drain('web01'), alice), alice, gone.signal);
    await until('it is on its way', () => sent.length === 1);
    gone.abort();
    sending.resolve();
    expect((await outcome).result).toBe('confirmed');
    expect(written.at(-1)?.entry.kind).toBe('ended');
  });
});
