import type { Index } from '../../model/cluster.ts';
import { healthOfIndex } from '../../model/health.ts';
import { applyIndexSettings, type Broadcast, clearCache, flush, refresh } from '../../model/index-actions.ts';
import { type Ask, bodyOf, type Route } from '../ask.ts';
import { isLike } from '../filter-path.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, isSearch, type Release } from '../release.ts';
import { problem, WireError } from '../wire-error.ts';
import { flattened, nested } from './flat.ts';
import { allSettings } from './index-metadata.ts';
import { indicesBy } from './names.ts';

const WILDCARDS = ['expand_wildcards', 'ignore_unavailable', 'allow_no_indices'];
/** `local` of aliases went in 9.0. */
const localParameter = (release: Release): string[] => (isElasticFrom(release, 9) ? [] : ['local']);

/** Every index of the model has the same fields. */
const MAPPINGS = {
  properties: {
    '@timestamp': { type: 'date' },
    title: { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 256 } } },
    body: { type: 'text' },
    owner: { properties: { id: { type: 'long' }, name: { type: 'keyword' } } },
  },
};

const reading = (path: string, serve: Route['serve'], more: readonly string[] = []): Route => ({
  ...{ methods: ['GET'], path, action: 'indices:admin/get', privilege: 'index:view_index_metadata', serve },
  parameters: (release) => [...WILDCARDS, 'local', ...more, ...masterParameters(release)],
  needsMaster: ({ query }) => !isOn(query, 'local'),
});

const doing = (path: string, action: string, serve: Route['serve'], more: readonly string[] = []): Route => ({
  ...{ methods: ['POST', 'GET'], path, action, privilege: 'index:maintenance', serve, parameters: () => [...WILDCARDS, ...more] },
});

export const indexRoutes: Route[] = [
  reading(
    '/{index}',
    (ask) =>
      perIndex(ask, (index) => ({ aliases: aliasesOf(index), mappings: MAPPINGS, settings: settingsOf(ask, index), ...streamOf(index) })),
    [...['flat_settings', 'include_defaults', 'features', 'include_type_name']],
  ),
  ...['/_mapping', '/{index}/_mapping'].map((path) =>
    reading(path, (ask) => perIndex(ask, () => ({ mappings: MAPPINGS })), ['include_type_name']),
  ),
  ...['/_settings', '/{index}/_settings', '/{index}/_settings/{name}'].map((path) =>
    reading(path, settings, ['flat_settings', 'include_defaults']),
  ),
  {
    ...{ methods: ['PUT'], path: '/{index}/_settings', action: 'indices:admin/settings/update', privilege: 'index:manage', serve: change },
    parameters: (release) => [...WILDCARDS, 'preserve_existing', 'flat_settings', 'timeout', ...masterParameters(release)],
    needsMaster: () => true,
  },
  ...['/_flush', '/{index}/_flush'].map((path) =>
    doing(path, 'indices:admin/flush', (ask) => broadcast(ask, flush), ['force', 'wait_if_ongoing']),
  ),
  ...['/_refresh', '/{index}/_refresh'].map((path) => doing(path, 'indices:admin/refresh', (ask) => broadcast(ask, refresh))),
  ...['/_cache/clear', '/{index}/_cache/clear'].map((path) =>
    doing(path, 'indices:admin/cache/clear', (ask) => broadcast(ask, clearCache), ['query', 'request', 'fielddata', 'fields', 'index']),
  ),
  ...['/_alias', '/_alias/{name}', '/{index}/_alias', '/{index}/_alias/{name}'].map(
    (path): Route => ({
      ...{ methods: ['GET'], path, action: 'indices:admin/aliases/get', privilege: 'index:view_index_metadata', serve: aliases },
      parameters: (release) => [...WILDCARDS, ...localParameter(release), ...(isElasticFrom(release, 9) ? masterParameters(release) : [])],
    }),
  ),
  ...['/_data_stream', '/_data_stream/{name}'].map(
    (path): Route => ({
      ...{ methods: ['GET'], path, action: 'indices:admin/data_stream/get', privilege: 'index:view_index_metadata', serve: dataStreams },
      parameters: (release) => ['expand_wildcards', 'include_defaults', 'verbose', ...masterParameters(release)],
      isThere: (release) => !isSearch(release) || isElasticFrom(release, 7, 9),
    }),
  ),
];

function perIndex({ cluster, parts, query }: Ask, tell: (index: Index) => unknown): unknown {
  const withHidden = (query.get('expand_wildcards') ?? '').split(',').some((one) => one === 'all' || one === 'hidden');
  return Object.fromEntries(indicesBy(cluster, parts.index, withHidden).map((index) => [index.name, tell(index)]));
}

