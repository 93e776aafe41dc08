import { afterEach, describe, expect, test } from 'vitest';
import { act, alice, problemOf } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { given } from './pairs.ts';
import { openEstate, type Planned, promote, type RedisEstate, redisOrder, type Watch } from './redis-estate.ts';
import { REDIS } from './redis-process.ts';
import { startWriter } from './redis-writer.ts';
import { startSentinel } from './sentinel-process.ts';

const open: { end(): Promise<unknown> }[] = [];

async function start(groups: Record<string, Record<string, Planned>>, watch?: Watch): Promise<RedisEstate> {
  const estate = await openEstate(groups, watch);
  open.push(estate);
  return estate;
}

afterEach(async () => {
  for (const each of open.splice(0)) expect(await each.end()).toEqual({ faults: [], errors: [] });
});

const force = (node: string) => redisOrder('force-promote', { nodes: [{ group: 'sessions', node }] });
const move = (node: string, from: string) => redisOrder('replicate-from', { moves: [{ group: 'sessions', node, from }] });

describe.skipIf(REDIS === null)('a forced promotion', () => {
  test('makes a master of the replica of a dead one, takes its siblings along, and says what becomes of the dead one', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' }, r2: { of: 'm1' } } });
    const { actions } = estate.vigil.engine;
    expect(actions.preview(force('r1'), alice)).toMatchObject({
      refusal: expect.stringContaining('m1'),
      instead: { order: { action: 'promote' } },
    });
    estate.at('m1').signal('SIGKILL');
    await estate.untilRead(['m1']);
    expect(actions.preview(promote('sessions', 'r1'), alice)).toMatchObject({ instead: { order: { action: 'force-promote' } } });
    expect(await problemOf(act(actions, force('r1'), alice, { typed: 'r2' }))).toMatchObject({ kind: 'typed' });
    const outcome = await act(actions, force('r1'), alice, { typed: 'r1' });
    expect(outcome, outcome.words).toMatchObject({ result: 'partial', undo: null, leftOut: [{ node: 'm1' }] });
    expect(outcome.words).toContain('When it comes back it is a second master');
    expect(outcome.finish).toMatchObject({ action: 'replicate-from', input: { moves: [{ node: 'm1', from: 'r1' }] } });
    expect(await estate.roles('r1', 'r2')).toEqual(['master', 'replica of r1']);
  });
});

describe.skipIf(REDIS === null)('to replicate from another', () => {
  test('copies all of it, by the word of the node, and is refused for a circle and for itself', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' }, c1: { of: 'r1' }, m2: {} } });
    const { actions } = estate.vigil.engine;
    await estate.at('m1').command('SET', 'a', 'of m1');
    await estate.at('m2').command('SET', 'b', 'of m2');
    await estate.untilRead();
    expect(actions.preview(move('m1', 'm1'), alice).refusal).toContain('from itself');
    expect(actions.preview(move('m1', 'c1'), alice).refusal).toContain('c1 follows m1');
    expect(actions.preview(move('m2', 'm1'), alice)).toMatchObject({
      typed: 'm2',
      summary: expect.stringContaining('discards its own 1 key'),
    });
    const outcome = await act(actions, move('m2', 'm1'), alice, { typed: 'm2' });
    expect(outcome, outcome.words).toMatchObject({ result: 'confirmed' });
    expect([await estate.at('m2').command('GET', 'a'), await estate.at('m2').command('GET', 'b')]).toEqual(['of m1', null]);
    expect(actions.preview(move('m2', 'm1'), alice)).toMatchObject({ isDone: true });
  });
});

