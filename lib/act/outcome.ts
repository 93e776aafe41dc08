import type { Order, Preview, Sent, Step } from '../acting.ts';

/** How a whole action ended. `partial`: confirmed on some nodes and not on others. `refused`: nothing was changed. */
export type Result = 'confirmed' | 'partial' | 'sent, not confirmed' | 'refused';

/**
 * What became of one step. `after` is what the read-back showed, in words; `confirmedAt` (epoch ms) when a reading proved it, else null. `isByAnswer`: no reading can show
 * it, and the answer to the command is all the proof there is.
 */
export type StepOutcome = {
  group: string;
  node: string;
  target: string;
  sent: Sent;
  before: string;
  after: string;
  isConfirmed: boolean;
  confirmedAt: number | null;
  isByAnswer?: true;
};

/** The answer to an order that was performed. The same action id gets the same answer again. */
export type Outcome = {
  id: string;
  title: string;
  result: Result;
  /** One sentence for people: "Confirmed by reading back on lb1, lb2, 1.2 s." */
  words: string;
  by: string;
  askedAt: number;
  endedAt: number;
  steps: readonly StepOutcome[];
  leftOut: Preview['leftOut'];
  /** Sends again what is not confirmed; null where all of it is. */
  finish: Order | null;
  /** Puts back what was changed; null where nothing was, or it cannot be. */
  undo: Order | null;
};

/** A preview with the hash that a request to perform it must carry, and the age it rests on: `observedAt` is the oldest reading used (epoch ms), null without any. */
export type Previewed = Preview & { hash: string; observedAt: number | null; underWay: string | null };

/** A request to perform an order that was previewed. `id` is the caller's own: the same id gives the same answer. Times are epoch ms. */
export type Performing = {
  id: string;
  order: Order;
  hash: string;
  typed: string | null;
  reason: string | null;
  until: number | null;
};

/** What somebody did to a target and why, shown beside it while it lasts. `wanted` is the state it was put into; `until` when they meant to be done (epoch ms). */
export type Mark = {
  system: string;
  group: string;
  node: string;
  row: string;
  action: string;
  wanted: string;
  by: string;
  at: number;
  reason: string | null;
  until: number | null;
  id: string;
};

/** Steps are told apart by where they act. */
export function stepKey({ group, node, target }: Pick<Step, 'group' | 'node' | 'target'>): string {
  return `${group}/${node} ${target}`;
}
