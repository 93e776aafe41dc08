import type { Actor } from '../act/audit/record.ts';
import type { Timer } from '../timers.ts';

/** Who set a timer: looked up again by name when it is due. */
export type Setter = { is: 'user' | 'token'; name: string; address: string };

/** A row that the order is about. */
export type Place = { group: string; node: string; row: string };

/** A timer as it is kept over a restart. `places` are where it would have done something when it was set, so far as they were known. */
export type KeptTimer = Timer & { setter: Setter; places: readonly Place[] };

/** The timer as everybody sees it. */
export function shown({ setter, places, ...timer }: KeptTimer): Timer {
  return timer;
}

/** Who did it, as the audit names him: not the browser, which may be closed, but the timer that he set. */
export function actorOfTimer({ id, setAt, dueAt, setter }: KeptTimer): Actor {
  return { ...setter, session: null, timer: { id, setAt, dueAt } };
}
