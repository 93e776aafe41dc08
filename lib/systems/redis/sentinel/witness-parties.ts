import type { Found } from '../../../finding.ts';
import type { Reading } from '../../../reading.ts';
import type { Status } from '../../../status.ts';
import type { WitnessNode } from '../../../system.ts';
import type { RedisSettings } from '../config.ts';
import { type Party, SENTINEL } from '../witness-parties.ts';
import { listed } from '../witness-words.ts';
import type { SentinelInfo } from './model.ts';

/** A Sentinel of the group: its readings newest first, none where it cannot be heard. */
export type Watcher = { node: string; settings: Pick<RedisSettings, 'address' | 'set'>; readings: readonly Reading<SentinelInfo>[] };

/** The Sentinels and the data nodes of a group, each by one and the same of its readings: 0 is the newest. */
export type Watch = { watchers: readonly Watcher[]; parties: readonly Party[]; place: number };

/** All Sentinels of a group. The engine hands back the settings and the readings of this very system. */
export function watchersOf(nodes: readonly WitnessNode<unknown>[]): Watcher[] {
  return nodes
    .filter(({ settings }) => (settings as RedisSettings).kind === 'sentinel')
    .map(({ node, settings, windows }) => ({
      node,
      settings: settings as RedisSettings,
      readings: (windows[SENTINEL] ?? []) as readonly Reading<SentinelInfo>[],
    }));
}

/** What a Sentinel said in the reading of that place. */
export function saidBy({ readings }: Watcher, { place }: Watch): SentinelInfo | null {
  return readings[place]?.value ?? null;
}

/** The Sentinels that said something at that place. */
export function heardOf(watch: Watch): Watcher[] {
  return watch.watchers.filter((watcher) => saidBy(watcher, watch) !== null);
}

export function watcherNames(watchers: readonly Watcher[]): string {
  return listed(watchers.map(({ node }) => node));
}

type Proved = Pick<Found, 'id' | 'kind' | 'title'> & {
  status: Status;
  told: string;
  /** The Sentinels that it is about, and the others that it rests on. */
  about: readonly Watcher[];
  by?: readonly Watcher[];
  /** The data node that it is about, where it is about one and not about the Sentinels. */
  master?: Party;
};

/** A finding that rests on Sentinels, and is as old as their readings. */
export function foundBySentinels({ id, kind, title, status, told, about, by = [], master }: Proved): Found {
  const rows = master ? [{ node: master.node, row: 'server' }] : about.map(({ node }) => ({ node, row: SENTINEL }));
  return {
    ...{ id, kind, title, told: [told], subject: master ? master.node : watcherNames(about), place: '', host: null },
    ...{ judged: { status, since: null }, probe: SENTINEL, rows, followsRows: false },
    nodes: [...new Set([...about, ...by])].map(({ node }) => node),
  };
}
