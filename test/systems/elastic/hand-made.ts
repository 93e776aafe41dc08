import type { Reading } from '#lib/reading.ts';
import type { ProbeJudgement } from '#lib/system.ts';
import type { Product, Teller } from '#lib/systems/elastic/model.ts';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { pastLoad } from '#lib/systems/elastic/past.ts';
import type { ElasticLimits, ElasticSettings } from '#lib/systems/elastic/settings.ts';
import { judgeElastic } from '#lib/systems/elastic/status.ts';

export const NOW = 1_795_280_400_000;

/** When every member was started, by its own clock. */
const STARTED_AT = NOW - 1_000_000;

export const ES: Product = { is: 'elasticsearch', version: '8.17.0' };
export const OS: Product = { is: 'opensearch', version: '2.19.1' };
export const TELLER: Teller = { by: 'es1', product: ES };

const LIMITS: ElasticLimits = {
  heapWarningRatio: 0.85,
  heapCriticalRatio: 0.95,
  cpuWarningPercent: 95,
  filesWarningRatio: 0.8,
  rejectedWarning: 1,
  trippedWarning: 1,
  pendingWarning: 100,
  pendingWarningSeconds: 30,
  snapshotWarningHours: 48,
  behindWarningSeconds: 60,
};

export function settings(limits: Partial<ElasticLimits> = {}): ElasticSettings {
  const everyMs = 60_000;
  const probes = ['load', 'members', 'allocation', 'shards', 'recoveries', 'indices', 'volume', 'upkeep', 'report'] as const;
  return {
    kind: 'cluster',
    name: 'cluster',
    group: 'search',
    urls: [{ node: 'es1', url: 'https://es1:9200', read: null, act: null, tls: { ca: null, verify: true } }],
    members: null,
    intervalMs: 10_000,
    timeoutMs: 3_000,
    intervals: Object.fromEntries(probes.map((probe) => [probe, everyMs])) as ElasticSettings['intervals'],
    maxBytes: 2 ** 20,
    limits: { ...LIMITS, ...limits },
  };
}

/** Readings (newest first) of the values that a probe read, 15 s apart. */
export function windowOf<T>(probe: string, ...values: readonly T[]): [Reading<T>, ...Reading<T>[]] {
  const [newest, ...older] = values.map((value, index) => ({
    value,
    observedAt: NOW - index * 15_000,
    producedAt: null,
    source: { system: 'elastic', group: 'search', node: 'cluster', probe },
  }));
  if (newest === undefined) throw new Error('a window has a reading');
  return [newest, ...older];
}

export function judge(probe: string, values: readonly unknown[], limits: Partial<ElasticLimits> = {}): ProbeJudgement {
  return judgeElastic({ probe, window: windowOf(probe, ...values), settings: settings(limits), now: NOW });
}

/** The status and the words of what is judged. */
export const told = ({ judged: { status, reason } }: Pick<ProbeJudgement, 'judged'>): string => `${status}: ${reason}`;

/** The same of a row. */
export function toldOf({ rows }: ProbeJudgement, id: string): string {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`there is no row ${id} among ${rows.map((one) => one.id).join(', ')}`);
  return told(row);
}

type Fields = Record<string, unknown>;

/** The answer to `_cluster/health`, with some fields replaced. */
export const healthAnswer = (fields: Fields = {}): Fields => ({
  cluster_name: 'search',
  status: 'green',
  timed_out: false,
  number_of_nodes: 3,
  number_of_data_nodes: 3,
  active_primary_shards: 10,
  active_shards: 20,
  relocating_shards: 0,
  initializing_shards: 0,
  unassigned_shards: 0,
  unassigned_primary_shards: 0,
  delayed_unassigned_shards: 0,
  number_of_pending_tasks: 0,
  number_of_in_flight_fetch: 0,
  task_max_waiting_in_queue_millis: 0,
  active_shards_percent_as_number: 100,
  ...fields,
});

export const health = (fields: Fields = {}) => PARSE.health({ ...TELLER, root: { cluster_uuid: 'u1' }, health: healthAnswer(fields) });

/** What one member says of itself in `_nodes/stats` after so many seconds. */
export type Load = {
  upSeconds?: number;
  heap?: number | 'untold';
  cpu?: number;
  searches?: number;
  rejected?: number;
  tripped?: number;
  gcMs?: number;
  files?: number;
};

