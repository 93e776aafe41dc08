import type { Found, Told } from '../../finding.ts';
import { lastChangeAt } from './figures.ts';
import { type Party, rowIn, type Side, STATS } from './witness-parties.ts';

const MOST_NAMES = 3;

/** "a, b and c"; of many the first, and how many more. */
export function listed(names: readonly string[]): string {
  const own = [...new Set(names)];
  if (own.length > MOST_NAMES + 1) return `${own.slice(0, MOST_NAMES).join(', ')} and ${own.length - MOST_NAMES} more`;
  return own.length < 2 ? own.join() : `${own.slice(0, -1).join(', ')} and ${own.at(-1)}`;
}

/** "lb1 and lb2 say", "lb3, on standby, says". */
export function partiesSay(parties: readonly Party[], one: string, many: string): string {
  const aside = parties.every(({ isStandby }) => isStandby) ? ', on standby,' : '';
  return `${listed(parties.map(({ node }) => node))}${aside} ${parties.length === 1 ? one : many}`;
}

/** When the state of a row last became what the instances of a side say, as far as all of them tell: epoch ms, else null. */
export function changedAt({ parties }: Side, row: string): number | null {
  const moments = parties.map(({ readings: [newest] }) => {
    const own = newest && rowIn(newest, row);
    return newest && own ? lastChangeAt(own, newest.observedAt) : null;
  });
  const known = moments.filter((at) => at !== null);
  return known.length > 0 && known.length === moments.length ? Math.max(...known) : null;
}

/** Sentences in pieces put one after the other. */
export function joined(parts: readonly Told[], between: string): Told {
  return parts.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}

type Disagreed = Pick<Found, 'id' | 'subject' | 'place' | 'host' | 'told' | 'followsRows'> & {
  parties: readonly Party[];
  rows: readonly string[];
  since: number | null;
};

/** A finding of instances that disagree about some rows: a warning, because nobody can tell which of them is meant. */
export function disagreed({ parties, rows, since, ...said }: Disagreed): Found {
  const has = (party: Party, row: string): boolean => party.readings[0] !== undefined && rowIn(party.readings[0], row) !== undefined;
  return {
    ...said,
    ...{ kind: 'disagreement', title: 'Disagreement', judged: { status: 'warning', since } },
    nodes: parties.map(({ node }) => node),
    probe: STATS,
    rows: parties.flatMap((party) => rows.filter((row) => has(party, row)).map((row) => ({ node: party.node, row }))),
  };
}
