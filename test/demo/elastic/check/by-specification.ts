const ES = 'elasticsearch-specification';
const OS = 'opensearch-api-specification';

/** Calls of which no capture of a version that counts is there: the stand-in answers them by what is published, named here. A path that only narrows another (`{index}`, `{node}`, `{metric}`) has the answer of that one. */
export const BY_SPECIFICATION: Record<string, string> = {
  '/_cat/master': `${ES} cat/master, ${OS} cat.cluster_manager (the capture is text drawn by hand)`,
  '/_cat/cluster_manager': `${OS} cat.cluster_manager`,
  '/_nodes/hot_threads': `${ES} nodes/hot_threads; captures of 1.x and of OpenSearch 1.3 are text`,
  '/{index}': `${ES} indices/get`,
  '/_settings': `${ES} indices/get_settings`,
  '/_mapping': `${ES} indices/get_mapping`,
  '/_flush': `${ES} indices/flush`,
  '/_refresh': `${ES} indices/refresh`,
  '/_cache/clear': `${ES} indices/clear_cache`,
  '/{index}/_ilm/retry': `${ES} ilm/retry`,
  '/_ilm/status': `${ES} ilm/get_status`,
  '/_plugins/_ism/retry': `OpenSearch documentation, Index State Management API: retry failed index`,
  '/_cluster/reroute': `${ES} cluster/reroute; elasticsearch#114231 for what 9.0 leaves out`,
  '/_security/_authenticate': `${ES} security/authenticate`,
  '/_security/user/_has_privileges': `${ES} security/has_privileges`,
  '/_plugins/_security/authinfo': `${OS} security.authinfo`,
  '/_nodes/shutdown': `${ES} shutdown/get_node; that it needs manage is of the same page`,
  '/_slm/policy/{policy}/_execute': `${ES} slm/execute_lifecycle`,
  '/_plugins/_sm/policies': `OpenSearch documentation, Snapshot Management API: get policies`,
  '/_plugins/_sm/policies/{policy}': `OpenSearch documentation, Snapshot Management API: get policies`,
  '/_snapshot/_status': `${ES} snapshot/status`,
  '/_snapshot/{repository}/{snapshot}': `${ES} snapshot/get`,
  '/_tasks/{task}': `${ES} tasks/get`,
  '/_index_template': `${ES} indices/get_index_template`,
  '/_component_template': `${ES} cluster/get_component_template`,
  '/_template': `${ES} indices/get_template`,
};

const NARROWED = /\/\{(index|node|metric|indexMetric|name|policy|repository|indicator)\}/g;

/** The call that a path narrows, or itself. */
export function wholeOf(path: string): string {
  const whole = path
    .replace(/^\/\{index\}(?=\/_)/, '')
    .replace('/_nodes/{node}', '/_nodes')
    .replace('/info/{metric}', '')
    .replace('/nodes/{node}', '');
  return whole.replace(NARROWED, '') || path;
}
