import { type Action, defineAction, type Order, type Step } from '../../../acting.ts';
import type { RedisActor } from '../actor.ts';
import type { RedisSettings } from '../config.ts';
import { detailOf } from './details.ts';
import { type HostInput, type Move, type MovesInput, type NodesInput, readHost, readMoves, readNodes, readOneNode } from './orders.ts';
import { previewForce } from './preview-force.ts';
import { previewFailover, previewPromote } from './preview-promote.ts';
import { previewReplicate } from './preview-replicate.ts';
import { previewSentinel } from './preview-sentinel.ts';
import { previewVacate } from './preview-vacate.ts';
import { orderOf } from './previews.ts';
import { proveStep, rescueSteps } from './prove.ts';
import { sendStep } from './send.ts';

type RedisAction<Input> = Action<RedisSettings, RedisActor, Input>;

const SHARED = { send: sendStep, prove: proveStep, proofs: () => 0, rescue: rescueSteps } as const;

/** What is sent of a promotion once more: all of it where nobody is promoted yet, and else what does not follow the new master. `rest` are moves of what was left out. */
function finishPromotion(again: () => Order, steps: readonly Step[], rest: readonly Move[]): Order {
  if (steps.some((step) => ['promote', 'failover', 'check'].includes(detailOf(step).is))) return again();
  const moves = [...steps.flatMap(moveOf), ...rest];
  return moves.length > 0 ? orderOf('replicate-from', { moves }) : again();
}

function moveOf({ group, node, detail }: Step): Move[] {
  const is = detailOf({ detail });
  if (is.is === 'follow') return [{ group, node, from: is.from }];
  return is.is === 'failover' ? [{ group, node, from: is.to }] : [];
}

/** Promoting back, which loses nothing again; where the old master does not follow yet, the new one is told to follow it. */
function undoPromotion(steps: readonly Step[]): Order | null {
  const done = steps.flatMap((step) => {
    const detail = detailOf(step);
    const old = detail.is === 'promote' || detail.is === 'see master' ? detail.old : null;
    return old === null ? [] : [{ step, old }];
  });
  const isFollowing = ({ step, old }: (typeof done)[number]): boolean =>
    steps.some(({ group, node }) => group === step.group && node === old);
  const nodes = done.filter(isFollowing).map(({ step: { group }, old }) => ({ group, node: old }));
  if (nodes.length > 0) return orderOf('promote', { nodes });
  const moves = done.map(({ step: { group, node }, old }) => ({ group, node, from: old }));
  return moves.length > 0 ? orderOf('replicate-from', { moves }) : null;
}

function promotion(name: 'promote' | 'failover', preview: RedisAction<NodesInput>['preview']): RedisAction<NodesInput> {
  return {
    ...SHARED,
    ...{ name, preview, read: name === 'promote' ? readNodes : readOneNode },
    groups: ({ nodes }) => nodes.map(({ group }) => group),
    undo: undoPromotion,
    finish(input, steps, leftOut) {
      const rest = leftOut.flatMap(({ group, node }) => {
        const target = input.nodes.find((one) => one.group === group);
        return target ? [{ group, node, from: target.node }] : [];
      });
      return finishPromotion(() => orderOf(name, input), steps, rest);
    },
  };
}

const forcePromote: RedisAction<NodesInput> = {
  ...SHARED,
  ...{ name: 'force-promote', preview: previewForce, read: readOneNode },
  groups: ({ nodes }) => nodes.map(({ group }) => group),
  // What the dead one wrote is not on it: nothing leads back.
  undo: () => null,
  finish(input, steps, leftOut) {
    const [target] = input.nodes;
    if (!target || steps.some((step) => ['promote', 'check'].includes(detailOf(step).is))) return orderOf('force-promote', input);
    const rest = leftOut.map(({ group, node }) => ({ group, node, from: target.node }));
    return orderOf('replicate-from', { moves: [...steps.flatMap(moveOf), ...rest] });
  },
};

const sentinelFailover: RedisAction<NodesInput> = {
  ...SHARED,
  ...{ name: 'sentinel-failover', preview: previewSentinel, read: readOneNode },
  groups: ({ nodes }) => nodes.map(({ group }) => group),
  // Which one is the master now is the choice of the Sentinel.
  undo: () => null,
  finish: (input) => orderOf('sentinel-failover', input),
};

const replicateFrom: RedisAction<MovesInput> = {
  ...SHARED,
  ...{ name: 'replicate-from', preview: previewReplicate, read: readMoves },
  groups: ({ moves }) => moves.map(({ group }) => group),
  undo(steps) {
    const moves = steps.flatMap(({ group, node, detail }) => {
      const is = detailOf({ detail });
      return is.is === 'follow' && is.before !== null ? [{ group, node, from: is.before }] : [];
    });
    return moves.length > 0 ? orderOf('replicate-from', { moves }) : null;
  },
  finish(input, steps) {
    const open = input.moves.filter(({ group, node }) => steps.some((step) => step.group === group && step.node === node));
    return orderOf('replicate-from', { moves: open.length > 0 ? open : input.moves });
  },
};

const vacateHost: RedisAction<HostInput> = {
  ...SHARED,
  ...{ name: 'vacate-host', preview: previewVacate, read: readHost },
  groups: ({ nodes }) => nodes?.map(({ group }) => group) ?? 'all',
  undo: undoPromotion,
  finish: (input, steps) => finishPromotion(() => orderOf('vacate-host', input), steps, []),
};

/** What can be done about who follows whom. */
export const replicationActions: readonly Action<RedisSettings, unknown, unknown>[] = [
  defineAction<RedisSettings, RedisActor, NodesInput>(promotion('promote', previewPromote)),
  defineAction<RedisSettings, RedisActor, NodesInput>(promotion('failover', previewFailover)),
  defineAction<RedisSettings, RedisActor, NodesInput>(forcePromote),
  defineAction<RedisSettings, RedisActor, NodesInput>(sentinelFailover),
  defineAction<RedisSettings, RedisActor, MovesInput>(replicateFrom),
  defineAction<RedisSettings, RedisActor, HostInput>(vacateHost),
];
