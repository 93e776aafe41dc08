import type { Caller } from '../access/caller.ts';
import { may } from '../access/rights.ts';
import type { Told } from '../acting.ts';
import { askFor } from './asking.ts';
import { carryOut } from './carry-out.ts';
import type { Desk, Job } from './desk.ts';
import { type FreshPreview, previewOrder } from './fresh-preview.ts';
import type { Turn } from './group-turns.ts';
import { concernedNodes, type ReadOrder } from './orders.ts';
import type { Outcome, Previewed } from './outcome.ts';
import { ActionProblem } from './problem.ts';
import { endsFirst } from './waiting.ts';

/**
 * Performs an order: waits for its turn, reads again, compares what it would do now with what was agreed to, writes that down, sends, and reads back.
 * Throws an ActionProblem where nothing was sent; once something was, it always ends with an outcome. `gone` aborts when nobody waits for the answer any more.
 */
export async function performOrder(desk: Desk, job: Job, gone: AbortSignal): Promise<Outcome> {
  const { turns, limits, clock } = desk;
  const given = AbortSignal.any([desk.closing, gone]);
  const turn = await turns.take({ groups: job.read.groups, who: job.by.name, what: job.title }, limits.turnMs, given);
  try {
    const turnAt = clock.now();
    await endsFirst(desk.readAgain(concernedNodes(job.read), limits.readMs), given);
    given.throwIfAborted();
    const answers = await askFor(desk, job.read, null);
    given.throwIfAborted();
    return await carryOut(desk, job, agreedPreview(desk, job, { turn, turnAt, answers }));
  } finally {
    turns.leave(turn);
  }
}

/** The preview on readings newer than the turn. Throws unless it can be done, is what was agreed to, and is confirmed as it demands. */
function agreedPreview(
  desk: Desk,
  { read, ask, by }: Job,
  { turn, turnAt, answers }: { turn: Turn; turnAt: number; answers: readonly Told[] },
): Previewed {
  const { preview, isStale } = previewNow(desk, read, { own: turn, since: turnAt, answers, by });
  if (preview.refusal !== null) throw new ActionProblem(isStale ? 'stale' : 'refused', preview.refusal, preview);
  if (preview.hash !== ask.hash) {
    const words = 'This is not any more what you were shown: something has changed since then. Nothing was sent. Look again and confirm.';
    throw new ActionProblem('changed', words, preview);
  }
  if (preview.friction === 'type' && ask.typed !== preview.typed) {
    throw new ActionProblem('typed', `Type ${JSON.stringify(preview.typed)} exactly to confirm. Nothing was sent.`, preview);
  }
  return preview;
}

type Now = { own: Turn | null; since: number | null; answers: readonly Told[]; by: Caller | null };

/** What an order would do now. `own` is the turn it holds itself; `since` the moment after which nodes must have been read (epoch ms); `by` who is shown it, if anybody. */
export function previewNow(desk: Desk, read: ReadOrder, { own, since, answers, by }: Now): FreshPreview {
  const views = desk.views(read.system.name);
  return previewOrder(read, {
    views,
    inFlight: desk.flights.list(read.system.name, views),
    actors: desk.actors,
    underWay: desk.turns.underWay(read.groups, own),
    since,
    answers,
    seesDetails: by !== null && may(by.grants, 'details', read.system.name),
  });
}
