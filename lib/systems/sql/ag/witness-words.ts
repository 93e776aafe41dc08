import type { Found, Told } from '../../../finding.ts';
import type { Status } from '../../../status.ts';
import type { Party } from './witness-parties.ts';

const MOST_NAMES = 3;

/** "a, b and c"; of many the first, and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length > MOST_NAMES + 1) return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function namesOf(parties: readonly Pick<Party, 'node'>[]): string {
  return listed(parties.map(({ node }) => node));
}

/** "1 database", "12 databases". */
export function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `about` are the nodes that it is about, `by` the others whose readings it rests on, `rows` where it is shown. */
export type Proved = Pick<Found, 'id' | 'kind' | 'title' | 'place' | 'probe' | 'rows'> & {
  about: readonly Pick<Party, 'node'>[];
  by?: readonly Pick<Party, 'node'>[];
  status: Status;
  since?: number | null;
  told: Told;
  subject?: string;
  followsRows?: boolean;
  cause?: string;
  isSilence?: true;
};

/** A finding about some nodes of a cluster. */
export function foundOf({ about, by = [], status, since = null, followsRows = false, subject = namesOf(about), ...rest }: Proved): Found {
  const nodes = [...new Set([...about, ...by].map(({ node }) => node))];
  return { ...rest, subject, host: null, judged: { status, since }, nodes, followsRows };
}
