import type { Caller } from '../access/caller.ts';
import type { NodeView } from '../acting.ts';
import type { Clock } from '../clock.ts';
import type { ReadAgain } from '../poll/read-again.ts';
import type { Actors } from './actors.ts';
import type { AskNode } from './asking.ts';
import type { GroupTurns } from './group-turns.ts';
import type { Flights } from './in-flight.ts';
import type { Limits } from './limits.ts';
import type { Marks } from './marks.ts';
import type { ReadOrder } from './orders.ts';
import type { Performing } from './outcome.ts';
import type { AuditSink } from './sink.ts';

/** What all orders share. */
export type Desk = {
  views: (system: string) => readonly NodeView[];
  readAgain: ReadAgain;
  ask: AskNode;
  audit: AuditSink;
  clock: Pick<Clock, 'now'>;
  onError: (error: unknown) => void;
  limits: Limits;
  actors: Actors;
  turns: GroupTurns;
  flights: Flights;
  marks: Marks;
  /** Aborts when Vigil begins to stop: nothing more is begun. */
  closing: AbortSignal;
  /** Aborts when it cannot wait any longer: what is under way is cut short. */
  cut: AbortSignal;
};

/** One order to perform. `reason` and `until` are as they are kept. */
export type Job = { read: ReadOrder; ask: Performing; reason: string | null; until: number | null; by: Caller; title: string };
