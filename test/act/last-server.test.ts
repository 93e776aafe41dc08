import { afterEach, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { ActionProblem } from '#lib/act/problem.ts';
import type { Order } from '#lib/acting.ts';
import { agree, alice, bob, closeDoors, drain, openActing, putBack } from './acting-door.ts';
import type { Servers, State } from './pretend-acting.ts';

afterEach(closeDoors);

const NODES = ['web/lb1', 'web/lb2', 'api/lb3'];
const ORDERS = 14;

/** Numbers from 0 to 1 that come out the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(random: () => number, from: readonly T[]): T => {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

function randomOrder(random: () => number, names: readonly string[]): Order {
  const scope = pick(random, [{}, {}, { groups: ['web'] }, { groups: ['api'] }, { only: [{ group: 'web', node: 'lb1' }] }]);
  return (random() < 0.75 ? drain : putBack)(pick(random, names), scope);
}

async function play(seed: number, isTyped: boolean): Promise<{ leastUp: number; performed: number; turnedAway: Set<string> }> {
  const random = seeded(seed);
  const names = Array.from({ length: 2 + Math.floor(random() * 3) }, (_, index) => `web0${index + 1}`);
  const all = (): Servers => Object.fromEntries(names.map((name) => [name, 'up' as State]));
  const { door, servers, takes } = await openActing(Object.fromEntries(NODES.map((key) => [key, all()])), { proofMs: 60, pauseMs: 1 });
  let leastUp = names.length;
  for (const key of NODES) {
    takes(key, async (_step, ok) => {
      await turns(Math.floor(random() * 6));
      // A command may be lost, and an answer too.
      const luck = random();
      if (luck < 0.1) return { is: 'not sent', answer: 'connection refused' };
      const answer = ok();
      const up = Object.values(servers.get(key) ?? {}).filter((state) => state === 'up').length;
      leastUp = Math.min(leastUp, up);
      await turns(Math.floor(random() * 6));
      return luck < 0.2 ? { is: 'no answer', answer: 'reset' } : answer;
    });
  }
  let performed = 0;
  const turnedAway = new Set<string>();
  const one = async (by: Caller): Promise<void> => {
    const order = randomOrder(random, names);
    const ask = agree(door, order, by);
    // What was previewed is agreed to a while later, when it may be something else.
    await turns(Math.floor(random() * 20));
    const { typed } = door.preview(order, by);
    try {
      await door.perform({ ...ask, typed: isTyped ? typed : null }, by);
      performed += 1;
    } catch (error) {
      if (!(error instanceof ActionProblem)) throw error;
      turnedAway.add(error.kind);
    }
  };
  const admin = async (by: Caller): Promise<void> => {
    for (let order = 0; order < ORDERS; order += 1) await Promise.all(random() < 0.3 ? [one(by), one(by)] : [one(by)]);
  };
  await Promise.all([admin(alice), admin(bob)]);
  return { leastUp, performed, turnedAway };
}

test.each(Array.from({ length: 25 }, (_, index) => index + 1))(
  'two admins who act at the same time never take the last server without its name typed (seed %d)',
  async (seed) => {
    const { leastUp, performed, turnedAway } = await play(seed, false);
    expect(leastUp).toBeGreaterThanOrEqual(1);
    expect(performed).toBeGreaterThan(0);
    expect([...turnedAway].filter((kind) => !['changed', 'typed', 'refused'].includes(kind))).toEqual([]);
  },
);

test('the same play does take the last server where its name is typed, so that it tells the two apart', async () => {
  const plays = [];
  for (let seed = 1; seed <= 5; seed += 1) plays.push(await play(seed, true));
  expect(Math.min(...plays.map(({ leastUp }) => leastUp))).toBe(0);
});
