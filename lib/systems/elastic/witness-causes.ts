import type { Shard } from './model-data.ts';

/** Why copies of shards are not assigned: one for all that have the same reason, and lost the same member. `lost` is the id of that member. */
export type Cause = { reason: string; lost: string | null; shards: Shard[] };

/** The causes of unassigned copies, that with primaries first, and the largest. */
export function causesOf(troubled: readonly Shard[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const shard of troubled) {
    if (shard.state !== 'UNASSIGNED') continue;
    const reason = shard.unassigned?.reason ?? 'unknown';
    const lost = lostMember(shard);
    const key = `${reason} ${lost ?? ''}`;
    const cause = causes.get(key) ?? { reason, lost, shards: [] };
    cause.shards.push(shard);
    causes.set(key, cause);
  }
  return [...causes.values()].toSorted((a, b) => primariesIn(b) - primariesIn(a) || b.shards.length - a.shards.length);
}

export function primariesIn({ shards }: Cause): number {
  return shards.filter(({ isPrimary }) => isPrimary).length;
}

/** "node_left [id]" (UnassignedInfo). */
function lostMember({ unassigned }: Shard): string | null {
  if (unassigned?.reason !== 'NODE_LEFT' && unassigned?.reason !== 'NODE_RESTARTING') return null;
  return /node_(?:left|restarting)\s*\[([^\]\s]+)\]/.exec(unassigned.details ?? '')?.[1] ?? null;
}

/** What became of the copies of a cause; `one` for a single copy, `all` for several (UnassignedInfo.Reason). */
const WORDS: Readonly<Record<string, { one: string; all: string }>> = {
  INDEX_CREATED: { one: 'was never assigned since its index was created', all: 'were never assigned since their indices were created' },
  CLUSTER_RECOVERED: {
    one: 'was not found again after the whole cluster was restarted',
    all: 'were not found again after the whole cluster was restarted',
  },
  INDEX_REOPENED: {
    one: 'was not assigned since its index was opened again',
    all: 'were not assigned since their indices were opened again',
  },
  INDEX_CLOSED: { one: 'was not assigned since its index was closed', all: 'were not assigned since their indices were closed' },
  DANGLING_INDEX_IMPORTED: { one: 'is of a dangling index that was taken in', all: 'are of dangling indices that were taken in' },
  NEW_INDEX_RESTORED: { one: 'is of an index that is restored from a snapshot', all: 'are of indices that are restored from a snapshot' },
  EXISTING_INDEX_RESTORED: {
    one: 'is of a closed index that is restored from a snapshot',
    all: 'are of closed indices that are restored from a snapshot',
  },
  REPLICA_ADDED: { one: 'was never assigned since it was added', all: 'were never assigned since they were added' },
  ALLOCATION_FAILED: { one: 'could not be made', all: 'could not be made' },
  REROUTE_CANCELLED: { one: 'was cancelled by an order to move it', all: 'were cancelled by an order to move them' },
  REINITIALIZED: { one: 'was begun again', all: 'were begun again' },
  REALLOCATED_REPLICA: { one: 'is to go to a better place', all: 'are to go to a better place' },
  PRIMARY_FAILED: { one: 'lost the primary that it was made from', all: 'lost the primaries that they were made from' },
  FORCED_EMPTY_PRIMARY: { one: 'was made empty by force', all: 'were made empty by force' },
  MANUAL_ALLOCATION: { one: 'was assigned by hand', all: 'were assigned by hand' },
};

/** "have lost the member es5 that held them". `member` is what the lost one is called. */
export function reasonWords({ reason, shards }: Cause, member: string | null): string {
  const isOne = shards.length === 1;
  const held = `${isOne ? 'has' : 'have'} lost the member${member === null ? '' : ` ${member}`} that held ${isOne ? 'it' : 'them'}`;
  if (reason === 'NODE_LEFT') return `${held}: it left the cluster`;
  if (reason === 'NODE_RESTARTING') return `${held}: it is being restarted, and was announced to be`;
  const words = WORDS[reason];
  if (words === undefined) return `${isOne ? 'is' : 'are'} not assigned (${reason})`;
  return isOne ? words.one : words.all;
}
