import { nameOf } from './actions-targets.ts';
import type { Stats, StatsRow } from './model.ts';

type ByName = ReadonlyMap<string, StatsRow>;

/** The servers that a server follows (`track`), nearest first. */
export function followedBy(row: StatsRow, stats: Stats): StatsRow[] {
  return row.tracks === null ? [] : chainOf(row, serversOf(stats));
}

/** These servers ("be_web/web03") and all that follow them, through any number of others. */
export function withFollowers(names: ReadonlySet<string>, stats: Stats): ReadonlySet<string> {
  const servers = names.size === 0 ? new Map<string, StatsRow>() : serversOf(stats);
  const followers = [...servers].filter(([, row]) => chainOf(row, servers).some((followed) => names.has(nameOf(followed))));
  return new Set([...names, ...followers.map(([name]) => name)]);
}

function chainOf(row: StatsRow, servers: ByName): StatsRow[] {
  const chain: StatsRow[] = [];
  for (let next = tracked(row, servers); next && !chain.includes(next); next = tracked(next, servers)) chain.push(next);
  return chain;
}

function tracked({ tracks }: StatsRow, servers: ByName): StatsRow | undefined {
  return tracks === null ? undefined : servers.get(tracks);
}

function serversOf({ rows }: Stats): ByName {
  return new Map(rows.filter(({ kind }) => kind === 'server').map((row) => [nameOf(row), row]));
}
