import { nodeOf } from '../../model/cluster.ts';
import { type Color, healthOfIndex } from '../../model/health.ts';
import { tally } from '../../model/tally.ts';
import type { Ask, Route } from '../ask.ts';
import { isOn } from '../parameters.ts';
import { isElasticFrom } from '../release.ts';
import { problem } from '../wire-error.ts';
import { together } from './health.ts';

export const reportRoutes: Route[] = ['/_health_report', '/_health_report/{indicator}'].map((path) => ({
  ...{
    methods: ['GET'],
    path,
    action: 'cluster:monitor/health_api',
    privilege: 'monitor',
    serve,
    parameters: () => ['timeout', 'verbose', 'size'],
  },
  isThere: (release) => isElasticFrom(release, 8, 7),
}));

type Found = { status: Color | 'unknown'; symptom: string; details: object; impacts?: unknown[]; diagnosis?: unknown[] };

const SEVERITY: Record<Found['status'], number> = { green: 0, unknown: 1, yellow: 2, red: 3 };
const UNKNOWN = 'Could not determine health status. Check details on critical issues preventing the health status from reporting.';
const FLOOD = 0.95;
const HIGH = 0.9;

function serve(ask: Ask): unknown {
  const { cluster, parts, query, release } = ask;
  const isVerbose = isOn(query, 'verbose', true);
  const found: Record<string, (ask: Ask) => Found> = {
    ...{
      master_is_stable: master,
      repository_integrity: repositories,
      disk: disks,
      shards_capacity: capacity,
      shards_availability: shards,
    },
    ...(isElasticFrom(release, 8, 11) ? { data_stream_lifecycle: streams } : {}),
    ...{ slm: snapshots, ilm: lifecycles },
  };
  const wanted = Object.entries(found).filter(([name]) => parts.indicator === undefined || name === parts.indicator);
  if (wanted.length === 0) throw problem(404, 'resource_not_found_exception', `Did not find indicator ${parts.indicator}`);
  const indicators = wanted.map(([name, find]): [string, Found] => [name, known(ask, name, find)]);
  const status = indicators.map(([, one]) => one.status).reduce((a, b) => (SEVERITY[b] > SEVERITY[a] ? b : a), 'green');
  return {
    ...(parts.indicator === undefined ? { status } : {}),
    cluster_name: cluster.name,
    indicators: Object.fromEntries(indicators.map(([name, one]) => [name, shown(one, isVerbose)])),
  };
}

/** Without a master the others cannot be told. */
function known(ask: Ask, name: string, find: (ask: Ask) => Found): Found {
  return ask.view.masterId === null && name !== 'master_is_stable' ? { status: 'unknown', symptom: UNKNOWN, details: {} } : find(ask);
}

/** Brief: without the root causes, which cost the server much. */
function shown({ status, symptom, details, impacts = [], diagnosis = [] }: Found, isVerbose: boolean): unknown {
  return {
    ...{ status, symptom, ...(isVerbose && Object.keys(details).length > 0 ? { details } : {}) },
    ...(impacts.length === 0 ? {} : { impacts }),
    ...(isVerbose && diagnosis.length > 0 ? { diagnosis } : {}),
  };
}

function master({ cluster, view }: Ask): Found {
  if (view.masterId === null)
    return {
      ...{ status: 'red', symptom: 'No master node observed in the last 30s, and this node is not able to discover one.' },
      details: { current_master: { node_id: null, name: null }, recent_masters: [] },
      impacts: [
        {
          id: 'elasticsearch:health:master_is_stable:impact:ingest_disabled',
          severity: 1,
          description: 'The cluster cannot create, delete, or rebalance indices, and cannot insert or update documents.',
          impact_areas: ['ingest'],
        },
      ],
    };
  const current = { node_id: view.masterId, name: nodeOf(cluster, view.masterId).name };
  return {
    status: 'green',
    symptom: 'The cluster has a stable master node',
    details: { current_master: current, recent_masters: [current] },
  };
}

function repositories({ cluster }: Ask): Found {
  return { status: 'green', symptom: 'All repositories are healthy.', details: { total_repositories: cluster.repositories.length } };
}

