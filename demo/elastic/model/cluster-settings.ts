import { type Cluster, Refusal } from './cluster.ts';
import { knownClusterSetting, knownClusterSettings } from './known-settings.ts';
import { bytesToKeepFree } from './setting-values.ts';
import { commit } from './state-version.ts';

export type SettingsChange = { persistent: Record<string, string | null>; transient: Record<string, string | null> };

const WATERMARK = 'cluster.routing.allocation.disk.watermark';

/** The settings that the cluster knows, with what they are by default: for `include_defaults`. Flat. */
export function defaultSettings(cluster: Cluster): Record<string, string> {
  return Object.fromEntries(Object.entries(knownClusterSettings(cluster)).map(([name, { value }]) => [name, value]));
}

/** What is in force: transient before persistent before the default; null for one that has none. */
export function settingOf(cluster: Cluster, name: string): string | null {
  return cluster.settings.transient[name] ?? cluster.settings.persistent[name] ?? knownClusterSetting(cluster, name)?.value ?? null;
}

/** Changes settings all or none; null takes one away, and a name that ends with `*` all that begin so. Throws Refusal (400) for a name or a value that the product does not take. */
export function applySettings(cluster: Cluster, change: SettingsChange, now: number): void {
  if (Object.keys(change.persistent).length + Object.keys(change.transient).length === 0) {
    throw new Refusal(400, 'action_request_validation_exception', 'Validation Failed: 1: no settings to update;');
  }
  const before = cluster.settings;
  const after = {
    persistent: changed(cluster, 'persistent', change.persistent),
    transient: changed(cluster, 'transient', change.transient),
  };
  cluster.settings = after;
  try {
    checkWatermarks(cluster);
  } catch (error) {
    cluster.settings = before;
    throw error;
  }
  cluster.disksAt = Math.min(cluster.disksAt, now - 1);
  commit(cluster);
}

function changed(cluster: Cluster, at: 'persistent' | 'transient', change: Record<string, string | null>): Record<string, string> {
  const result = { ...cluster.settings[at] };
  for (const [name, value] of Object.entries(change)) {
    if (value !== null) {
      check(cluster, { at, name, value });
      result[name] = value;
    } else if (name.endsWith('*')) {
      for (const one of Object.keys(result)) if (one.startsWith(name.slice(0, -1))) delete result[one];
    } else {
      if (!knownClusterSetting(cluster, name) && result[name] === undefined) throw unknown(at, name);
      delete result[name];
    }
  }
  return result;
}

function check(cluster: Cluster, { at, name, value }: { at: string; name: string; value: string }): void {
  const known = knownClusterSetting(cluster, name);
  if (!known) throw unknown(at, name);
  const wrong = known.wrong(value);
  if (wrong === null) return;
  const from = settingOf(cluster, name);
  throw new Refusal(400, 'illegal_argument_exception', `illegal value can't update [${name}] from [${from}] to [${value}]`, {
    type: 'illegal_argument_exception',
    reason: wrong,
  });
}

function unknown(at: string, name: string): Refusal {
  return new Refusal(400, 'illegal_argument_exception', `${at} setting [${name}], not recognized`);
}

function checkWatermarks(cluster: Cluster): void {
  const total = 1024 ** 4;
  const [low = 0, high = 0, flood = 0] = ['low', 'high', 'flood_stage'].map((mark) =>
    bytesToKeepFree(settingOf(cluster, `${WATERMARK}.${mark}`) ?? '100%', total, null),
  );
  if (low >= high && high >= flood) return;
  const [one, other] = low < high ? ['low', 'high'] : ['high', 'flood_stage'];
  const reason = `${one} disk watermark [${settingOf(cluster, `${WATERMARK}.${one}`)}] more than ${other} disk watermark [${settingOf(cluster, `${WATERMARK}.${other}`)}]`;
  throw new Refusal(400, 'illegal_argument_exception', reason);
}
