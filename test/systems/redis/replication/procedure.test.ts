import { describe, expect, test } from 'vitest';
import type { Order, Sent, Step } from '#lib/acting.ts';
import { replicationActions } from '#lib/systems/redis/replication/actions.ts';
import { previewOf, type Said, views } from './views.ts';

const TREE: Record<string, Said> = { a: {}, b: { of: 'a' }, c: { of: 'a' } };
const INPUT = { nodes: [{ group: 'g', node: 'b' }] };
const { steps } = previewOf('promote', INPUT, views({ g: TREE }));

function actionOf(name: string) {
  const action = replicationActions.find((one) => one.name === name);
  if (!action) throw new Error(`there is no ${name}`);
  return action;
}
const promotion = actionOf('promote');

const nameOf = ({ node, target }: Step): string => `${node} ${target}`;
const named = (name: string): Step => {
  const step = steps.find((one) => nameOf(one) === name);
  if (!step) throw new Error(`no step ${name}`);
  return step;
};

/** What became of each step where the one of that name broke and nothing after it was sent. */
function broken(at: string, is: Sent['is']): Sent[] {
  const stage = named(at).stage ?? 0;
  return steps.map((step): Sent => {
    if (nameOf(step) === at) return { is, answer: '' };
    return { is: (step.stage ?? 0) <= stage ? 'taken' : 'not sent', answer: '' };
  });
}
const rescued = (sent: readonly Sent[]): string[] =>
  promotion.rescue?.(steps, sent).map(({ node, commands }) => `${node} ${commands.join()}`) ?? [];

describe('a promotion that broke off', () => {
  test.each<[at: string, is: Sent['is'], rescued: string[]]>([
    ['a check', 'refused', []],
    ['c check', 'no answer', []],
    ['a writes', 'refused', []],
    ['a writes', 'not sent', []],
    ['a writes', 'no answer', ['a CLIENT UNPAUSE']],
    ['b data', 'refused', ['a CLIENT UNPAUSE']],
    ['b data', 'no answer', ['a CLIENT UNPAUSE']],
    ['b role', 'refused', ['a CLIENT UNPAUSE']],
    ['b role', 'not sent', ['a CLIENT UNPAUSE']],
    // It may be a master now, and what the old one took then would be lost.
    ['b role', 'no answer', []],
    ['a role', 'refused', []],
    ['a role', 'no answer', []],
    ['c role', 'refused', ['a CLIENT UNPAUSE']],
    ['c role', 'no answer', ['a CLIENT UNPAUSE']],
    ['a writes again', 'no answer', ['a CLIENT UNPAUSE']],
  ])('at "%s" (%s) frees the writes again only where nothing can be lost by it', (at, is, expected) => {
    expect(rescued(broken(at, is))).toEqual(expected);
  });

  const finish = (open: readonly Step[], leftOut: { group: string; node: string; why: string }[] = []): Order =>
    promotion.finish(INPUT, open, leftOut);

  test('before anybody was promoted is finished by all of it', () => {
    for (const at of ['b check', 'b role']) expect(finish(steps.slice(steps.indexOf(named(at))))).toMatchObject({ action: 'promote' });
  });

  test('after REPLICAOF NO ONE is finished by telling those that do not follow yet', () => {
    const open = [named('a role'), named('c role'), named('a writes again')];
    const moves = ['a', 'c'].map((node) => ({ group: 'g', node, from: 'b' }));
    expect(finish(open)).toEqual({ system: 'redis', action: 'replicate-from', input: { moves } });
  });

  test('and left a dead replica out is finished by telling that too', () => {
    const moves = [{ group: 'g', node: 'd', from: 'b' }];
    expect(finish([], [{ group: 'g', node: 'd', why: 'dead' }])).toMatchObject({ action: 'replicate-from', input: { moves } });
  });

  test('after REPLICAOF NO ONE is undone by following the old master again, which is one still', () => {
    const moves = [{ group: 'g', node: 'b', from: 'a' }];
    expect(promotion.undo([named('b role')])).toEqual({ system: 'redis', action: 'replicate-from', input: { moves } });
    expect(promotion.undo([named('b role'), named('c role')])).toMatchObject({ action: 'replicate-from', input: { moves } });
  });

  test('is undone by promoting the old master where that follows already', () => {
    const order = { system: 'redis', action: 'promote', input: { nodes: [{ group: 'g', node: 'a' }] } };
    expect(promotion.undo([named('b role'), named('a role'), named('c role')])).toEqual(order);
    expect(promotion.undo([])).toBeNull();
  });
});

describe('a forced promotion that broke off', () => {
  test('is never undone, and finished with those that do not follow', () => {
    const forced = actionOf('force-promote');
    const plan = previewOf('force-promote', INPUT, views({ g: { ...TREE, a: { doubt: 'no answer' } } }));
    const open = plan.steps.filter((step) => nameOf(step) === 'c role');
    const { action, input } = forced.finish(INPUT, open, plan.leftOut);
    expect([forced.undo(plan.steps), action, input]).toEqual([
      null,
      'replicate-from',
      { moves: ['c', 'a'].map((node) => ({ group: 'g', node, from: 'b' })) },
    ]);
  });
});
