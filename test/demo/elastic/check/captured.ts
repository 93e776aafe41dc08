import type { ElasticOptions } from '#demo/elastic/wire/start.ts';

/**
 * A capture of a product beside which an answer of the stand-in is laid. `named`: places whose names are data. `apart`: what the stand-in does not model, and what only that one server had; `absent`: what the
 * stand-in tells and the capture lacks, by its state or because its source trimmed it.
 */
export type Captured = {
  file: string;
  of: Pick<ElasticOptions, 'version' | 'product' | 'estate'>;
  ask: string;
  named?: string[];
  apart?: string[];
  absent?: string[];
  /** What is to be the case for the answer to hold what the capture holds. */
  after?: 'node stopped' | 'nothing allocated' | 'queue blocked' | 'life cycle failed';
};

const elastic = (version: string, estate: 'small' | 'logs' = 'small'): Captured['of'] => ({ version, estate });
const opensearch = (version: string): Captured['of'] => ({ version, product: 'opensearch' });

/** Settings of an index and of a node are whatever people wrote. */
const WRITTEN = ['nodes/*/attributes', 'nodes/*/settings'];

export const CAPTURED: Captured[] = [
  { file: 'elasticsearch-7.17.0/root.json', of: elastic('7.17.0'), ask: '/' },
  { file: 'elasticsearch-7.17.27/root.json', of: elastic('7.17.27'), ask: '/' },
  { file: 'elasticsearch-8.19/root.json', of: elastic('8.19.0'), ask: '/', apart: ['version/build_hash'] },
  { file: 'elasticsearch-9.5/root~2.json', of: elastic('9.4.0'), ask: '/' },
  { file: 'opensearch-3.x/root.json', of: opensearch('3.2.0'), ask: '/' },
  { file: 'elasticsearch-7.17.x/_cluster.health.json', of: elastic('7.17.9'), ask: '/_cluster/health' },
  { file: 'opensearch-3.x/_cluster.health.json', of: opensearch('3.2.0'), ask: '/_cluster/health' },
  {
    ...{ file: 'elasticsearch-7.10.0/_cluster.state.version.nodes.master_node.routing_table.json', of: elastic('7.10.0') },
    ask: '/_cluster/state/version,nodes,master_node,routing_table',
    ...{
      named: ['nodes', 'routing_table/indices', 'routing_table/indices/*/shards'],
      apart: ['nodes/*/attributes'],
      absent: [
        'routing_table/indices/*/shards/*[]/unassigned_info/details',
        'routing_table/indices/*/shards/*[]/recovery_source/bootstrap_new_history_uuid',
      ],
      after: 'node stopped',
    },
  },
  {
    ...{ file: 'elasticsearch-7.10.0/_cluster.state.json', of: elastic('7.10.0'), ask: '/_cluster/state', after: 'node stopped' },
    named: [
      'nodes',
      'routing_table/indices',
      'routing_table/indices/*/shards',
      'routing_nodes/nodes',
      'metadata/indices',
      'metadata/indices/*/primary_terms',
      'metadata/indices/*/in_sync_allocations',
    ],
    // The metadata is 147 of 152 kB and nothing of Vigil's asks for it; its settings are whatever people wrote.
    apart: [
      'nodes/*/attributes',
      'metadata/indices/*/settings',
      'metadata/indices/*/mappings',
      'metadata/indices/*/ilm',
      'metadata/indices/*/rollover_info',
      'metadata/templates',
      'metadata/ingest',
      'metadata/index_template',
      'metadata/component_template',
      'metadata/index_lifecycle',
      'metadata/cluster_coordination',
      'metadata/index-graveyard',
    ],
    absent: [
      'routing_table/indices/*/shards/*[]/recovery_source',
      'routing_table/indices/*/shards/*[]/unassigned_info',
      'routing_nodes/nodes/*[]/recovery_source',
      'routing_nodes/nodes/*[]/unassigned_info',
    ],
  },
  {
    ...{
      file: 'elasticsearch-7.17.5/_cluster.settings.include_defaults=true.json',
      of: elastic('7.17.5'),
      ask: '/_cluster/settings?include_defaults=true',
    },
    // The product has some 1,500 defaults; the stand-in those of routing, recovery and blocks.
    apart: ['persistent', 'defaults'],
  },
  {
    ...{
      file: 'elasticsearch-7.17.7/_nodes.stats.json',
      of: elastic('7.17.7'),
      ask: '/_nodes/stats',
      named: ['nodes', 'nodes/*/thread_pool', 'nodes/*/breakers'],
    },
    apart: ['nodes/*/attributes', 'nodes/*/os/cgroup', 'nodes/*/http/clients', 'nodes/*/ingest', 'nodes/*/script_cache/contexts'],
  },
  {
    ...{ file: 'elasticsearch-7.17.7/_nodes.json', of: elastic('7.17.7'), ask: '/_nodes', named: ['nodes', 'nodes/*/thread_pool'] },
    apart: [...WRITTEN, 'nodes/*/modules', 'nodes/*/plugins', 'nodes/*/ingest', 'nodes/*/aggregations', 'nodes/*/thread_pool/*'],
  },
  {
    ...{
      file: 'opensearch-3.x/_nodes.process.transport.json',
      of: opensearch('1.3.1'),
      ask: '/_nodes/process,transport',
      named: ['nodes'],
      apart: ['nodes/*/attributes'],
    },
    // Trimmed by the documentation.
    absent: ['nodes/*/total_indexing_buffer'],
  },
  { file: 'elasticsearch-7.17.27/_stats.json', of: elastic('7.17.27'), ask: '/_stats', named: ['indices'] },
  {
    ...{ file: 'elasticsearch-7.17.3/_all._stats.level=shards.json', of: elastic('7.17.3'), ask: '/_all/_stats?level=shards' },
    ...{ named: ['indices', 'indices/*/shards'], apart: ['indices/*/shards/*[]/retention_leases'] },
  },
  { file: 'opensearch-3.x/_stats.json', of: opensearch('3.2.0'), ask: '/_stats', named: ['indices'] },
  {
    ...{ file: 'elasticsearch-7.10.0/_cluster.stats.json', of: elastic('7.10.0'), ask: '/_cluster/stats' },
    apart: ['indices/mappings', 'indices/analysis', 'nodes/ingest', 'nodes/jvm/versions', 'nodes/plugins'],
    // Tiers came with 7.10 itself; which roles are counted is of the release.
    absent: ['nodes/count/data_frozen', 'nodes/count/index', 'nodes/count/search'],
  },
  {
    ...{ file: 'opensearch-3.x/_cluster.stats.json', of: opensearch('3.2.0'), ask: '/_cluster/stats' },
    apart: [
      'indices/mappings',
      'indices/analysis',
      'nodes/ingest',
      'nodes/jvm/versions',
      'nodes/plugins',
      'nodes/count',
      'nodes/packaging_types',
      'nodes/network_types',
    ],
  },
  {
    ...{ file: 'elasticsearch-7.10.0/_recovery.json', of: elastic('7.10.0'), ask: '/_recovery', named: [''] },
    // All shards of the capture were made from nothing; copies of the stand-in from other nodes.
    absent: ['*/shards[]/source/bootstrap_new_history_uuid'],
  },
  {
    ...{ file: 'elasticsearch-9.5/_cat.allocation.format=json.json', of: elastic('9.5.0'), ask: '/_cat/allocation?format=json' },
  },
  { file: 'opensearch-1.x/_cat.allocation.format=json.json', of: opensearch('1.3.20'), ask: '/_cat/allocation?format=json' },
  { file: 'elasticsearch-9.5/_cat.health.format=json.json', of: elastic('9.5.0'), ask: '/_cat/health?format=json' },
  { file: 'elasticsearch-7.17.3/_alias.json', of: elastic('7.17.3'), ask: '/_alias', named: ['', '*/aliases'], apart: ['*/aliases/*'] },
  { file: 'elasticsearch-9.5/_data_stream.json', of: elastic('9.5.0', 'logs'), ask: '/_data_stream', apart: ['data_streams[]/_meta'] },
  {
    file: 'elasticsearch-9.5/_slm.policy.json',
    of: elastic('9.5.0'),
    ask: '/_slm/policy?human=true',
    named: [''],
    apart: ['*/policy/config'],
    absent: ['*/last_success', '*/last_failure'],
  },
  { file: 'elasticsearch-7.15.0/_slm.stats.json', of: elastic('7.15.0'), ask: '/_slm/stats' },
  { file: 'elasticsearch-9.5/_slm.status.json', of: elastic('9.5.0'), ask: '/_slm/status' },
  {
    file: 'opensearch-3.x/_plugins._sm.policies.p._explain.json',
    of: opensearch('3.2.0'),
    ask: '/_plugins/_sm/policies/*/_explain',
    absent: ['policies[]/creation/latest_execution'],
  },
  { file: 'elasticsearch-9.5/_snapshot.my_repository.json', of: elastic('9.5.0'), ask: '/_snapshot', named: [''], apart: ['*/settings'] },
  {
    ...{ file: 'elasticsearch-8.7.0/_health_report.json', of: elastic('8.11.0'), ask: '/_health_report' },
    // The capture is green by its words and red by what its source wrote into it.
    apart: ['indicators/shards_availability/impacts', 'indicators/shards_availability/diagnosis'],
  },
  {
    file: 'elasticsearch-9.5/_cluster.allocation.explain.json',
    of: elastic('9.5.0'),
    ask: '/_cluster/allocation/explain',
    after: 'nothing allocated',
    apart: ['node_allocation_decisions[]/node_attributes'],
    absent: ['note', 'unassigned_info/details'],
  },
  {
    ...{
      file: 'opensearch-3.x/_tasks.id.json',
      of: opensearch('3.2.0'),
      ask: '/_tasks?detailed=true&actions=*reindex',
      named: ['nodes', 'nodes/*/tasks'],
    },
    apart: ['nodes/*/tasks/*/status'],
    absent: ['nodes/*/attributes', 'nodes/*/tasks/*/cancelled', 'nodes/*/tasks/*/headers'],
  },
  {
    file: 'elasticsearch-7.17.27/_all._settings.json',
    of: elastic('7.17.27', 'logs'),
    ask: '/_all/_settings',
    named: [''],
    apart: ['*/settings/index'],
  },
  {
    ...{
      file: 'opensearch-3.x/_cluster.pending_tasks.json',
      of: opensearch('3.2.0'),
      ask: '/_cluster/pending_tasks',
      after: 'queue blocked',
    },
  },
  {
    ...{
      file: 'elasticsearch-7.x/_all._ilm.explain.only_errors.json',
      of: elastic('7.17.9', 'logs'),
      ask: '/*/_ilm/explain?only_errors=true&human=true',
    },
    // One of the two in the capture waits, and is in no error; what is told of a step is whatever failed.
    ...{ after: 'life cycle failed', named: ['indices'], apart: ['indices/*/step_info', 'indices/*/phase_execution/phase_definition'] },
    // Told since 7.13 and later.
    absent: ['indices/*/age', 'indices/*/is_auto_retryable_error', 'indices/*/failed_step_retry_count'],
  },
  {
    ...{ file: 'opensearch-3.x/_plugins._ism.explain.test-logs-001.show_policy=true.json', of: { ...opensearch('3.2.0'), estate: 'logs' } },
    ...{ ask: '/_plugins/_ism/explain', named: [''], apart: ['*/policy'] },
    // Another example of the same documentation has it.
    absent: ['*/index/opendistro/index_state_management/policy_id', '*/index.opendistro.index_state_management.policy_id'],
  },
  {
    ...{ file: 'elasticsearch-9.5/_cat.recovery.format=json.json', of: elastic('9.5.0'), ask: '/_cat/recovery?format=json' },
  },
];
