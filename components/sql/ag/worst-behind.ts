import type { Finding } from '#lib/finding.ts';
import type { DatabaseClaim } from '#lib/systems/sql/ag/model.ts';
import { isPrimary, isSplit, replicaId } from './groups.ts';
import type { AgState, ReplicaState } from './judge.ts';
import { type Movement, WRONG } from './movement.ts';

/** What the primary of a group says of one database at a copy. `at` is the name of the copy. */
type Heard = { at: string; database: string; value: number };

/**
 * How far the copies of a group are behind, by the copy that is worst off. Of one that gets nothing, or too little, it is what is found; where nothing is proved of one it is not known, whatever waits
 * by the word of the primary. Only where all are proved to move or to rest that word is told: the most that waits for one database, and the most seconds.
 */
export type Behind =
  | { is: 'wrong'; kind: Movement; finding: Finding; copy: ReplicaState }
  | { is: 'not known'; at: string; why: string }
  | { is: 'proved'; queueKb: Heard | null; lagSeconds: Heard | null };

/** Null where a group has no copy that has databases. */
export function worstBehind({ ag, replicas }: AgState): Behind | null {
  const copies = replicas.filter(({ replica }) => !isPrimary(replica) && replica.rows?.view.own?.mode !== 'configuration only');
  if (copies.length === 0) return null;
  const wrong = worstOff(copies);
  if (wrong) return wrong;
  if (isSplit(ag)) return { is: 'not known', at: ag.name, why: 'more than one replica says that it is the primary' };
  if (ag.primary === null) return { is: 'not known', at: ag.name, why: 'no replica that is read says that it is the primary' };
  const dark = copies.find((copy) => !isProved(copy));
  if (dark)
    return { is: 'not known', at: dark.replica.name, why: `whether what is written reaches ${dark.replica.name} is not proved now` };
  return {
    is: 'proved',
    queueKb: most({ ag, copies }, ({ sendQueueKb }) => sendQueueKb),
    lagSeconds: most({ ag, copies }, (one) => one.lagSeconds),
  };
}

function worstOff(copies: readonly ReplicaState[]): Extract<Behind, { is: 'wrong' }> | null {
  for (const kind of WRONG) {
    const all = copies.flatMap((copy) => {
      const finding = copy.movements?.findings.find((one) => one.kind === kind);
      return finding ? [{ is: 'wrong' as const, kind, finding, copy }] : [];
    });
    const [first] = all.toSorted((a, b) => a.finding.verdict.since.at - b.finding.verdict.since.at);
    if (first) return first;
  }
  return null;
}

function isProved({ movements, isRead }: ReplicaState): boolean {
  return isRead && movements !== null && movements.unproved === 0 && movements.missing === null && !movements.counts.has('not known');
}

/** The most that is told of a copy; null where nothing is, and where it would be 0 while one database is not told of. */
function most(
  { ag, copies }: { ag: AgState['ag']; copies: readonly ReplicaState[] },
  of: (claim: DatabaseClaim) => number | null,
): Heard | null {
  const names = new Map(copies.map(({ replica }) => [replicaId(replica), replica.name]));
  let found: Heard | null = null;
  let isWhole = true;
  for (const { view } of ag.primary?.rows?.databases.values() ?? [])
    for (const claim of view.claims) {
      const at = names.get(claim.replicaId);
      const value = of(claim);
      if (at === undefined) continue;
      if (value === null) isWhole = false;
      else if (found === null || value > found.value) found = { at, database: view.own.name, value };
    }
  return found !== null && found.value === 0 && !isWhole ? null : found;
}
