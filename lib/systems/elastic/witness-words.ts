import type { FindingRow, Found, Told } from '../../finding.ts';
import { formatCount } from '../../format/number.ts';
import type { Status } from '../../status.ts';
import { HEALTH, OWN } from './model.ts';
import { CLUSTER_ROW, OWN_ROW } from './rows.ts';
import type { Heard, Party, Whole } from './witness-parties.ts';

const MOST_NAMES = 3;

/** "a, b and c"; of many the first, and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length > MOST_NAMES + 1) return `${names.slice(0, MOST_NAMES).join(', ')} and ${formatCount(names.length - MOST_NAMES)} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "1 shard", "2 shards", "2 copies". */
export function many(count: number, word: string, words = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : words}`;
}

export function namesOf(heard: readonly Heard[]): string {
  return listed(heard.map(({ party }) => party.node));
}

/** "a says", "a and b say". */
export function say(heard: readonly Heard[], one: string, several: string): string {
  return `${namesOf(heard)} ${heard.length === 1 ? one : several}`;
}

type Sentence = Pick<Found, 'id' | 'kind' | 'title'> & { status: Status; told: Told; since?: number | null; followsRows?: boolean };

/** A finding by the own words of nodes: about some of them, and resting on others too. */
export function foundOwn({
  about,
  by = [],
  status,
  since = null,
  followsRows = false,
  ...rest
}: Sentence & { about: readonly Party[]; by?: readonly Party[] }): Found {
  return {
    ...rest,
    ...{ subject: listed(about.map(({ node }) => node)), place: '', host: null, judged: { status, since }, followsRows, probe: OWN },
    nodes: [...new Set([...about, ...by].map(({ node }) => node))],
    rows: about.map(({ node }) => ({ node, row: OWN_ROW })),
  };
}

/** A finding about the cluster as a whole: it stands beside its health, unless it is of another probe. */
export function foundWhole({
  whole,
  subject,
  probe = HEALTH,
  rows = [{ node: whole.node, row: CLUSTER_ROW }],
  status,
  since = null,
  followsRows = probe === HEALTH,
  ...rest
}: Sentence & { whole: Whole; subject: string; probe?: string; rows?: readonly FindingRow[] }): Found {
  return { ...rest, subject, place: '', host: null, judged: { status, since }, followsRows, probe, nodes: [whole.node], rows };
}

/**
 * What is found at one place of the windows counts once it was found at the place before too, because two readings are never simultaneous. What is `standing` was proved before, and stays
 * as long as it is found.
 */
export function provedTwice(findAt: (place: number) => Found[], standing: ReadonlySet<string>): Found[] {
  const before = new Set(findAt(1).map(({ id }) => id));
  return findAt(0).filter(({ id }) => standing.has(id) || before.has(id));
}
