import type { Caller } from '../access/caller.ts';
import type { Actor, Entry } from './audit/record.ts';

/** What the door needs of the audit: a line that is on disk when the promise ends, and why it cannot be written at present, in words. */
export type AuditSink = { append(by: Actor, entry: Entry): Promise<unknown>; trouble(): string | null };

/** A caller as the audit names him: with the public id of his session, if he has one, or with the timer that he had set. A wall is its token. */
export function actorOf(caller: Caller): Actor {
  const { is, name, address } = caller;
  if (is === 'timer') return { is: caller.setter, name, address, session: null, timer: caller.timer };
  return { is: is === 'wall' ? 'token' : is, name, address, session: caller.is === 'user' ? caller.session : null };
}
