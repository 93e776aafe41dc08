import type { Found } from '../../../finding.ts';
import type { Reading } from '../../../reading.ts';
import type { Status } from '../../../status.ts';
import type { WitnessNode } from '../../../system.ts';
import type { RedisSettings } from '../config.ts';
import { CLUSTER } from '../witness-parties.ts';
import { listed } from '../witness-words.ts';
import type { ClusterInfo, ClusterMember } from './model.ts';

/** A node that was heard, by one of its readings. */
export type Heard = { node: string; said: ClusterInfo };

/** The nodes of a cluster by one and the same of their readings; `configured` are all of them, heard or not. */
export type Members = { heard: readonly Heard[]; configured: readonly string[] };

/** The engine hands back the settings and the readings of this very system. */
export function membersAt(nodes: readonly WitnessNode<unknown>[], place: number): Members {
  const own = nodes.filter(({ settings }) => (settings as RedisSettings).isCluster);
  const heard = own.flatMap(({ node, windows }) => {
    const reading = windows[CLUSTER]?.[place] as Reading<ClusterInfo> | undefined;
    return reading ? [{ node, said: reading.value }] : [];
  });
  return { heard, configured: own.map(({ node }) => node) };
}

/** True for what the flags say of a node that others hold down, agreed upon or not. */
export function isCalledFailed({ flags }: Pick<ClusterMember, 'flags'>): boolean {
  return flags.includes('fail') || flags.includes('fail?');
}

type Proved = Pick<Found, 'id' | 'kind' | 'title'> & {
  status: Status;
  told: string;
  about: readonly Heard[];
  by: readonly Heard[];
  subject?: string;
};

/** A finding that rests on what nodes of a cluster say; `subject` where it is about slots and not about nodes. */
export function foundInCluster({ id, kind, title, status, told, about, by, subject }: Proved): Found {
  return {
    ...{ id, kind, title, told: [told], subject: subject ?? listed(about.map(({ node }) => node)), place: '', host: null },
    ...{ judged: { status, since: null }, probe: CLUSTER, followsRows: false },
    rows: about.map(({ node }) => ({ node, row: 'server' })),
    nodes: [...new Set([...about, ...by])].map(({ node }) => node),
  };
}
