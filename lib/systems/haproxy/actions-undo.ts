import type { Order, Preview, Step } from '../../acting.ts';
import { type Aim, packTargets, type RestoreInput, type RestoreTarget, type ServerInput, type StepDetail } from './actions-orders.ts';
import { isOut } from './actions-steps.ts';

/** The order that puts servers back to where they were before these steps. Null where none of them can be: a server that was down may have been in drain, which HAProxy does not show. */
export function undoOf(steps: readonly Step[]): Order | null {
  const targets = steps.flatMap((step): RestoreTarget[] => {
    const detail = detailOf(step);
    const to = backTo(detail);
    return to === null ? [] : [{ group: step.group, node: step.node, backend: detail.backend, server: detail.server, to }];
  });
  return targets.length === 0 ? null : restore({ targets });
}

/** The same order for the instances of these steps and for those left out. */
export function finishServers(action: string, input: ServerInput, steps: readonly Step[], leftOut: Preview['leftOut']): Order {
  const nodes = new Map([...steps, ...leftOut].map(({ group, node }) => [`${group}/${node}`, { group, node }]));
  return { system: 'haproxy', action, input: { ...input, only: [...nodes.values()] } };
}

/** The same, of the servers listed. */
export function finishRestore({ targets }: RestoreInput, steps: readonly Step[], leftOut: Preview['leftOut']): Order {
  return restore({ targets: openTargets(targets, steps, leftOut) });
}

/** Those of a list whose step is still open, or whose instance was left out. */
export function openTargets<Target extends RestoreTarget<string>>(
  targets: readonly Target[],
  steps: readonly Step[],
  leftOut: Preview['leftOut'],
): Target[] {
  const keyOf = (group: string, node: string, name: string) => JSON.stringify([group, node, name]);
  const open = new Set(steps.map(({ group, node, target }) => keyOf(group, node, target)));
  return targets.filter(
    ({ group, node, backend, server }) =>
      leftOut.some((left) => group === left.group && node === left.node) || open.has(keyOf(group, node, `${backend}/${server}`)),
  );
}

/** What a step of this system carries. The engine hands back only what its preview made. */
export function detailOf(step: Step): StepDetail {
  return step.detail as StepDetail;
}

function restore({ targets }: RestoreInput): Order {
  return { system: 'haproxy', action: 'restore', input: packTargets(targets) };
}

function backTo({ before, aim }: StepDetail): Aim | null {
  if (before === 'drain' || before === 'maintenance') return before;
  if (!isOut(aim)) return null;
  return aim === 'drain' ? 'ready' : 'return';
}
