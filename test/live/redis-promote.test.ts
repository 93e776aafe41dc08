import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { act, alice, problemOf } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { given } from './pairs.ts';
import { openEstate, type Planned, promote, type RedisEstate, redisOrder } from './redis-estate.ts';
import { REDIS } from './redis-process.ts';
import { startWriter } from './redis-writer.ts';

const open: RedisEstate[] = [];

async function start(groups: Record<string, Record<string, Planned>>): Promise<RedisEstate> {
  const estate = await openEstate(groups);
  open.push(estate);
  return estate;
}

afterEach(async () => {
  for (const estate of open.splice(0)) expect(await estate.end()).toEqual({ faults: [], errors: [] });
});

/** Held by a pause its own writes wait; free, a write is answered at once. */
async function isWritable(estate: RedisEstate, name: string): Promise<boolean> {
  return (await estate.at(name).command('SET', 'is-writable', '1')) === 'OK';
}

describe.skipIf(REDIS === null)('a promotion, on real servers', () => {
  test('loses no acknowledged write, takes siblings along, leaves a chain in place, and is undone the same way', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' }, r2: { of: 'm1' }, c1: { of: 'r2' } } });
    const { actions } = estate.vigil.engine;
    const writer = startWriter(estate.at('m1').port);
    await writer.untilMore(2_000);
    const outcome = await act(actions, promote('sessions', 'r1'), alice, { reason: 'kernel' });
    expect(outcome, outcome.words).toMatchObject({ result: 'confirmed', finish: null });
    await writer.untilRefused();
    expect(await estate.roles('m1', 'r1', 'r2', 'c1')).toEqual(['replica of r1', 'master', 'replica of r1', 'replica of r2']);
    expect([writer.acked() > 2_000, await writer.lostOn(estate.at('r1'))]).toEqual([true, []]);
    await estate.untilLinked('m1', 'r2', 'c1');
    expect(await estate.at('r1').command('INFO', 'stats')).toMatch(/sync_full:0\r\nsync_partial_ok:2/);
    const back = await act(actions, given(outcome.undo), alice);
    expect(back, back.words).toMatchObject({ result: 'confirmed', title: 'Promote m1 in sessions' });
    expect(await estate.roles('m1', 'r1', 'r2', 'c1')).toEqual(['master', 'replica of m1', 'replica of m1', 'replica of r2']);
    expect([await isWritable(estate, 'm1'), await writer.lostOn(estate.at('m1'))]).toEqual([true, []]);
    const [, row] = await estate.rows();
    expect(row).toMatchObject({ action: 'promote', result: 'confirmed', reason: 'kernel' });
    expect(row?.steps.map(({ node, target, sent }) => `${node} ${target}: ${sent?.is}`)).toEqual([
      ...['m1 check: taken', 'r1 check: taken', 'r2 check: taken', 'm1 writes: taken', 'r1 data: taken', 'r1 role: taken'],
      ...['m1 role: taken', 'r2 role: taken', 'm1 writes again: taken'],
    ]);
  });

  test('changes nothing and frees the writes where its target is killed', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' }, r2: { of: 'm1' } } });
    const { actions } = estate.vigil.engine;
    // It carries nothing out, so that the wait lasts until it is killed.
    await estate.at('r1').command('CLIENT', 'PAUSE', '20000', 'WRITE');
    await estate.at('m1').command('SET', 'a', '1');
    const acting = act(actions, promote('sessions', 'r1'), alice);
    await untilHeld(estate, 'm1');
    estate.at('r1').signal('SIGKILL');
    const outcome = await acting;
    expect(outcome, outcome.words).toMatchObject({ result: 'refused', undo: null });
    expect(outcome.words).toMatch(/^Nothing was changed\..*r1, data: (refused|no answer)/);
    expect(outcome.steps.at(-1)).toMatchObject({ node: 'm1', target: 'pause taken back', sent: { is: 'taken' } });
    expect([await estate.roles('m1', 'r2'), await isWritable(estate, 'm1')]).toEqual([['master', 'replica of m1'], true]);
    const [row] = await estate.rows();
    expect(row?.steps.at(-1)).toMatchObject({ target: 'pause taken back', sent: { is: 'taken' }, isConfirmed: true });
  });

  test('changes nothing and frees the writes where its target is paused and does not catch up', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' } } });
    await estate.at('r1').command('CLIENT', 'PAUSE', '20000', 'WRITE');
    await estate.at('m1').command('SET', 'a', '1');
    const outcome = await act(estate.vigil.engine.actions, promote('sessions', 'r1'), alice);
    expect(outcome, outcome.words).toMatchObject({ result: 'refused', undo: null, words: expect.stringContaining('it still lacked') });
    expect([await estate.roles('m1', 'r1'), await isWritable(estate, 'm1')]).toEqual([['master', 'replica of m1'], true]);
  });

  test('changes nothing where the old master freezes before the pause or during the wait', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' } } });
    const { actions } = estate.vigil.engine;
    estate.at('m1').signal('SIGSTOP');
    const problem = await problemOf(act(actions, promote('sessions', 'r1'), alice));
    expect(problem.kind).toMatch(/stale|refused|changed/);
    estate.at('m1').signal('SIGCONT');
    await estate.untilRead();
    await estate.at('r1').command('CLIENT', 'PAUSE', '20000', 'WRITE');
    await estate.at('m1').command('SET', 'a', '1');
    const acting = act(actions, promote('sessions', 'r1'), alice);
    await untilHeld(estate, 'm1');
    estate.at('m1').signal('SIGSTOP');
    const outcome = await acting;
    expect(outcome, outcome.words).toMatchObject({ result: 'refused', undo: null });
    estate.at('m1').signal('SIGCONT');
    await estate.at('r1').command('CLIENT', 'UNPAUSE');
    expect([await estate.roles('m1', 'r1'), await isWritable(estate, 'm1')]).toEqual([['master', 'replica of m1'], true]);
  }, 40_000);

  test('goes on without a replica that is dead, names it, and tells it when it is back', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' }, r2: { of: 'm1' } } });
    const { actions } = estate.vigil.engine;
    estate.at('r2').signal('SIGSTOP');
    await estate.untilRead(['r2']);
    const outcome = await act(actions, promote('sessions', 'r1'), alice);
    expect(outcome, outcome.words).toMatchObject({
      result: 'partial',
      leftOut: [{ node: 'r2', why: expect.stringContaining('let it replicate from r1') }],
    });
    expect(await estate.roles('m1', 'r1')).toEqual(['replica of r1', 'master']);
    estate.at('r2').signal('SIGCONT');
    await estate.untilRead();
    const finished = await act(actions, given(outcome.finish), alice, { typed: 'r2' });
    expect(finished, finished.words).toMatchObject({ result: 'confirmed' });
    expect(await estate.roles('r2')).toEqual(['replica of r1']);
  });

  test('is not begun where a user may not do all of it, and says which right is missing', async () => {
    const half = { user: 'half', password: new Secret('pw') };
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' }, r2: { of: 'm1', act: half } } });
    await estate.at('r2').command('ACL', 'SETUSER', 'half', 'on', '>pw', '+@all', '-replicaof');
    const outcome = await act(estate.vigil.engine.actions, promote('sessions', 'r1'), alice);
    expect(outcome).toMatchObject({ result: 'refused', words: expect.stringContaining('needs +replicaof') });
    expect(outcome.steps.filter(({ sent }) => sent.is === 'taken').map(({ target }) => target)).toEqual(['check', 'check']);
    expect([await estate.roles('m1', 'r1', 'r2'), await isWritable(estate, 'm1')]).toEqual([
      ['master', 'replica of m1', 'replica of m1'],
      true,
    ]);
  });
});

describe.skipIf(REDIS === null)('a failover by Redis itself', () => {
  test('loses no acknowledged write, and the siblings follow', async () => {
    const estate = await start({ sessions: { m1: {}, r1: { of: 'm1' }, r2: { of: 'm1' } } });
    const writer = startWriter(estate.at('m1').port);
    await writer.untilMore(1_000);
    const outcome = await act(estate.vigil.engine.actions, redisOrder('failover', { nodes: [{ group: 'sessions', node: 'r1' }] }), alice);
    expect(outcome, outcome.words).toMatchObject({ result: 'confirmed' });
    await writer.untilRefused();
    expect(await estate.roles('m1', 'r1', 'r2')).toEqual(['replica of r1', 'master', 'replica of r1']);
    expect(await writer.lostOn(estate.at('r1'))).toEqual([]);
  });
});

/** Waits until writes are held: a client that writes waits then, which INFO counts as blocked. */
async function untilHeld(estate: RedisEstate, name: string): Promise<void> {
  const calls = async (): Promise<string> => String(await estate.at(name).command('INFO', 'commandstats'));
  await until(`${name} holds its writes`, async () => /cmdstat_client\|pause:calls=[1-9]/.test(await calls()));
}
