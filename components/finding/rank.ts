import { STATUSES } from '#lib/status.ts';
import type { BoardTime } from '../reading/board-context.tsx';
import type { Findable } from './findable.ts';

/** What a text finds, in the order in which it is given. Without a text that is everything. */
export function matching(findables: readonly Findable[], text: string): Findable[] {
  const wanted = wantedOf(text);
  return findables.filter((findable) => matchOf(findable, wanted) !== null);
}

/**
 * The same in its order: what is called exactly so, then what is called so at its beginning, then what every word of the text is found in; among equals trouble before calm,
 * and what has no state last.
 */
export function rank(findables: readonly Findable[], text: string, time: BoardTime): Findable[] {
  const wanted = wantedOf(text);
  return findables
    .flatMap((findable) => {
      const match = matchOf(findable, wanted);
      return match === null ? [] : [{ findable, match, gravity: gravityOf(findable, time) }];
    })
    .sort((a, b) => a.match - b.match || a.gravity - b.gravity)
    .map(({ findable }) => findable);
}

type Wanted = { whole: string; terms: readonly string[] };

function wantedOf(text: string): Wanted {
  const whole = text.trim().toLowerCase();
  return { whole, terms: whole.split(/\s+/) };
}

/** How well a text fits: 0 the name itself, 1 its beginning, 2 anywhere. Null: not at all. */
function matchOf({ names, words }: Findable, { whole, terms }: Wanted): number | null {
  if (whole === '' || names.includes(whole)) return 0;
  if (names.some((name) => name.startsWith(whole))) return 1;
  const holds = (term: string) => (word: string) => word.includes(term);
  return terms.every((term) => names.some(holds(term)) || words.some(holds(term))) ? 2 : null;
}

function gravityOf(findable: Findable, time: BoardTime): number {
  const look = findable.look(time);
  return look ? STATUSES.indexOf(look.status) : STATUSES.length;
}