function settingsOf({ query, parts }: Ask, index: Index): unknown {
  const all = Object.entries(allSettings(index)).filter(([name]) => parts.name === undefined || isLike(name, parts.name));
  const flat = Object.fromEntries(all);
  return isOn(query, 'flat_settings') ? flat : nested(flat);
}

function settings(ask: Ask): unknown {
  const defaults = isOn(ask.query, 'include_defaults') ? { defaults: {} } : {};
  return perIndex(ask, (index) => ({ settings: settingsOf(ask, index), ...defaults }));
}

function change(ask: Ask): unknown {
  const body = bodyOf(ask);
  const told = flattened('settings' in body && Object.keys(body).length === 1 ? body.settings : body);
  const named = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name.startsWith('index.') ? name : `index.${name}`, value]),
  );
  if (Object.keys(named).length === 0)
    throw problem(400, 'action_request_validation_exception', 'Validation Failed: 1: no settings to update;');
  applyIndexSettings(
    ask.cluster,
    indicesBy(ask.cluster, ask.parts.index).map(({ name }) => name),
    named,
    ask.now,
  );
  return { acknowledged: true };
}

function broadcast(
  { cluster, parts, now }: Ask,
  act: (cluster: Ask['cluster'], names: readonly string[], now: number) => Broadcast,
): unknown {
  const { total, successful, failed } = act(
    cluster,
    indicesBy(cluster, parts.index).map(({ name }) => name),
    now,
  );
  return { _shards: { total, successful, failed } };
}

function aliasesOf({ aliases }: Index): Record<string, object> {
  return Object.fromEntries(aliases.map((name) => [name, {}]));
}

function streamOf({ dataStream }: Index): object {
  return dataStream === null ? {} : { data_stream: dataStream };
}

function aliases(ask: Ask): unknown {
  const { name } = ask.parts;
  const all = indicesBy(ask.cluster, ask.parts.index, true);
  if (name === undefined) return Object.fromEntries(all.map((index) => [index.name, { aliases: aliasesOf(index) }]));
  const found = all.flatMap((index) => {
    const own = Object.entries(aliasesOf(index)).filter(([alias]) => name.split(',').some((one) => isLike(alias, one)));
    return own.length === 0 ? [] : [[index.name, { aliases: Object.fromEntries(own) }] as const];
  });
  if (found.length === 0 && !name.includes('*')) throw new WireError(404, { error: `alias [${name}] missing`, status: 404 });
  return Object.fromEntries(found);
}

function dataStreams({ cluster, parts, release }: Ask): unknown {
  const { name = '*' } = parts;
  const found = [...cluster.dataStreams.values()].filter((one) => name.split(',').some((pattern) => isLike(one.name, pattern)));
  if (found.length === 0 && !name.includes('*'))
    throw problem(404, 'index_not_found_exception', `no such index [${name}]`, { index: name, index_uuid: '_na_' });
  return {
    data_streams: found.map((stream) =>
      streamTold(
        release,
        stream,
        [...cluster.indices.values()].filter((index) => index.dataStream === stream.name),
      ),
    ),
  };
}

type Stream = Ask['cluster']['dataStreams'] extends Map<string, infer One> ? One : never;

function streamTold(release: Release, { name, generation, template, policy }: Stream, indices: readonly Index[]): unknown {
  const colors = indices.map((index) => healthOfIndex(index).color);
  const status = colors.includes('red') ? 'RED' : colors.includes('yellow') ? 'YELLOW' : 'GREEN';
  const managed = 'Index Lifecycle Management';
  const byIlm = isElasticFrom(release, 8, 11) && policy !== null;
  const common = {
    ...{ name, timestamp_field: { name: '@timestamp' } },
    indices: indices.map((index) => ({
      ...{ index_name: index.name, index_uuid: index.uuid },
      ...(byIlm ? { prefer_ilm: true, ilm_policy: policy, managed_by: managed } : {}),
    })),
    ...{ generation, status, ...(byIlm ? { next_generation_managed_by: managed, prefer_ilm: true } : {}), template },
  };
  if (!isSearch(release)) return common;
  return {
    ...common,
    ...(policy === null ? {} : { ilm_policy: policy }),
    ...{ hidden: false, system: false, allow_custom_routing: false, replicated: false },
    ...(isElasticFrom(release, 8, 13) ? { rollover_on_write: false } : {}),
  };
}
