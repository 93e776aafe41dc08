import type { Asked, Told } from '../acting.ts';
import type { Desk } from './desk.ts';
import type { ReadOrder } from './orders.ts';

/** Puts one question to one node now, past every cache, and within the deadline of the question. Never throws. */
export type AskNode = (asked: Asked & { system: string }) => Promise<Told>;

/** What came of all that an order wants to be asked, of one node alone where one is named; none for an action that asks nothing. Never throws. */
export function askFor(
  { ask }: Pick<Desk, 'ask'>,
  { system, action, input }: ReadOrder,
  only: { group: string; node: string } | null,
): Promise<Told[]> {
  const wanted = action.asks?.(input) ?? [];
  const concerned = wanted.filter(({ group, node }) => only === null || (group === only.group && node === only.node));
  return Promise.all(concerned.map((asked) => ask({ ...asked, system: system.name })));
}
