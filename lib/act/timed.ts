import type { Order, Preview } from '../acting.ts';
import type { Desk } from './desk.ts';
import type { ReadOrder } from './orders.ts';
import { previewNow } from './perform.ts';
import { ActionProblem } from './problem.ts';

/**
 * An order that a timer may give, as its action reads it. `groups` are the names of those it concerns, never none; `isStale`: it is refused now for want of fresh readings
 * alone, which says nothing of later.
 */
export type TimedOrder = { order: Order; groups: readonly string[]; preview: Preview; isStale: boolean };

/** What an order would do now that is to be given by a timer. Throws the problem `invalid` for one that no timer may give. */
export function timedOrder(desk: Desk, read: ReadOrder): TimedOrder {
  const { system, action, order, input } = read;
  if (!action.isTimed) throw new ActionProblem('invalid', untimedWords(read));
  const { preview, isStale } = previewNow(desk, read, { own: null, since: null, answers: [], by: null });
  const concerned = action.groups(input);
  const done = [...preview.steps, ...preview.leftOut].map(({ group }) => group);
  const all = concerned === 'all' ? system.nodes().map(({ group }) => group) : concerned;
  return { order: { ...order, input }, groups: [...new Set(done.length > 0 ? done : all)], preview, isStale };
}

function untimedWords({ system, action }: ReadOrder): string {
  const timed = system.acting.actions.filter(({ isTimed }) => isTimed).map(({ name }) => `"${name}"`);
  const can = timed.length > 0 ? `It can do ${timed.join(' and ')}, which put back and lose nothing.` : 'It can do nothing so.';
  return `${system.name} cannot do "${action.name}" by a timer. ${can}`;
}
