import { type Case, type Outcome, outcomeOf, type Pair } from './compare.ts';
import { smaller } from './piece.ts';
import type { Tables } from './tables.ts';

/** More attempts than any case of ours took. */
const MOST_ATTEMPTS = 4000;

function* fewerRows(tables: Tables): Generator<Tables> {
  for (const [name, rows] of Object.entries(tables)) {
    if (rows.length > 1) yield { ...tables, [name]: [] };
    for (const at of rows.keys()) yield { ...tables, [name]: rows.toSpliced(at, 1) };
  }
}

function* simpler({ tables, query }: Case): Generator<Case> {
  for (const script of smaller(query.script)) yield { tables, query: { ...query, script } };
  for (const fewer of fewerRows(tables)) yield { tables: fewer, query };
}

/** In what way a case differs: an error by its number, for shrinking must not end at another one. */
const wayOf = ({ kind, ours }: Outcome): string => ('error' in ours ? `${kind} ${ours.error.split(':')[0]}` : kind);

/** The shortest case found that differs in the same way. A case that does not differ is given back as it is. */
export async function shrink(from: Case, pair: Pair): Promise<Case> {
  const way = wayOf(await outcomeOf(from, pair));
  if (way === 'same' || way.startsWith('not told')) return from;
  let [best, attempts, isShorter] = [from, 0, true];
  while (isShorter) {
    isShorter = false;
    for (const one of simpler(best)) {
      if (attempts >= MOST_ATTEMPTS) return best;
      attempts += 1;
      if (wayOf(await outcomeOf(one, pair)) !== way) continue;
      best = one;
      isShorter = true;
      break;
    }
  }
  return best;
}
