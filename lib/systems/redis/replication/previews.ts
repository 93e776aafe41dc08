import type { NodeView, Order, Preview } from '../../../acting.ts';
import type { RedisSettings } from '../config.ts';
import type { TreePicture } from './model.ts';
import { type Member, memberOf, type Stand, standOf } from './stand.ts';

/** What an order about one node finds: the node, and its group. */
export type Place = { member: Member; stand: Stand };

/** The node of that name, or why there is none. */
export function placeOf(nodes: readonly NodeView<RedisSettings>[], { group, node }: { group: string; node: string }): Place | string {
  const stand = standOf(nodes, group);
  if (stand === null) return `There is no group ${group}.`;
  const member = memberOf(stand, node);
  return member === null ? `There is no node ${node} in ${stand.title}.` : { member, stand };
}

type Titles = Pick<Preview, 'title' | 'button'>;

/** Why an order cannot be done. `instead` is another that may be meant. */
export function refused(titles: Titles, refusal: string, more: { instead?: Preview['instead']; isDone?: true } = {}): Preview {
  const nothing = { summary: '', friction: 'ask', typed: null, notes: [], steps: [], leftOut: [], instead: null } as const;
  return { ...titles, ...nothing, refusal: refusal.endsWith('.') ? refusal : `${refusal}.`, ...more };
}

/** What an order would do. */
export function preview(
  made: Titles & Pick<Preview, 'summary' | 'notes' | 'steps'> & Partial<Preview> & { picture: TreePicture },
): Preview {
  return { friction: made.typed ? 'type' : 'ask', typed: null, leftOut: [], refusal: null, instead: null, ...made };
}

/** An order to Redis. */
export function orderOf(action: string, input: unknown): Order {
  return { system: 'redis', action, input };
}