function capacity(): Found {
  const details = { data: { max_shards_in_cluster: 13_500 }, frozen: { max_shards_in_cluster: 9_000 } };
  return { status: 'green', symptom: 'The cluster has enough room to add new shards.', details };
}

function shards(ask: Ask): Found {
  const all = [...ask.cluster.indices.values()];
  const { color, counts } = together(ask, all);
  const [primaries, replicas] = [counts.unassignedPrimary, counts.unassigned - counts.unassignedPrimary];
  const details = {
    ...{
      unassigned_primaries: primaries,
      unassigned_replicas: replicas,
      initializing_primaries: 0,
      initializing_replicas: counts.initializing,
    },
    ...{ creating_primaries: 0, creating_replicas: 0, restarting_primaries: 0, restarting_replicas: 0 },
    ...{ started_primaries: counts.activePrimary, started_replicas: counts.active - counts.activePrimary },
  };
  if (color === 'green') return { status: color, symptom: 'This cluster has all shards available.', details };
  const said = [
    primaries > 0 ? `${primaries} unavailable primary shard${primaries > 1 ? 's' : ''}` : '',
    replicas > 0 ? `${replicas} unavailable replica shard${replicas > 1 ? 's' : ''}` : '',
  ];
  const names = all.filter((index) => healthOfIndex(index).color !== 'green').map(({ name }) => name);
  const id = color === 'red' ? 'primary_unassigned' : 'replica_unassigned';
  const description = `${color === 'red' ? 'Cannot add data to' : 'Searches might be slower than usual. Fewer redundant copies of the data exist on'} ${names.length} ${names.length === 1 ? 'index' : 'indices'} [${names.slice(0, 10).join(', ')}].`;
  return {
    ...{ status: color, symptom: `This cluster has ${said.filter((one) => one !== '').join(', ')}.`, details },
    impacts: [
      {
        id: `elasticsearch:health:shards_availability:impact:${id}`,
        severity: color === 'red' ? 1 : 2,
        description,
        impact_areas: color === 'red' ? ['ingest', 'search'] : ['search'],
      },
    ],
  };
}

function disks({ cluster }: Ask): Found {
  const parts = [...tally(cluster).holdings.values()].map(({ diskUsedBytes: used, diskAvailableBytes: free }) => used / (used + free));
  const [flood, high] = [parts.filter((part) => part >= FLOOD).length, parts.filter((part) => part >= HIGH && part < FLOOD).length];
  const blocked = [...cluster.indices.values()].filter(({ settings }) => settings['index.blocks.read_only_allow_delete'] === 'true').length;
  const details = {
    ...{
      indices_with_readonly_block: blocked,
      nodes_with_enough_disk_space: parts.length - flood - high,
      nodes_with_unknown_disk_status: 0,
    },
    ...{ nodes_over_high_watermark: high, nodes_over_flood_stage_watermark: flood },
  };
  if (flood > 0 || blocked > 0)
    return { status: 'red', symptom: `${flood} node${flood === 1 ? ' is' : 's are'} out of disk or running low on disk space.`, details };
  if (high > 0)
    return { status: 'yellow', symptom: `${high} node${high === 1 ? ' is' : 's are'} out of disk or running low on disk space.`, details };
  return { status: 'green', symptom: 'The cluster has enough available disk space.', details };
}

function streams(): Found {
  return {
    status: 'green',
    symptom: 'No data stream lifecycle health data available yet. Health information will be reported after the first run.',
    details: {},
  };
}

function snapshots({ cluster: { policies } }: Ask): Found {
  const details = { slm_status: 'RUNNING', policies: policies.length };
  if (policies.length === 0) return { status: 'green', symptom: 'No Snapshot Lifecycle Management policies configured', details };
  return { status: 'green', symptom: 'Snapshot Lifecycle Management is running', details };
}

function lifecycles({ cluster }: Ask): Found {
  return {
    status: 'green',
    symptom: 'Index Lifecycle Management is running',
    details: { policies: cluster.lifecyclePolicies.length, ilm_status: 'RUNNING' },
  };
}
