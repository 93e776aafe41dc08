/** What a rule says in plain words, as it follows the name of a member and a colon. `said` is the product's own sentence. */
type Translate = (said: string) => string;

const PERCENT_USED = /actual used: \[([\d.]+)%\]/;
const PERCENT_FREE = /actual free: \[([\d.]+)%\]/;
const MARK = /(low|high|flood[- ]stage) watermark/;

/** By the names of AllocationDeciders; a sentence that has another form in some version says less, and never something else. */
const WORDS: Readonly<Record<string, Translate>> = {
  same_shard: (said) =>
    /same host/.test(said) ? 'another member on its host holds a copy of this shard' : 'it holds a copy of this shard already',
  disk_threshold: diskWords,
  filter: filterWords,
  max_retry: (said) => {
    const times = first(said, /failed_attempts\[(\d+)\]/) ?? first(said, /retries \[(\d+)\]/);
    return `it was tried ${times === null ? 'too often' : `${times} times`} and failed, and is not tried again by itself`;
  },
  throttling: throttlingWords,
  enable: (said) => {
    const value = first(said, /enable=(\w+)\]/);
    const where = /index setting/.test(said) ? 'of the index' : 'of the cluster';
    const may =
      value === null ? '' : value === 'none' ? ': nothing may be assigned' : `: only ${value.replaceAll('_', ' ')} may be assigned`;
    return `allocation is switched off by a setting ${where}${may}`;
  },
  awareness: (said) => {
    const attribute = first(said, /attribute \[([^\]]+)\]/);
    if (/does not contain the awareness attribute/.test(said)) return `it has no attribute ${attribute ?? 'that copies are spread by'}`;
    return `copies are spread by ${attribute ?? 'an attribute'}, and those beside it hold their share already`;
  },
  data_tier: (said) => {
    const tiers = first(said, /tiers \[([^\]]+)\]/);
    if (/no nodes for any of those tiers/.test(said))
      return `the index wants the tier ${tiers ?? ''}, and no member is of it`.replace('  ', ' ');
    return tiers === null ? 'it is not of the tier that the index wants' : `it is not of the tier that the index wants: ${tiers}`;
  },
  node_version: (said) => {
    const [own, other] = [...said.matchAll(/version \[([^\]]+)\]/g)].map(([, version]) => version);
    return own && other
      ? `its version does not go with that of the copy it would be made from: ${own} and ${other}`
      : 'its version is too old for this copy';
  },
  replica_after_primary_active: () => 'the primary is not active yet, and a replica is made from it',
  shards_limit: (said) => {
    const most = first(said, /total_shards_per_node=(\d+)\]/);
    const where = /index setting/.test(said) ? 'of this index' : 'in all';
    return `it holds as many shards ${where} as it may${most === null ? '' : `: ${most}`}`;
  },
  node_shutdown: () => 'it is being shut down by an orchestrator',
  node_replacement: () => 'it is being replaced, or replaces another',
  snapshot_in_progress: () => 'a snapshot of the shard is being made where it is now',
  restore_in_progress: () => 'the shard is restored from a snapshot, and that failed',
  cluster_rebalance: () => 'the cluster moves nothing for balance while shards are not active',
  concurrent_rebalance: () => 'as many shards move for balance as may at a time',
  rebalance_only_when_active: () => 'nothing of a shard moves for balance while one of its copies is not active',
  dedicated_frozen_node: () => 'it holds only what is searched in snapshots',
  resize: () => 'the index is made from another, whose shards it would have to hold',
};

/** "its disk is above the high watermark, 91 % used". What no one translated is told by the name of the rule alone: the product's own sentence stands beside it. */
export function deciderWords(decider: string, said: string): string {
  return WORDS[decider]?.(said) ?? `the rule ${decider} says no`;
}

function diskWords(said: string): string {
  const mark = first(said, MARK);
  const free = first(said, PERCENT_FREE);
  const used = first(said, PERCENT_USED) ?? (free === null ? null : String(100 - Number(free)));
  const share = used === null ? '' : `, ${Math.round(Number(used))} % used`;
  if (mark === null) return `its disk has no room for it${share}`;
  if (/will bring the node above/.test(said)) return `with this copy its disk would be above the ${mark} watermark`;
  return `its disk is above the ${mark} watermark${share}`;
}

function filterWords(said: string): string {
  const filters = first(said, /filters \[(.+)\]/);
  const shown = filters === null ? '' : `: ${filters.replaceAll('"', '')}`;
  const by = /index setting/.test(said) ? 'the index' : 'the cluster';
  if (/allocation\.exclude/.test(said)) return `${by} excludes it, as of one that is drained${shown}`;
  if (/initial_recovery/.test(said)) return `the index has to begin elsewhere${shown}`;
  return `${by} wants members of another kind${shown}`;
}

function throttlingWords(said: string): string {
  if (/primary shard for this replica is not yet active/.test(said)) return 'the primary is not active yet, and a replica is made from it';
  const count = first(said, /recoveries \[(\d+)\]/);
  const most = count === null ? 'as many copies' : `${count} copies, as many`;
  if (/outgoing/.test(said)) return `the member with the primary sends ${most} as it may at a time`;
  return `it makes ${most} as it may at a time`;
}

function first(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1] ?? null;
}
