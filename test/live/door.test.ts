import { afterEach, describe, expect, test } from 'vitest';
import { act, agree, alice, bob, problemOf } from '#test/act/acting-door.ts';
import { until } from '#test/fakes/until.ts';
import { HAPROXY } from './haproxy-process.ts';
import { drain, endPairs, given, order, startPair } from './pairs.ts';

afterEach(endPairs);

describe.skipIf(HAPROXY === null)('the door, on two real HAProxies', () => {
  test('a drain is proved on both, undone, and put back safely, and the audit tells each', async () => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    const drained = await act(actions, drain('web03'), alice, { reason: 'deploy' });
    expect(drained).toMatchObject({ result: 'confirmed', finish: null, steps: [{ isConfirmed: true }, { isConfirmed: true }] });
    expect(drained.words).toMatch(/^Confirmed by reading back on lb1, lb2, [\d.]+m?s(: .+)?\.$/);
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'drain']);
    expect(actions.marks()).toMatchObject([
      { node: 'lb1', by: 'alice', reason: 'deploy', wanted: 'drain' },
      { node: 'lb2', by: 'alice' },
    ]);
    expect(await act(actions, given(drained.undo), bob)).toMatchObject({ result: 'confirmed' });
    expect([await pair.states('be_web/web03'), actions.marks()]).toEqual([['ready', 'ready'], []]);
    await act(actions, order('maintenance', 'web03'), alice);
    expect(await pair.states('be_web/web03')).toEqual(['maintenance', 'maintenance']);
    expect(await act(actions, order('return', 'web03'), alice)).toMatchObject({ result: 'confirmed' });
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'ready']);
    expect((await pair.rows()).slice(0, 4)).toMatchObject([
      { action: 'return', result: 'confirmed' },
      { action: 'maintenance', result: 'confirmed' },
      { action: 'restore', result: 'confirmed', by: { name: 'bob' } },
      {
        action: 'drain',
        result: 'confirmed',
        reason: 'deploy',
        steps: [{ node: 'lb1', before: 'up', sent: { is: 'taken' } }, { node: 'lb2' }],
      },
    ]);
  });

  test('one that is dead at the preview is left out by name, and the rest is finished and undone when it is back', async () => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    await pair.kill('lb2');
    await pair.untilRead(['lb1']);
    const outcome = await act(actions, drain('web03'), alice);
    expect(outcome).toMatchObject({ result: 'partial', steps: [{ node: 'lb1', isConfirmed: true }], leftOut: [{ node: 'lb2' }] });
    expect(outcome.words).toMatch(/^Confirmed by reading back on lb1 alone, .* lb2 was left out: /);
    await pair.restart('lb2');
    await pair.untilRead();
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'ready']);
    expect(await act(actions, given(outcome.finish), alice)).toMatchObject({ result: 'confirmed', steps: [{ node: 'lb2' }] });
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'drain']);
    expect(await act(actions, given(outcome.undo), alice)).toMatchObject({ result: 'confirmed', steps: [{ node: 'lb1' }] });
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'drain']);
    expect((await pair.rows()).at(-2)).toMatchObject({ result: 'partial', leftOut: [{ node: 'lb2' }] });
  });

  test('one that dies between the look and the click changes what was agreed to: nothing is sent to either', async () => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    const agreed = agree(actions, drain('web03'), alice);
    await pair.kill('lb2');
    expect(await problemOf(actions.perform(agreed, alice))).toMatchObject({
      kind: 'changed',
      preview: { leftOut: [{ node: 'lb2' }], friction: 'ask' },
    });
    expect(pair.sent()).toEqual([0, 0]);
  });

  test.each([
    ['before its command arrives', 'command'],
    ['after it took its command, before it answers', 'answer'],
  ] as const)('one that dies in the middle, %s, makes it partial, and it is finished when it is back', async (_, stage) => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    const hold = pair.gates.lb2.hold(stage);
    const performing = act(actions, drain('web03'), alice);
    await until('its command is on the way', hold.isReached);
    await pair.kill('lb2');
    hold.cut();
    const outcome = await performing;
    expect(outcome).toMatchObject({
      result: 'partial',
      steps: [
        { node: 'lb1', isConfirmed: true },
        { node: 'lb2', sent: { is: 'no answer' }, isConfirmed: false },
      ],
    });
    expect(outcome.words).toMatch(/lb2, be_web\/web03: no answer to the command/);
    await pair.restart('lb2');
    await pair.untilRead();
    expect(await act(actions, given(outcome.finish), alice)).toMatchObject({ result: 'confirmed', steps: [{ node: 'lb2' }] });
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'drain']);
    expect(await act(actions, given(outcome.undo), alice)).toMatchObject({ result: 'confirmed' });
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'ready']);
  });

  test('one that is stopped at the preview is left out, and is not touched when it goes on', async () => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    pair.lb('lb2').signal('SIGSTOP');
    await pair.untilRead(['lb1']);
    const outcome = await act(actions, drain('web03'), alice);
    pair.lb('lb2').signal('SIGCONT');
    expect(outcome).toMatchObject({ result: 'partial', leftOut: [{ node: 'lb2', why: expect.stringMatching(/no answer/) }] });
    await pair.untilRead();
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'ready']);
    expect(await act(actions, given(outcome.finish), alice)).toMatchObject({ result: 'confirmed' });
    expect(await pair.states('be_web/web03')).toEqual(['drain', 'drain']);
  });

  test('one that is stopped with its command before it is said to have given no answer, and that it may take it yet', async () => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    const hold = pair.gates.lb2.hold('command');
    const performing = act(actions, drain('web03'), alice);
    await until('its command is on the way', hold.isReached);
    pair.lb('lb2').signal('SIGSTOP');
    hold.release();
    const outcome = await performing;
    expect(outcome).toMatchObject({
      result: 'partial',
      steps: [{ isConfirmed: true }, { node: 'lb2', sent: { is: 'no answer' }, isConfirmed: false }],
    });
    expect(outcome.words).toMatch(
      /lb2, be_web\/web03: no answer to the command \(.*or will be once it goes on, only readings tell\), and read back: not read since/,
    );
    expect(actions.preview(drain('web02'), bob).leftOut).toMatchObject([{ node: 'lb2' }]);
    pair.lb('lb2').signal('SIGCONT');
    await until('it took it', async () => (await pair.states('be_web/web03')).join() === 'drain,drain');
    await pair.untilRead();
    await until('that was read', () => actions.preview(given(outcome.finish), alice).refusal !== null);
    expect(actions.preview(given(outcome.finish), alice).refusal).toBe('web03 is in drain already on lb2');
  });

  test('two who drain the last two servers at once are told apart: one goes through, the other must type the name', async () => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    await act(actions, order('maintenance', 'web01'), alice);
    for (let round = 0; round < 12; round += 1) {
      const asks = [agree(actions, drain('web02'), alice), agree(actions, drain('web03'), bob)] as const;
      const ended = await Promise.allSettled([actions.perform(asks[0], alice), actions.perform(asks[1], bob)]);
      const through = ended.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const turnedAway = ended.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      expect(through).toMatchObject([{ result: 'confirmed' }]);
      const loser = ended[0].status === 'rejected' ? 'web02' : 'web03';
      expect(turnedAway).toMatchObject([{ kind: 'changed', preview: { friction: 'type', typed: loser } }]);
      const both = (await Promise.all(['web02', 'web03'].map((name) => pair.states(`be_web/${name}`)))).sort();
      expect(both).toEqual([
        ['drain', 'drain'],
        ['ready', 'ready'],
      ]);
      expect(await problemOf(act(actions, drain(loser), bob))).toMatchObject({ kind: 'typed' });
      await act(actions, given(through[0]?.undo ?? null), alice);
    }
    await act(actions, drain('web02'), alice);
    expect(await act(actions, drain('web03'), bob, { typed: 'web03' })).toMatchObject({ result: 'confirmed' });
  });

  test('the same request, twice at once and once later, asks each HAProxy once', async () => {
    const pair = await startPair();
    const { actions } = pair.vigil.engine;
    const ask = agree(actions, drain('web03'), alice);
    const [first, second] = await Promise.all([actions.perform(ask, alice), actions.perform(ask, alice)]);
    expect(second).toEqual(first);
    await act(actions, order('ready', 'web03'), bob);
    expect(await actions.perform(ask, alice)).toEqual(first);
    expect(pair.sent()).toEqual([2, 2]);
    expect(await pair.states('be_web/web03')).toEqual(['ready', 'ready']);
    expect(await problemOf(actions.perform(ask, bob))).toMatchObject({ kind: 'conflict' });
  });
});