export function memberAnswer(name: string, load: Load = {}): Fields {
  const { upSeconds = 1_000, heap = 50, cpu = 10, searches = 0, rejected = 0, tripped = 0, gcMs = 0, files = 100 } = load;
  return {
    name,
    roles: ['data', 'master'],
    host: '10.0.0.1',
    ip: '10.0.0.1:9300',
    timestamp: STARTED_AT + upSeconds * 1_000,
    jvm: {
      timestamp: STARTED_AT + upSeconds * 1_000,
      uptime_in_millis: upSeconds * 1_000,
      mem: { ...(heap === 'untold' ? {} : { heap_used_in_bytes: heap }), heap_max_in_bytes: 100 },
      gc: {
        collectors: {
          young: { collection_count: 1, collection_time_in_millis: gcMs },
          old: { collection_count: 0, collection_time_in_millis: 0 },
        },
      },
    },
    os: { cpu: { percent: cpu, load_average: { '1m': 0.5 } }, mem: { total_in_bytes: 1_000, used_in_bytes: 900 } },
    process: { open_file_descriptors: files, max_file_descriptors: 1_000 },
    fs: { total: { total_in_bytes: 1_000, available_in_bytes: 400 } },
    transport: { rx_size_in_bytes: searches * 10, tx_size_in_bytes: searches * 20 },
    breakers: { parent: { limit_size_in_bytes: 95, estimated_size_in_bytes: 50, tripped }, in_flight_requests: { tripped: 0 } },
    thread_pool: { search: { threads: 4, active: 1, queue: 2, rejected, completed: 10 }, management: { rejected: 7 } },
    indices: {
      search: { query_total: searches, query_time_in_millis: searches * 2, query_current: 1 },
      indexing: { index_total: searches / 2, index_time_in_millis: 5, index_current: 0 },
    },
  };
}

/** A reading of the load of these members, by name; each id is that of the name. */
export function load(members: Readonly<Record<string, Load>>, failed = 0) {
  const nodes = Object.fromEntries(Object.entries(members).map(([name, one]) => [`id-${name}`, memberAnswer(name, one)]));
  return PARSE.load({ ...TELLER, stats: { _nodes: { failed }, nodes } });
}

/** Readings of the load as the store keeps them, newest first: whole the newest alone. */
export function kept([newest, ...older]: readonly ReturnType<typeof load>[]): unknown[] {
  return [newest, ...older.map(pastLoad)];
}

/** A row of `_cat/allocation`, all in texts. */
export const holdingAnswer = (fields: Fields = {}): Fields => ({
  shards: '12',
  'disk.indices': '100',
  'disk.used': '600',
  'disk.avail': '400',
  'disk.total': '1000',
  'disk.percent': '60',
  host: '10.0.0.1',
  ip: '10.0.0.1',
  node: 'es1',
  ...fields,
});

const DISK = {
  'cluster.routing.allocation.disk': { watermark: { low: '85%', high: '90%', flood_stage: '95%' }, threshold_enabled: 'true' },
};

type AllocationAnswers = {
  persistent?: Fields;
  transient?: Fields;
  defaults?: Fields;
  rows?: readonly Fields[];
  shutdown?: unknown;
  names?: unknown;
};

export function allocation({
  persistent = {},
  transient = {},
  defaults = DISK,
  rows = [holdingAnswer()],
  shutdown = null,
  names,
}: AllocationAnswers = {}) {
  return PARSE.allocation({ ...TELLER, settings: { persistent, transient, defaults }, allocation: rows, shutdown, names });
}

/** One copy of a shard in the routing table. */
export const copy = (fields: Fields = {}): Fields => ({ state: 'STARTED', primary: true, node: 'n1', relocating_node: null, ...fields });

/** A reading of a routing table: by index, the copies of its only shard. */
export function shards(indices: Readonly<Record<string, readonly Fields[]>>) {
  const table = {
    nodes: { n1: { name: 'es1' }, n2: { name: 'es2' } },
    routing_table: { indices: Object.fromEntries(Object.entries(indices).map(([name, copies]) => [name, { shards: { '0': copies } }])) },
  };
  return PARSE.shards({ ...TELLER, state: { version: 7, state_uuid: 's7' }, table, readAt: NOW - 60_000 });
}
