import type { Found, Told } from '../../finding.ts';
import type { Status } from '../../status.ts';
import { INFO, type Party } from './witness-parties.ts';

const MOST_NAMES = 3;

/** The one row of each reading is its node. */
const ROW = 'server';

/** "a, b and c"; of many the first, and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length > MOST_NAMES + 1) return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "a follows", "a and b follow". */
export function follow(parties: readonly Party[]): string {
  return `${namesOf(parties)} ${parties.length === 1 ? 'follows' : 'follow'}`;
}

export function namesOf(parties: readonly Party[]): string {
  return listed(parties.map(({ node }) => node));
}

/** `about` are the nodes that it is about, `by` the others whose readings it rests on. */
type Proved = Pick<Found, 'id' | 'kind' | 'title'> & {
  about: readonly Party[];
  by?: readonly Party[];
  status: Status;
  since?: number | null;
  told: Told;
  followsRows?: boolean;
  cause?: string;
};

/** A finding about some nodes of the group. */
export function foundOf({ id, kind, title, about, by = [], status, since = null, told, followsRows = false, ...rest }: Proved): Found {
  const parties = [...new Set([...about, ...by])];
  return {
    ...rest,
    ...{ id, kind, title, told, followsRows, subject: namesOf(about), place: '', host: null },
    judged: { status, since },
    nodes: parties.map(({ node }) => node),
    probe: INFO,
    rows: about.map(({ node }) => ({ node, row: ROW })),
  };
}
