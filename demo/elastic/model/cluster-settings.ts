import type { Cluster } from './cluster.ts';

export type SettingsChange = { persistent: Record<string, string | null>; transient: Record<string, string | null> };

/** The settings that the cluster knows, with what they are by default: for `include_defaults`. Flat. */
export function defaultSettings(_cluster: Cluster): Record<string, string> {
  throw new Error('not built yet');
}

/** What is in force: transient before persistent before the default; null for one that has none. */
export function settingOf(_cluster: Cluster, _name: string): string | null {
  throw new Error('not built yet');
}

/** Changes settings all or none; null takes one away, and a name that ends with `.*` all below. Throws Refusal (400) for a name or a value that the product does not take. */
export function applySettings(_cluster: Cluster, _change: SettingsChange, _now: number): void {
  throw new Error('not built yet');
}
