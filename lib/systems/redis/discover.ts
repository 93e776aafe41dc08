import type { Discovery, Naming, WitnessNode } from '../../system.ts';
import type { ClusterInfo } from './cluster/model.ts';
import type { RedisSettings } from './config.ts';
import type { RedisInfo } from './model.ts';
import type { SentinelPlace } from './sentinel/config.ts';
import type { SentinelInfo } from './sentinel/model.ts';
import { CLUSTER, INFO, SENTINEL } from './witness-parties.ts';

/** Whom a node names, as it is written there, and what that one is. */
type Named = { host: string; port: number; kind: SentinelPlace['kind'] };

/** What a node says of members, and what it calls itself. */
type Word = { named: readonly Named[]; runId: string };

/** The members that nodes name, by the addresses at which they know one another, or which they announce (replica-announce-ip, sentinel announce-ip). */
export const redisDiscovery: Discovery<RedisSettings> = {
  naming(nodes): Naming {
    const told = nodes.flatMap((node) => {
      const word = wordOf(node);
      return word === null ? [] : [{ node: node.node, named: word.named }];
    });
    return {
      members: told.flatMap(({ node, named }) =>
        named.filter(isPlace).map((place) => ({ ...place, host: place.host.toLowerCase(), by: node })),
      ),
      heard: told.map(({ node }) => node),
    };
  },
  placeOf: ({ address: { host, port } }) => ({ host, port }),
  identityOf: (node) => wordOf(node)?.runId ?? null,
};

/** The newest word of a node that can be heard; of a node of a cluster both words, or what one of them leaves out would pass for named no more. */
function wordOf({ windows, settings }: WitnessNode<RedisSettings>): Word | null {
  // The engine hands back what the probes made.
  const info = windows[INFO]?.[0]?.value as RedisInfo | undefined;
  const cluster = windows[CLUSTER]?.[0]?.value as ClusterInfo | undefined;
  if (info && settings.isCluster && !cluster) return null;
  if (info) return { named: [...namedByInfo(info), ...(cluster ? namedByCluster(cluster) : [])], runId: info.runId };
  const sentinel = windows[SENTINEL]?.[0]?.value as SentinelInfo | undefined;
  return sentinel ? { named: namedBySentinel(sentinel), runId: sentinel.runId } : null;
}

/** By INFO, the master that it follows (master_host, master_port), and the replicas that follow it (slave0: ip, port). */
function namedByInfo({ link, replicas }: RedisInfo): Named[] {
  return [...(link === null ? [] : [link]), ...replicas].map(({ host, port }) => ({ host, port, kind: 'data' }));
}

/** By SENTINEL MASTER, REPLICAS and SENTINELS, those of the set that it is configured for here. */
function namedBySentinel({ watched }: SentinelInfo): Named[] {
  if (watched === null) return [];
  const data = [watched.master, ...watched.replicas].map(({ host, port }): Named => ({ host, port, kind: 'data' }));
  return [...data, ...watched.sentinels.map(({ host, port }): Named => ({ host, port, kind: 'sentinel' }))];
}

/** By CLUSTER NODES, all others; one whose handshake is not over is none yet, and of one whose address is not known nothing can be asked. */
function namedByCluster({ others }: ClusterInfo): Named[] {
  const known = others.filter(({ flags }) => !flags.includes('handshake') && !flags.includes('noaddr'));
  return known.map(({ host, port }) => ({ host, port, kind: 'data' }));
}

/** A replica whose handshake is not over has no port yet, and an address that nobody knows is told as a question mark. */
function isPlace({ host, port }: Named): boolean {
  return /^[a-z\d:][a-z\d.:_-]{0,252}$/i.test(host) && port >= 1 && port <= 65_535;
}
