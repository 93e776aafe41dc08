import type { Preview, Sent, Step } from '../../acting.ts';
import type { Result, StepOutcome } from '../outcome.ts';

/** Who did it and from where. `session` is the public id of the session, `address` as seen through the trusted proxies. */
export type Actor = { is: 'anonymous' | 'user' | 'token' | 'vigil'; name: string; address: string; session: string | null };

/**
 * What is written down. An action is one `asked`, on disk before anything is sent, then an `answered` for each step, then one `ended`; where Vigil died in between,
 * the next start writes `lost`. `refused` is a try that was turned away before anything was sent; `times` counts alike ones since the last line of the kind.
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
  | { kind: 'access'; what: AccessEvent; words: string; times: number }
  | { kind: 'started'; words: string };

/** What happens at the door. */
export type AccessEvent = 'signed in' | 'sign-in failed' | 'signed out' | 'session ended' | 'token revoked';

/** One line of the audit: who and when, what, and the chain. `hash` is the SHA-256 of this line without it, and `prev` the hash of the line before. */
export type AuditRecord = { seq: number; at: number; by: Actor; entry: Entry; prev: string; hash: string };
