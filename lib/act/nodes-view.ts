import type { NodeView } from '../acting.ts';
import { formatAge } from '../format/age.ts';
import { freshness, known, type Moment, type Observed } from '../reading.ts';
import { silenceWords } from '../status.ts';

/** A node and what is known of it by the probe that actions look at. */
export type SeenNode = Omit<NodeView, 'newest' | 'doubt'> & { observed: Observed<unknown>; staleAfterMs: number };

/**
 * What an action may make of a node at this moment. In doubt is whatever is stale, was never read, or whose latest attempt failed: a node that does not answer
 * a question is not sent a command on the strength of what it said before.
 */
export function viewNode({ observed, staleAfterMs, ...node }: SeenNode, moment: Moment): NodeView {
  return { ...node, newest: observed.window[0] ?? null, doubt: doubtOf(observed, staleAfterMs, moment) };
}

function doubtOf(observed: Observed<unknown>, staleAfterMs: number, moment: Moment): string | null {
  const state = known(observed);
  const fresh = freshness(state.newest, staleAfterMs, moment);
  const silence = silenceWords(state, moment.now);
  switch (fresh.is) {
    case 'never':
      return silence ? `never read, ${silence}` : 'never read';
    case 'stale':
      return silence || staleWords(fresh.why, fresh.ageMs);
    case 'fresh':
      return silence || null;
  }
}

function staleWords(why: 'old' | 'clocks disagree' | 'doubted', ageMs: number): string {
  switch (why) {
    case 'old':
      return `not read for ${formatAge(ageMs)}`;
    case 'clocks disagree':
      return `stamped ${formatAge(-ageMs)} ahead of Vigil's clock`;
    case 'doubted':
      return 'in doubt until it is read again: the clock jumped';
  }
}
