import type { ElasticAsk } from '../../io/elastic.ts';
import type { Product } from './model.ts';

/**
 * A right in the words of both products: a privilege on the cluster or on all indices (Elasticsearch, security privileges), and action groups or permissions (OpenSearch, security plugin).
 * `tried` is a question that changes nothing and takes this right, null where there is none: OpenSearch tells nobody what he may do, and is asked so.
 * `isWide`: it lets its holder change what Vigil only reads.
 */
export type Right = {
  elastic: { on: 'cluster' | 'index'; privilege: string; isWide?: true };
  open: { on: 'cluster' | 'index'; permissions: readonly string[] };
  tried: ElasticAsk | null;
};

const get = (path: string, query: ElasticAsk['query'] = {}): ElasticAsk => ({ method: 'GET', path, query });
/** With which statuses a build without such a part answers. */
const WITHOUT = [400, 404, 405, 500];

export const MONITOR: Right = {
  elastic: { on: 'cluster', privilege: 'monitor' },
  open: { on: 'cluster', permissions: ['cluster_monitor'] },
  tried: get('/_cluster/health', { filter_path: 'status' }),
};
export const INDEX_MONITOR: Right = {
  elastic: { on: 'index', privilege: 'monitor' },
  open: { on: 'index', permissions: ['indices_monitor'] },
  tried: get('/_recovery', { active_only: true, filter_path: 'none' }),
};
export const LIFE_CYCLES: Right = {
  elastic: { on: 'index', privilege: 'view_index_metadata' },
  open: { on: 'cluster', permissions: ['cluster:admin/opendistro/ism/managedindex/explain'] },
  tried: {
    ...get('/_plugins/_ism/explain/*', { filter_path: 'total_managed_indices' }),
    unknownBy: { statuses: WITHOUT, words: 'Index State Management is not installed' },
  },
};
export const SNAPSHOTS: Right = {
  elastic: { on: 'cluster', privilege: 'read_slm' },
  open: {
    on: 'cluster',
    permissions: [
      'cluster:admin/opensearch/snapshot_management/policy/search',
      'cluster:admin/opensearch/snapshot_management/policy/explain',
    ],
  },
  tried: {
    ...get('/_plugins/_sm/policies', { size: 1, filter_path: 'total_policies' }),
    unknownBy: { statuses: WITHOUT, words: 'Snapshot Management is not installed' },
  },
};

export const INDEX_METADATA: Right = {
  elastic: { on: 'index', privilege: 'view_index_metadata' },
  open: { on: 'index', permissions: ['indices:admin/aliases/get', 'indices:admin/mappings/get', 'indices:admin/data_stream/get'] },
  tried: get('/_alias', { filter_path: 'none' }),
};
/** Elasticsearch has none that only lets them be read. */
export const TEMPLATES: Right = {
  elastic: { on: 'cluster', privilege: 'manage_index_templates', isWide: true },
  open: {
    on: 'cluster',
    permissions: ['indices:admin/index_template/get', 'indices:admin/template/get', 'cluster:admin/component_template/get'],
  },
  tried: get('/_index_template', { filter_path: 'none' }),
};

/** What changes something is never tried. */
export const MANAGE: Right = {
  elastic: { on: 'cluster', privilege: 'manage' },
  open: { on: 'cluster', permissions: ['cluster:admin/settings/update', 'cluster:admin/reroute', 'cluster:admin/tasks/cancel'] },
  tried: null,
};
export const INDEX_MAINTENANCE: Right = {
  elastic: { on: 'index', privilege: 'maintenance' },
  open: { on: 'index', permissions: ['indices:admin/flush*', 'indices:admin/refresh*'] },
  tried: null,
};
export const INDEX_MANAGE: Right = {
  elastic: { on: 'index', privilege: 'manage' },
  open: { on: 'index', permissions: ['indices:admin/cache/clear*', 'indices:admin/settings/update'] },
  tried: null,
};
export const RETRY_LIFE_CYCLES: Right = {
  elastic: { on: 'index', privilege: 'manage_ilm' },
  open: { on: 'cluster', permissions: ['cluster:admin/opendistro/ism/managedindex/retry'] },
  tried: null,
};
/** Of Elasticsearch alone. */
export const RUN_SNAPSHOTS: Right = {
  elastic: { on: 'cluster', privilege: 'manage_slm' },
  open: { on: 'cluster', permissions: [] },
  tried: null,
};

/** The name of a right in words: of both products where it is not known which of them answers. */
export function rightName({ elastic, open }: Right, is: Product['is'] | null): string {
  const own = elastic.on === 'cluster' ? `cluster privilege ${elastic.privilege}` : `privilege ${elastic.privilege} on all indices`;
  const other = `${open.permissions.join(' and ')}${open.on === 'index' ? ' on all indices' : ''}`;
  if (is === null) return open.permissions.length === 0 ? own : `${own} (OpenSearch: ${other})`;
  return is === 'elasticsearch' ? own : other;
}

/** Every name that a right may have in a report. */
export function rightNames(right: Right): string[] {
  return [rightName(right, 'elasticsearch'), rightName(right, 'opensearch'), rightName(right, null)];
}
