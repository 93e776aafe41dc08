import type { Judged } from '../../status.ts';
import type { AllocationInfo, WrittenSetting } from './model.ts';
import { counted, listed, say, summed } from './status-words.ts';

/** What does not happen while shards may be allocated to a part only (cluster.routing.allocation.enable). */
const ENABLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    primaries: 'only primaries are allocated: a replica that is lost stays lost',
    new_primaries: 'only primaries of new indices are allocated: what is lost stays lost',
    none: 'no shard is allocated: what is lost stays lost, and new indices stay red',
  }),
);

/** The same for shards that are moved so that members hold alike (cluster.routing.rebalance.enable). */
const REBALANCE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    primaries: 'only primaries are moved to even out what members hold',
    replicas: 'only replicas are moved to even out what members hold',
    none: 'no shard is moved to even out what members hold',
  }),
);

/** Judges the settings of who may hold what: whatever is not as it is by default, and what does not happen meanwhile. */
export function judgeSettings({ settings: { enable, rebalance, exclude, watermarks }, shuttingDown }: AllocationInfo): Judged {
  const unnamed = shuttingDown?.filter(({ name }) => name === null) ?? [];
  return summed(
    [
      ...judgeWritten('allocation', enable, ENABLE),
      ...judgeWritten('rebalancing', rebalance, REBALANCE),
      ...(watermarks.isEnabled ? [] : [say('warning', 'disk watermarks are off: nothing is done about a disk that fills up')]),
      ...exclude.map(({ attribute, names, at }) => say('maintenance', `excluded by ${attribute} (${at}): ${listed(names)}`)),
      ...(unnamed.length === 0
        ? []
        : [say('maintenance', `${counted(unnamed.length, 'member')} to shut down by the word of an orchestrator`)]),
    ],
    'allocation and rebalancing as by default',
  );
}

function judgeWritten(what: string, setting: WrittenSetting | null, words: ReadonlyMap<string, string>): Judged[] {
  const value = setting?.value.toLowerCase() ?? 'all';
  if (setting === null || value === 'all') return [];
  return [say('warning', `${what} is set to ${value} (${setting.at}): ${words.get(value) ?? 'which Vigil does not know'}`)];
}
