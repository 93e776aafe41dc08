/** What a node of a Redis Cluster says of it, in the words of Vigil. Safe in the browser. */

export const SLOTS = 16_384;

/** Slots in a row, both ends included. */
export type SlotRange = { from: number; to: number };

/** A node of the cluster: of itself that is its own word, of another hearsay. `flags` are its words (master, slave, fail, fail? …); `id` is its name in the cluster. */
export type ClusterMember = {
  id: string;
  host: string;
  port: number;
  flags: string[];
  masterId: string | null;
  epoch: number;
  isConnected: boolean;
  slots: SlotRange[];
};

/** A slot that is being moved, by the word of one of the two ends. */
export type OpenSlot = { slot: number; is: 'migrating' | 'importing'; otherId: string };

/** What one node says at one moment. With `isServing` false it answers every command on keys with CLUSTERDOWN. */
export type ClusterInfo = {
  isServing: boolean;
  assignedSlots: number;
  currentEpoch: number;
  self: ClusterMember;
  open: OpenSlot[];
  others: ClusterMember[];
};

/** What a page shows of it, by the name of the configuration. */
export type ClusterView = ClusterInfo & { name: string; address: { host: string; port: number } };

/** Slots in a row with those who say that they have them. */
export type Stretch<Owner> = SlotRange & { owners: readonly Owner[] };

/** All slots from the first to the last, cut where those who have them change; without an owner where nobody has them. */
export function stretchesOf<Owner extends { slots: readonly SlotRange[] }>(owners: readonly Owner[]): Stretch<Owner>[] {
  const cuts = new Set([0, SLOTS, ...owners.flatMap(({ slots }) => slots.flatMap(({ from, to }) => [from, to + 1]))]);
  const sorted = [...cuts].toSorted((a, b) => a - b);
  const stretches: Stretch<Owner>[] = [];
  for (const [index, from] of sorted.slice(0, -1).entries()) {
    const to = (sorted[index + 1] ?? SLOTS) - 1;
    const own = owners.filter(({ slots }) => slots.some((range) => range.from <= from && to <= range.to));
    const last = stretches.at(-1);
    if (last && last.owners.length === own.length && last.owners.every((one, place) => one === own[place])) last.to = to;
    else stretches.push({ from, to, owners: own });
  }
  return stretches;
}

/** True for a node that holds slots of its own and no copies. */
export function isMaster({ flags }: Pick<ClusterMember, 'flags'>): boolean {
  return flags.includes('master');
}

export function countSlots(ranges: readonly SlotRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

/** "0-5460", "7": as Redis writes them. */
export function formatRange({ from, to }: SlotRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}
