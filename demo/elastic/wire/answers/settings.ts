import { applySettings, defaultSettings } from '../../model/cluster-settings.ts';
import { type Ask, bodyOf, type Route } from '../ask.ts';
import { isOn, masterParameters } from '../parameters.ts';
import type { Release } from '../release.ts';
import { problem } from '../wire-error.ts';
import { flattened, nested } from './flat.ts';

export const settingsRoutes: Route[] = [
  {
    ...{ methods: ['GET'], path: '/_cluster/settings', action: 'cluster:monitor/state', privilege: 'monitor', serve: read },
    parameters: (release: Release) => ['flat_settings', 'include_defaults', 'local', 'timeout', ...masterParameters(release)],
    needsMaster: ({ query }) => !isOn(query, 'local'),
  },
  {
    ...{ methods: ['PUT'], path: '/_cluster/settings', action: 'cluster:admin/settings/update', privilege: 'manage', serve: write },
    parameters: (release: Release) => ['flat_settings', 'timeout', ...masterParameters(release)],
    needsMaster: () => true,
  },
];

const shape = ({ query }: Ask): ((flat: Record<string, string>) => unknown) => (isOn(query, 'flat_settings') ? (flat) => flat : nested);

function read(ask: Ask): unknown {
  const { cluster, query } = ask;
  const { persistent, transient } = cluster.settings;
  const as = shape(ask);
  const own = { persistent: as(persistent), transient: as(transient) };
  if (!isOn(query, 'include_defaults')) return own;
  const others = Object.entries(defaultSettings(cluster)).filter(([name]) => !(name in persistent) && !(name in transient));
  return { ...own, defaults: as(Object.fromEntries(others)) };
}

function write(ask: Ask): unknown {
  const { persistent, transient, ...unknown } = bodyOf(ask);
  const [stray] = Object.keys(unknown);
  if (stray !== undefined)
    throw problem(400, 'x_content_parse_exception', `[1:2] [cluster_update_settings_request] unknown field [${stray}]`);
  const change = { persistent: changeIn(persistent), transient: changeIn(transient) };
  if (Object.keys(change.persistent).length + Object.keys(change.transient).length === 0)
    throw problem(400, 'action_request_validation_exception', 'Validation Failed: 1: no settings to update;');
  applySettings(ask.cluster, change, ask.now);
  const as = shape(ask);
  return { acknowledged: true, persistent: as(written(change.persistent)), transient: as(written(change.transient)) };
}

function changeIn(told: unknown): Record<string, string | null> {
  return told === undefined ? {} : flattened(told);
}

/** What was taken away is not told. */
function written(change: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(change).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
