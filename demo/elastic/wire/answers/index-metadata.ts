import type { Index } from '../../model/cluster.ts';

/** All settings of an index, flat, as the server tells them. */
export function allSettings({ settings, primaries, replicas, uuid, name, createdAt, isHidden }: Index): Record<string, string> {
  return {
    ...(isHidden ? { 'index.hidden': 'true' } : {}),
    ...{ 'index.number_of_shards': String(primaries), 'index.number_of_replicas': String(replicas), 'index.provided_name': name },
    ...{ 'index.creation_date': String(createdAt), 'index.uuid': uuid, 'index.version.created': '7172799' },
    ...settings,
  };
}

export function indexMetadata(index: Index, as: (flat: Record<string, string>) => unknown): unknown {
  const inSync = index.shards.map(({ number, copies }) => [number, copies.flatMap(({ allocationId }) => allocationId ?? [])]);
  return {
    ...{
      version: 9,
      mapping_version: 1,
      settings_version: 2,
      aliases_version: 1,
      routing_num_shards: 1024,
      state: index.isOpen ? 'open' : 'close',
    },
    ...{ settings: as(allSettings(index)), mappings: {}, aliases: index.aliases },
    primary_terms: Object.fromEntries(index.shards.map(({ number }) => [number, 1])),
    ...{ in_sync_allocations: Object.fromEntries(inSync), rollover_info: {}, system: false },
  };
}
