import type { Moment } from '#lib/reading.ts';
import { LOAD, MEMBERS } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { type ClusterLine, rowsIn, type UrlLine } from '../lines.ts';

/** Whom some of the URLs take for the master: null where they know none. */
export type Vote = { master: string | null; by: readonly string[] };

/**
 * What the configured URLs say of the master, each by its own word, those with the most first; `unheard` are those that are not read now, and whose word of before counts for nothing. `isOneMind`:
 * all that are heard name one and the same.
 */
export type Masters = { votes: readonly Vote[]; unheard: readonly string[]; isOneMind: boolean };

export function mastersOf(cluster: ClusterLine, board: Moment): Masters {
  const names = memberNames(cluster);
  const heard = cluster.urls.filter(({ probe, view }) => view !== null && isReliedOn(probe, board));
  const masterOf = ({ view }: UrlLine): string | null => (view?.masterId == null ? null : (names.get(view.masterId) ?? view.masterId));
  const votes = [...Map.groupBy(heard, masterOf)]
    .map(([master, urls]): Vote => ({ master, by: urls.map(({ name }) => name) }))
    .toSorted((a, b) => b.by.length - a.by.length);
  return {
    votes,
    unheard: cluster.urls.filter((url) => !heard.includes(url)).map(({ name }) => name),
    isOneMind: votes.length === 1 && votes[0]?.master !== null,
  };
}

/** The names of members by their ids, by whatever tells them. */
export function memberNames({ told }: Pick<ClusterLine, 'told'>): ReadonlyMap<string, string> {
  const listed = rowsIn(told.get(MEMBERS), 'identity').map(({ view }) => [view.id, view.name] as const);
  return new Map([...listed, ...rowsIn(told.get(LOAD), 'member').map(({ view }) => [view.id, view.name] as const)]);
}
