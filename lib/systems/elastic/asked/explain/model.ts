/** The question why a copy of a shard stands where it does, or nowhere. */
export const EXPLAIN = 'explain';

/** Which copy: of a replica that is not assigned any of its shard, of one that is that of `member`. */
export type ExplainInput = { index: string; number: number; isPrimary: boolean; member: string | null };

/** One rule of the cluster on one member: in plain words, and as the product says it. `verdict` as it stands on the wire: NO, THROTTLE, YES. */
export type RuleSaid = { decider: string; verdict: string; words: string; said: string };

/** May it be there? `no`, `later` (it has to wait) or `yes`. */
export type May = 'no' | 'later' | 'yes';

/** What is said of one member. `words` are the reasons in one sentence, without its name: "its disk is above the high watermark, 91 % used". */
export type MemberSaid = { member: string; may: May; words: string; rules: readonly RuleSaid[] };

/** What somebody can do about it. Vigil does nothing of it by itself. */
export type Remedy = { words: string };

/**
 * The explanation of one copy. `stands` is what it is now, `member` where it is, null where it is nowhere. `words` say in a sentence what is the matter, `said` is the product's own, null where it has
 * none. `since` (epoch ms), `reason` and `details` are of a copy that is not assigned. `delayLeftMs` is how long the cluster still waits for a member to come back.
 */
export type Explanation = {
  index: string;
  number: number;
  isPrimary: boolean;
  stands: string;
  member: string | null;
  words: string;
  said: string | null;
  reason: string | null;
  since: number | null;
  failedTimes: number | null;
  details: string | null;
  delayLeftMs: number | null;
  members: readonly MemberSaid[];
  remedies: readonly Remedy[];
};
