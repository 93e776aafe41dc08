import type { Order, Preview, Step } from '../../acting.ts';
import { type DeedDetail, healthBefore } from './actions-deed-steps.ts';
import { packTargets, type RestoreInput, type RestoreTarget, type Undone } from './actions-orders.ts';
import { openTargets } from './actions-undo.ts';

/** The order that turns and forces checks back to what they were before these steps. Null where that cannot be done: sessions that were cut are gone. */
export function undoDeeds(steps: readonly Step[]): Order | null {
  const targets = steps.flatMap((step): RestoreTarget<Undone>[] => {
    const detail = deedDetailOf(step);
    const to = backTo(detail);
    return to === null ? [] : [{ group: step.group, node: step.node, backend: detail.backend, server: detail.server, to }];
  });
  return targets.length === 0 ? null : restore(targets);
}

/** The same order for what is still open of it. */
export function finishRestoreDeeds({ targets }: RestoreInput<Undone>, steps: readonly Step[], leftOut: Preview['leftOut']): Order {
  return restore(openTargets(targets, steps, leftOut));
}

/** What such a step carries. The engine hands back only what its preview made. */
export function deedDetailOf(step: Step): DeedDetail {
  return step.detail as DeedDetail;
}

function restore(targets: RestoreTarget<Undone>[]): Order {
  return { system: 'haproxy', action: 'restore-checks', input: packTargets(targets) };
}

function backTo({ deed, before }: DeedDetail): Undone | null {
  switch (deed) {
    case 'checks-off':
      return 'checks-on';
    case 'checks-on':
      return 'checks-off';
    case 'force-up':
    case 'force-nolb':
    case 'force-down':
      return healthBefore(before);
    case 'agent-off':
      return 'agent-on';
    case 'agent-on':
      return 'agent-off';
    case 'agent-up':
      return 'agent-down';
    case 'agent-down':
      return 'agent-up';
    case 'kill-sessions':
      return null;
  }
}
