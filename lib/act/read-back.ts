import type { Action, NodeView, Step, Told } from '../acting.ts';
import type { NodeId, ReadAgain } from '../poll/read-again.ts';
import type { Limits } from './limits.ts';
import { beginProving, isSettled, type Proving, shownWords, takeReading } from './proof.ts';
import type { SentStep } from './send.ts';
import { endsFirst, pause, waitAtMost } from './waiting.ts';

/** What the read-back of one step came to: in words, and when it was read as wanted (epoch ms), else null. */
export type ReadBack = { step: Step; words: string; confirmedAt: number | null };

type Given = {
  node: NodeId;
  action: Pick<Action<unknown, unknown, unknown>, 'prove' | 'proofs'>;
  sent: readonly SentStep[];
  view: () => NodeView | undefined;
  readAgain: ReadAgain;
  /** Asks the node again what the action wanted to know of it. */
  ask: () => Promise<readonly Told[]>;
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
export async function readBack({ node, action, sent, view, readAgain, ask, limits, now, cut }: Given): Promise<ReadBack[]> {
  let provings = sent.map(({ step, endedAt }) => beginProving(step, endedAt, action.proofs(step)));
  const endAt = now() + limits.proofMs;
  let last: NodeView['newest'] = null;
  for (let misses = 0; misses <= SECOND_LOOKS; ) {
    await endsFirst(readAgain([node], endAt - now()), cut);
    const seen = view();
    const newest = sureReading(seen);
    const reading = newest === last ? null : newest;
    last = newest ?? last;
    const answers = reading ? await askInTime(ask, endAt - now()) : [];
    if (reading) provings = provings.map((proving) => takeReading(proving, { reading, beside: seen?.beside ?? {}, answers }, action.prove));
    const open = provings.filter((proving) => !isSettled(proving));
    if (open.length === 0 || cut.aborted || now() + limits.pauseMs >= endAt) break;
    if (reading === null || open.some(({ shown }) => shown === 0)) misses += 1;
    if (misses <= SECOND_LOOKS) await pause(limits.pauseMs, cut);
  }
  return provings.map((proving) => describe(proving, view()));
}

// What did not come in time is left out: without it nothing is proved that needs it.
async function askInTime(ask: Given['ask'], withinMs: number): Promise<readonly Told[]> {
  return waitAtMost(ask(), Math.max(0, withinMs), 'not answered in time').catch(() => []);
}

function describe(proving: Proving, view: NodeView | undefined): ReadBack {
  return { step: proving.step, words: shownWords(proving, view?.doubt ?? null), confirmedAt: proving.confirmedAt };
}

function sureReading(view: NodeView | undefined): NodeView['newest'] {
  return view?.doubt === null ? view.newest : null;
}
