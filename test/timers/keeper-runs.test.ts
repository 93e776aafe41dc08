import { describe, expect, test } from 'vitest';
import type { Outcome, Previewed } from '#lib/act/outcome.ts';
import { ActionProblem } from '#lib/act/problem.ts';
import { alice } from '../act/acting-door.ts';
import { until } from '../fakes/until.ts';
import { keptStates, MINUTE, openKeeper, RETURN } from './running-keeper.ts';

describe('while one runs', () => {
  const outcome: Outcome = {
    ...{ id: 'x', title: 'Return web01', result: 'confirmed', words: 'Confirmed.', by: 'alice', askedAt: 0, endedAt: 0 },
    ...{ steps: [], leftOut: [], finish: null, undo: null },
  };
  const preview: Previewed = {
    ...{ title: 'Return web01', button: 'Return', summary: '', friction: 'click', typed: null, notes: [], leftOut: [], refusal: null },
    ...{ instead: null, hash: 'h', observedAt: null, underWay: null, steps: [] },
  };

  /** A door that performs as it is told. */
  async function opened(perform: () => Promise<Outcome>, over: { typed?: string } = {}) {
    const door = {
      preview: () => ({ ...preview, ...over }),
      previewTimed: () => ({ order: RETURN, groups: ['web'], preview, isStale: false }),
      nothingLeft: () => null,
      perform,
    };
    return openKeeper(door);
  }

  test('it is kept as such, and can be neither changed nor taken back', async () => {
    const performing = Promise.withResolvers<Outcome>();
    const { set, keeper, clock, states, folder } = await opened(() => performing.promise);
    const timer = await set();
    clock.at += 10 * MINUTE;
    keeper.look();
    await expect(set()).rejects.toMatchObject({ kind: 'running' });
    await expect(keeper.end(timer, alice)).rejects.toMatchObject({ kind: 'running' });
    expect(keptStates(folder)).toEqual(['running']);
    performing.resolve(outcome);
    await until('it ended', () => states()[0] === 'done');
  });

  test('another that is due waits for it, and each is given once', async () => {
    const given: PromiseWithResolvers<Outcome>[] = [];
    const { set, keeper, clock, states } = await opened(() => {
      given.push(Promise.withResolvers<Outcome>());
      return given.at(-1)?.promise ?? Promise.reject(new Error('none'));
    });
    await set();
    clock.at += 10 * MINUTE;
    for (let looks = 0; looks < 5; looks += 1) keeper.look();
    await until('it is given', () => given.length > 0);
    given[0]?.resolve(outcome);
    await until('it ended', () => states()[0] === 'done');
    keeper.look();
    await keeper.stop();
    expect(given.length).toBe(1);
  });

  test('stopping waits for it, and what had not begun waits for the next start', async () => {
    const { set, keeper, clock, states, folder, lines, errors } = await opened(async () => {
      throw new ActionProblem('stopping', 'Vigil is stopping, so nothing was sent.');
    });
    await set();
    clock.at += 10 * MINUTE;
    keeper.look();
    await keeper.stop();
    keeper.look();
    expect([states(), keptStates(folder), lines(), errors]).toEqual([['waiting'], ['waiting'], ['timer set'], []]);
  });

  test('a preview that changes is looked at again, and given up at the third time', async () => {
    for (const [changes, state] of [
      [2, 'done'],
      [3, 'failed'],
    ] as const) {
      let tries = 0;
      const { set, pass, states } = await opened(async () => {
        tries += 1;
        if (tries <= changes) throw new ActionProblem('changed', 'Something has changed. Nothing was sent.');
        return outcome;
      });
      await set();
      await pass(10 * MINUTE);
      expect(states()).toEqual([state]);
    }
  });

  test('what must be typed is not given', async () => {
    const { set, pass, keeper } = await opened(() => Promise.reject(new Error('it was performed')), { typed: 'web01' });
    await set();
    await pass(10 * MINUTE);
    expect(keeper.timers()).toMatchObject([{ state: { is: 'failed', words: expect.stringContaining('"web01" must be typed') } }]);
  });

  test('a mistake of ours ends as failed, and is reported', async () => {
    const { set, pass, keeper, errors } = await opened(() => Promise.reject(new TypeError('a bug')));
    await set();
    await pass(10 * MINUTE);
    expect(keeper.timers()).toMatchObject([{ state: { is: 'failed', words: expect.stringContaining("Vigil's own error: a bug") } }]);
    expect(errors).toHaveLength(1);
  });
});
