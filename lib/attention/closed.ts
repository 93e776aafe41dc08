import type { Issue } from '../issues/issue.ts';
import type { Since, Status } from '../status.ts';
import type { Acknowledgement } from './attention.ts';

/**
 * An issue that is over. `worst` is how bad it was at its worst and `reason` why it became so, `since` is when it began by its own account, `seenAt` when Vigil first
 * found it and `closedAt` when it found it gone (epoch ms). `symptoms` is how many there were at most; `acknowledged` the last acknowledgement that it had.
 */
export type ClosedIssue = {
  key: string;
  is: Issue['is'];
  systems: readonly string[];
  subject: string;
  /** "HAProxy, Public web". */
  place: string;
  worst: Status;
  reason: string;
  since: Since;
  seenAt: number;
  closedAt: number;
  symptoms: number;
  acknowledged: Acknowledgement | null;
  unseen: Unseen | null;
};

/**
 * That an issue went where Vigil did not look: between `from`, when it looked last, and `to` (epoch ms). `not watched`: what showed it is not configured any more. Null where
 * Vigil saw it go.
 */
type Unseen = { from: number; to: number; why: 'did not look' | 'not watched' };

/** Since when issues are watched (epoch ms), and the times after that in which Vigil did not look, the oldest first. */
export type Watched = { since: number; gaps: readonly { from: number; to: number }[] };
