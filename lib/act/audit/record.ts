import type { TimerStamp } from '../../access/caller.ts';
import type { Preview, Sent, Step } from '../../acting.ts';
import type { Result, StepOutcome } from '../outcome.ts';

/**
 * Who did it and from where. `session` is the public id of the session, `address` as seen through the trusted proxies; `timer` is there for what a timer did that he had
 * set, and the address is the one from which he did.
 */
export type Actor = {
  is: 'anonymous' | 'user' | 'token' | 'vigil';
  name: string;
  address: string;
  session: string | null;
  timer?: TimerStamp;
};

/**
 * What is written down. An action is one `asked`, on disk before anything is sent, then an `answered` for each step, then one `ended`; where Vigil died in between,
 * the next start writes `lost`. `refused` is a try that was turned away before anything was sent; `times` counts alike ones since the last line of the kind.
 * `attention` stands for itself: `subject` is the issue or the target as people call it, `systems` are all that it concerns. So does `timer`: `id` is the timer's and
 * `title` what its order is called; `result` is how that ended, null where it was not given. A `job` has one line for each
 * thing that becomes of it; where Vigil died before its end, the next start writes that it is lost. `seen` is what somebody was shown that is sensitive: on disk before he is.
 */
export type Entry =
  | {
      kind: 'asked';
      id: string;
      system: string;
      action: string;
      title: string;
      input: unknown;
      reason: string | null;
      until: number | null;
      steps: readonly Step[];
      leftOut: Preview['leftOut'];
    }
  | { kind: 'answered'; id: string; system: string; group: string; node: string; target: string; sent: Sent }
  | { kind: 'ended'; id: string; system: string; result: Result; words: string; steps: readonly StepOutcome[] }
  | { kind: 'lost'; id: string; system: string; words: string }
  | { kind: 'refused'; id: string | null; system: string | null; action: string; title: string; words: string; times: number }
  | {
      kind: 'attention';
      what: AttentionEvent;
      systems: readonly string[];
      subject: string;
      words: string;
      reason: string | null;
      until: number | null;
    }
  | {
      kind: 'timer';
      what: TimerEvent;
      id: string;
      system: string;
      title: string;
      words: string;
      reason: string | null;
      dueAt: number;
      result: Result | null;
    }
  | { kind: 'job'; what: JobEvent; id: string; system: string; title: string; words: string }
  | { kind: 'seen'; system: string; group: string; node: string; what: string; words: string }
  | { kind: 'access'; what: AccessEvent; words: string; times: number }
  | { kind: 'started'; words: string };

/** What happens at the door. */
export type AccessEvent = 'signed in' | 'sign-in failed' | 'signed out' | 'session ended' | 'token revoked';

/** What people say of issues and of work to come. */
export type AttentionEvent = 'issue acknowledged' | 'acknowledgement withdrawn' | 'maintenance planned' | 'maintenance ended';

/** What becomes of a timer. */
export type TimerEvent = 'timer set' | 'timer changed' | 'timer taken back' | 'timer dismissed' | 'timer ended' | 'timer overdue';

/** What becomes of a run of a job. */
export type JobEvent = 'job started' | 'job cancelled' | 'job ended' | 'job lost';

/** One line of the audit: who and when, what, and the chain. `hash` is the SHA-256 of this line without it, and `prev` the hash of the line before. */
export type AuditRecord = { seq: number; at: number; by: Actor; entry: Entry; prev: string; hash: string };
