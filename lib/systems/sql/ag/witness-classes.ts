import type { AgDatabase } from './model.ts';
import { MOVEMENTS, type MovementKind } from './replica-verdict.ts';
import { isSuspendedByUser } from './status-replica.ts';
import { frozenAhead, frozenOf, mayBeFrozen, stillFrozen } from './witness-frozen.ts';
import { LARGER, type Movement, movementOf, type Stood } from './witness-movement.ts';
import { isNamed, type Member, type Merged, suspendedClaims } from './witness-parties.ts';
import { isOlderThan } from './witness-stuck.ts';
import { growthOf, type Track, trackOf } from './witness-track.ts';

/** One class of databases of a group at a replica: there is one finding for each. */
export const CLASSES = MOVEMENTS;
export type Class = MovementKind;

/** A database at a replica, and what is proved of it. `bytes` is what was written to the log of the primary meanwhile, where it is suspended. */
export type Proof =
  | Movement
  | { is: 'suspended'; isByUser: boolean; reason: string | null; bytes: number | null }
  | { is: 'seeding'; why: string };
export type Classed = { database: Pick<AgDatabase, 'id' | 'name'>; isThere: boolean; proof: Proof };

/** The id of the finding of a class of a group at a node. */
export function classId(kind: Class, { id }: Pick<Merged, 'id'>, { party: { node } }: Member): string {
  return `${kind} ${id} ${node}`;
}

/** What is proved of each database of a group at a copy, by its own readings and those of the primary. */
export function classify(primary: Member, copy: Member, stood: Stood): Classed[] {
  const ours = [...copy.past[0].databases.values()].map((database) => ({
    database,
    isThere: true,
    proof: proofOf(primary, copy, { database, stood }),
  }));
  const missing = [...primary.past[0].databases.values()].filter((database) => isMissing(primary, copy, database));
  const why = 'is not there: it is being seeded, or has to be restored and joined';
  return [...ours, ...missing.map((database): Classed => ({ database, isThere: false, proof: { is: 'seeding', why } }))];
}

/** It counts once one more reading of both told the same: one that is added just now is there a moment later. */
function isMissing(primary: Member, copy: Member, { id }: AgDatabase): boolean {
  if (copy.past[0].databases.has(id)) return false;
  const [then, there] = [primary.past[1], copy.past[1]];
  return then !== undefined && there !== undefined && then.databases.has(id) && !there.databases.has(id);
}

type Known = { led: Track; stood: Stood; primary: string; proof: Proof };

/** The same as long as neither of the two is read again: a track is made anew whenever its node is. */
function proofOf(primary: Member, copy: Member, { database, stood }: { database: AgDatabase; stood: Stood }): Proof {
  const led = trackOf(primary, database.id);
  const key = `proof ${copy.past[0].group.id} ${database.id}`;
  // Made here and nowhere else, so that it is one.
  const before = copy.party.made.get(key) as Known | undefined;
  const isSame = before?.led === led && before.primary === primary.party.node;
  if (before && isSame && before.stood.stuck === stood.stuck && before.stood.frozen === stood.frozen) return before.proof;
  const proof = prove(primary, copy, { database, stood });
  copy.party.made.set(key, { led, stood, primary: primary.party.node, proof } satisfies Known);
  return proof;
}

function prove(primary: Member, copy: Member, { database, stood }: { database: AgDatabase; stood: Stood }): Proof {
  const [led, own] = [trackOf(primary, database.id), trackOf(copy, database.id)];
  const source = primary.past[0].databases.get(database.id) ?? null;
  if (database.isJoined === false) return { is: 'seeding', why: 'has not joined the group' };
  const suspended = [database, source].find((one) => one?.isSuspended === true) ?? null;
  if (suspended) {
    const frozen = frozenOf(own);
    if (frozen) return { is: 'frozen', proof: frozen };
    const growth = growthOf(led.written, own.points.at(-1)?.at ?? 0, Number.POSITIVE_INFINITY);
    return {
      is: 'suspended',
      isByUser: isSuspendedByUser(suspended),
      reason: suspended.suspendReason,
      bytes: growth.readings > 1 ? growth.bytes : null,
    };
  }
  if (!source) return { is: 'unknown', why: `${primary.party.node} has no such database in this group` };
  return movementOf(led, own, { stood, primaryName: primary.party.node, isCutOff: cutOff(primary, copy, database.id) });
}

/** In what way one of the two calls the copy cut off. What a primary says of its copy is hearsay, which may make things worse and never better. */
function cutOff({ party, past: [{ group }] }: Member, { past: [{ own, server }] }: Member, id: string): string | null {
  const claim = group.replicas.find(({ isLocal, name }) => !isLocal && isNamed(server, name));
  if (own?.isConnected === false || claim?.isConnected === false) return 'is not connected';
  return claim && suspendedClaims(group).has(`${claim.id} ${id}`) ? `is suspended by the word of ${party.node}` : null;
}

/**
 * What is proved of the databases of a primary by itself: whether its view of them is frozen, or contradicted by a copy that had more. The rest of them is well by being written to. One that was frozen and whose log happens to rest is
 * frozen still, as long as nothing in it moves and a copy had more before.
 */
export function classifyPrimary(primary: Member, copies: readonly Member[], isStanding: boolean): Classed[] {
  return [...primary.past[0].databases.values()].flatMap((database): Classed[] => {
    const track = trackOf(primary, database.id);
    const following = copies.filter((copy) => copy.past[0].databases.get(database.id)?.isSuspended !== true);
    const others = following.map((copy) => trackOf(copy, database.id));
    const ahead = following.find((_, index) => isOlderThan(track, others[index] ?? NO_TRACK));
    const proof = frozenOf(track) ?? frozenAhead(track, others) ?? (isStanding && ahead ? stillFrozen(track) : null);
    if (proof) return [{ database, isThere: true, proof: { is: 'frozen', proof } }];
    if (mayBeFrozen(track)) return [{ database, isThere: true, proof: { is: 'unknown', why: LARGER } }];
    if (!ahead) return [];
    const why = `${ahead.party.node} had more of it before than it says itself later: what one of the two says is old`;
    return [{ database, isThere: true, proof: { is: 'unknown', why } }];
  });
}

const NO_TRACK: Track = { points: [], written: [] };
