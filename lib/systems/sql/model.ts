/** The words and types of an instance as Vigil uses them. Safe in the browser. Unknown is null everywhere. */

/**
 * What the probe "server" reads. `name` is what the instance calls itself (HOST or HOST\INSTANCE), `machine` the machine it runs on now; `offsetMinutes` how far its clock is ahead of UTC;
 * times in epoch ms.
 */
export type ServerInfo = {
  name: string;
  machine: string | null;
  instance: string | null;
  version: string;
  level: string | null;
  update: string | null;
  edition: string;
  engineEdition: number;
  isAlwaysOn: boolean | null;
  isFailoverCluster: boolean | null;
  saidAt: number;
  offsetMinutes: number;
  startedAt: number | null;
};

/** The row of an instance: `release` is the year by which its version is known, null for one that Vigil does not know. `skewMs` is how far its clock is ahead of ours, in whole seconds. */
export type ServerView = Omit<ServerInfo, 'saidAt'> & {
  kind: 'server';
  node: string;
  address: string;
  release: string | null;
  skewMs: number;
};

/** The group of the instances that belong to no cluster. */
export const ALONE = 'instances';

/** The releases by the first number of their version. */
const RELEASES: Readonly<Record<number, string>> = { 12: '2014', 13: '2016', 14: '2017', 15: '2019', 16: '2022', 17: '2025' };

/** The year of a version ("15.0.4430.1" is 2019); null for one that is not known. */
export function releaseOf(version: string): string | null {
  return RELEASES[Number.parseInt(version, 10)] ?? null;
}

/** "CU14", "SP3 CU4", "RTM": a cumulative update counts from its service pack, and RTM need not be said beside one. */
export function buildWords({ level, update }: Pick<ServerInfo, 'level' | 'update'>): string | null {
  if (update === null || level === null || level === 'RTM') return update ?? level;
  return `${level} ${update}`;
}
