import type {
  AttentionEvent,
  ChangeEvent,
  FindingsEvent,
  HeartbeatEvent,
  MarksEvent,
  SnapshotEvent,
  TimersEvent,
} from '#lib/feed/events.ts';

/** `sentMs` is the sender's wall clock: a message can wait long in the queue of a frozen tab. */
type Sent = { sentMs: number };

/**
 * From the one that holds the stream to each tab. A snapshot with `proves` follows a request made after that tab asked for proof,
 * under the number it gave; one without only tells a new tab what is known. `heardMs` is the server's time when it was last heard.
 */
export type ToTab =
  | (Sent & { kind: 'snapshot'; event: SnapshotEvent; proves: readonly string[]; heardMs: number })
  | (Sent & { kind: 'change'; event: ChangeEvent })
  | (Sent & { kind: 'marks'; event: MarksEvent })
  | (Sent & { kind: 'findings'; event: FindingsEvent })
  | (Sent & { kind: 'attention'; event: AttentionEvent })
  | (Sent & { kind: 'timers'; event: TimersEvent })
  | (Sent & { kind: 'heartbeat'; event: HeartbeatEvent })
  | (Sent & { kind: 'lost' } & Loss);

/** Why the stream is not there, when it is tried again, and what somebody can do about it himself. */
export type Loss = { reason: string; retryInMs: number; remedy: 'sign in' | null };

/** From a tab: it is here, and for whom its page was drawn (Viewer.key); it doubts what it has and wants proof under this number; it leaves. */
export type FromTab = { kind: 'hello'; viewer: string } | { kind: 'prove'; number: string } | { kind: 'bye' };
