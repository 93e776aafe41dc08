import type { Caller } from '../access/caller.ts';
import { may } from '../access/rights.ts';
import type { Action, NodeView, Order } from '../acting.ts';
import type { NodeId } from '../poll/read-again.ts';
import type { ActingSystem } from './actors.ts';
import { ActionProblem } from './problem.ts';

/** An order that was read: by which system and action, with which input, and the groups it concerns, as keys of `groupKey`. */
export type ReadOrder = {
  order: Order;
  system: ActingSystem;
  action: Action<unknown, unknown, unknown>;
  input: unknown;
  groups: ReadonlySet<string>;
};

/** Reads an order. Throws the problems `forbidden`, `not found` and `invalid`, in this order: who may not act is told nothing more. */
export function readOrder(systems: ReadonlyMap<string, ActingSystem>, order: Order, by: Caller): ReadOrder {
  if (!may(by.grants, 'act', order.system)) throw new ActionProblem('forbidden', forbiddenWords(by, order.system));
  return findOrder(systems, order);
}

/** The same, whoever may give it. Throws the problems `not found` and `invalid`. */
export function findOrder(systems: ReadonlyMap<string, ActingSystem>, order: Order): ReadOrder {
  const system = systems.get(order.system);
  if (!system) throw new ActionProblem('not found', `There is no system "${order.system}" that Vigil can act on.`);
  const action = system.acting.actions.find(({ name }) => name === order.action);
  if (!action) {
    const names = system.acting.actions.map(({ name }) => `"${name}"`).join(', ');
    throw new ActionProblem('not found', `${system.name} has no action "${order.action}". It has ${names}.`);
  }
  const read = action.read(order.input);
  if (!read.ok) throw new ActionProblem('invalid', read.message);
  const groups = action.groups(read.input);
  const names = groups === 'all' ? system.nodes().map(({ group }) => group) : groups;
  return { order, system, action, input: read.input, groups: new Set(names.map((group) => groupKey(system.name, group))) };
}

/** The nodes of the groups that an order concerns. */
export function concernedNodes({ system, groups }: ReadOrder): NodeId[] {
  return system
    .nodes()
    .filter(({ group }) => groups.has(groupKey(system.name, group)))
    .map(({ group, node }) => ({ system: system.name, group, node }));
}

/** True for a node of one of the groups that an order concerns. */
export function isConcerned({ system, groups }: ReadOrder, { group }: Pick<NodeView, 'group'>): boolean {
  return groups.has(groupKey(system.name, group));
}

function groupKey(system: string, group: string): string {
  return `${system}/${group}`;
}

function forbiddenWords(by: Caller, system: string): string {
  if (by.is === 'anonymous') return `Sign in as somebody who may act on ${system}.`;
  return `${by.name} may not act on ${system}. Ask an administrator of Vigil for the right to.`;
}