describe.skipIf(REDIS === null)('vacating a host', () => {
  test('hands over the masters of all its groups, to the same place first, leaves out by name what it cannot, and is undone', async () => {
    const here = { host: 'db1', tags: ['ny'] };
    const estate = await start({
      sessions: { m1: here, r1: { of: 'm1', host: 'db2', tags: ['co'] }, r2: { of: 'm1', host: 'db3', tags: ['ny'] } },
      carts: { m2: here, s1: { of: 'm2', host: 'db2', tags: ['ny'] } },
      flags: { m3: here },
      other: { m4: { host: 'db2' }, t1: { of: 'm4', host: 'db1' } },
    });
    const { actions } = estate.vigil.engine;
    const writers = ['m1', 'm2'].map((name) => startWriter(estate.at(name).port));
    for (const writer of writers) await writer.untilMore(500);
    const outcome = await act(actions, redisOrder('vacate-host', { host: 'db1' }), alice, { typed: 'db1' });
    expect(outcome, outcome.words).toMatchObject({ result: 'partial', leftOut: [{ node: 'm3', why: 'no replica of it lives elsewhere' }] });
    for (const writer of writers) await writer.untilRefused();
    expect(await estate.roles('r2', 'm1', 'r1', 's1', 'm2', 'm3', 'm4')).toEqual([
      ...['master', 'replica of r2', 'replica of r2', 'master', 'replica of s1', 'master', 'master'],
    ]);
    expect([await writers[0]?.lostOn(estate.at('r2')), await writers[1]?.lostOn(estate.at('s1'))]).toEqual([[], []]);
    const back = await act(actions, given(outcome.undo), alice);
    expect(back, back.words).toMatchObject({ result: 'confirmed' });
    expect(await estate.roles('m1', 'm2')).toEqual(['master', 'master']);
  });
});

describe.skipIf(REDIS === null)('where a Sentinel knows the master', () => {
  test.each([
    ['by the names of its clients', '+@all'],
    ['by who listens', '+@all -client|list'],
  ])('a promotion and a failover are refused %s, and nothing is changed', async (_, rights) => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' } } });
    const sentinel = await startSentinel(estate.at('m1').port);
    open.push({
      async end() {
        await sentinel.stop();
        return { faults: [], errors: [] };
      },
    });
    await estate.at('m1').command('ACL', 'SETUSER', 'default', ...rights.split(' '));
    for (const action of ['promote', 'failover']) {
      const outcome = await act(estate.vigil.engine.actions, redisOrder(action, { nodes: [{ group: 'sessions', node: 'r1' }] }), alice);
      expect(outcome, outcome.words).toMatchObject({ result: 'refused', words: expect.stringContaining('a Sentinel watches it') });
    }
    expect(await estate.roles('m1', 'r1')).toEqual(['master', 'replica of m1']);
  });

  test('that is not guessed where it may not be asked', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' } } });
    await estate.at('m1').command('ACL', 'SETUSER', 'default', '-client|list', '-pubsub');
    const outcome = await act(estate.vigil.engine.actions, promote('sessions', 'r1'), alice);
    expect(outcome).toMatchObject({
      result: 'refused',
      words: expect.stringMatching(/whether a Sentinel watches it is not known.*\+client\|list/),
    });
  });

  test('where it is configured it is told to fail over instead, and says that writes may be lost', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' } } }, { master: 'm1' });
    const { actions } = estate.vigil.engine;
    await until('the Sentinel was read', () => estate.vigil.engine.views('redis').some(({ beside }) => beside?.sentinel !== undefined));
    const refused = actions.preview(promote('sessions', 'r1'), alice);
    expect(refused).toMatchObject({
      refusal: expect.stringContaining('watched by Sentinels as main'),
      instead: { order: { action: 'sentinel-failover' } },
    });
    const order = given(refused.instead?.order ?? null);
    expect(actions.preview(order, alice).summary).toContain('603 of 10,550');
    const outcome = await act(actions, order, alice, { typed: 'm1' });
    expect(outcome, outcome.words).toMatchObject({ result: 'confirmed', undo: null });
    expect(await estate.roles('m1', 'r1')).toEqual(['replica of r1', 'master']);
  }, 40_000);
});
