import type { Action, NodeView, Step } from '../acting.ts';
import type { NodeId, ReadAgain } from '../poll/read-again.ts';
import type { Limits } from './limits.ts';
import { beginProving, isSettled, type Proving, shownWords, takeReading } from './proof.ts';
import type { SentStep } from './send.ts';
import { endsFirst, pause } from './waiting.ts';

/** What the read-back of one step came to: in words, and when it was read as wanted (epoch ms), else null. */
export type ReadBack = { step: Step; words: string; confirmedAt: number | null };

type Given = {
  node: NodeId;
  action: Pick<Action<unknown, unknown, unknown>, 'prove' | 'proofs'>;
  sent: readonly SentStep[];
  view: () => NodeView | undefined;
  readAgain: ReadAgain;
  limits: Pick<Limits, 'proofMs' | 'pauseMs'>;
  now: () => number;
  cut: AbortSignal;
};

/** So many readings more are asked for where the first does not show the wanted state. */
const SECOND_LOOKS = 2;

/**
 * Reads one node back until each of the steps sent to it is proved, is undone again, or was looked at often enough, within `proofMs`. Only readings made after
 * the sending count. Never throws.
 */
export async function readBack({ node, action, sent, view, readAgain, limits, now, cut }: Given): Promise<ReadBack[]> {
  let provings = sent.map(({ step, endedAt }) => beginProving(step, endedAt, action.proofs(step)));
  const endAt = now() + limits.proofMs;
  let last: NodeView['newest'] = null;
  for (let misses = 0; misses <= SECOND_LOOKS; ) {
    await endsFirst(readAgain([node], endAt - now()), cut);
    const seen = view();
    const newest = sureReading(seen);
    const reading = newest === last ? null : newest;
    last = newest ?? last;
    if (reading) provings = provings.map((proving) => takeReading(proving, { reading, beside: seen?.beside ?? {} }, action.prove));
    const open = provings.filter((proving) => !isSettled(proving));
    if (open.length === 0 || cut.aborted || now() + limits.pauseMs >= endAt) break;
    if (reading === null || open.some(({ shown }) => shown === 0)) misses += 1;
    if (misses <= SECOND_LOOKS) await pause(limits.pauseMs, cut);
  }
  return provings.map((proving) => describe(proving, view()));
}

function describe(proving: Proving, view: NodeView | undefined): ReadBack {
  return { step: proving.step, words: shownWords(proving, view?.doubt ?? null), confirmedAt: proving.confirmedAt };
}

function sureReading(view: NodeView | undefined): NodeView['newest'] {
  return view?.doubt === null ? view.newest : null;
}
