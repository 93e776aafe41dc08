import { addNode, createCluster } from './build.ts';
import type { Cluster, Product, Role } from './cluster.ts';
import { addManyIndices } from './estate-large.ts';
import { addLogs } from './estate-logs.ts';
import { addSites } from './estate-sites.ts';
import { warmUp } from './warm-up.ts';

export type EstateSpec = {
  name: string;
  product: Product;
  version: string;
  now: number;
  /** Names of its nodes; each estate has its own. */
  nodeNames?: readonly string[];
  httpPorts?: readonly number[];
  ip?: string;
};

const EVERYTHING: readonly Role[] = [
  'data',
  'data_cold',
  'data_content',
  'data_frozen',
  'data_hot',
  'data_warm',
  'ingest',
  'master',
  'ml',
  'remote_cluster_client',
  'transform',
];
const OF_OPENSEARCH: readonly Role[] = ['data', 'ingest', 'master', 'remote_cluster_client'];

/** Three nodes that are everything, and an index for each site. Green, for weeks. */
export function smallEstate(spec: EstateSpec): Cluster {
  const cluster = createCluster(named(spec), spec.now);
  const roles = spec.product === 'opensearch' ? OF_OPENSEARCH : EVERYTHING;
  const names = spec.nodeNames ?? ['ny-search01', 'ny-search02', 'ny-search03'];
  for (const [place, name] of names.entries()) {
    addNode(cluster, { name, roles, ...address(spec, place), cpus: 24, memoryGb: 192, diskGb: 1_400, othersGb: 90 });
  }
  addSites(cluster);
  return warmUp(cluster);
}

/** Six nodes in tiers (two hot, two warm, two cold; three of them masters), and data streams with an index a day. */
export function logsEstate(spec: EstateSpec): Cluster {
  const cluster = createCluster(named(spec), spec.now);
  const isOpen = spec.product === 'opensearch';
  const names = spec.nodeNames ?? ['ny-logs01', 'ny-logs02', 'ny-logs03', 'ny-logs04', 'ny-logs05', 'ny-logs06'];
  for (const [place, name] of names.entries()) {
    const tier = (['hot', 'warm', 'cold'] as const)[Math.floor(place / 2)] ?? 'cold';
    const master: Role[] = place % 2 === 0 ? ['master'] : [];
    const tiers: Role[] = tier === 'hot' ? ['data_content', 'data_hot'] : [`data_${tier}`];
    const roles: Role[] = isOpen ? ['data', 'ingest', ...master] : [...tiers, 'ingest', ...master, 'remote_cluster_client'];
    const disk = { hot: 3_600, warm: 7_200, cold: 14_400 }[tier];
    addNode(cluster, {
      name,
      roles,
      attributes: { temp: tier },
      ...address(spec, place),
      cpus: 16,
      memoryGb: 128,
      diskGb: disk,
      othersGb: 120,
    });
  }
  addLogs(cluster);
  return warmUp(cluster);
}

/** 50 nodes (three of them masters alone), 5,000 indices, 20,000 copies of shards. */
export function largeEstate(spec: EstateSpec): Cluster {
  const cluster = createCluster(named(spec), spec.now);
  for (let place = 0; place < 50; place++) {
    const name = spec.nodeNames?.[place] ?? (place < 3 ? `big-master${place + 1}` : `big-data${String(place - 2).padStart(2, '0')}`);
    const roles: Role[] = place < 3 ? ['master'] : ['data', 'ingest'];
    const attributes = { zone: ['a', 'b', 'c'][place % 3] ?? 'a' };
    addNode(cluster, { name, roles, attributes, ...address(spec, place), cpus: 32, memoryGb: 128, diskGb: 7_000, othersGb: 200 });
  }
  addManyIndices(cluster, 5_000);
  return warmUp(cluster);
}

function named({ name, product, version }: EstateSpec) {
  return { name, product, version };
}

function address({ ip, httpPorts }: EstateSpec, place: number) {
  const httpPort = httpPorts?.[place];
  return { ...(ip === undefined ? {} : { ip }), ...(httpPort === undefined ? {} : { httpPort, transportPort: httpPort + 100 }) };
}
