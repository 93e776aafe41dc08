import type { Found } from '../../../finding.ts';
import type { WitnessInput, WitnessNode } from '../../../system.ts';
import type { Party } from '../witness-parties.ts';
import { findNamed } from './witness-named.ts';
import { watchersOf } from './witness-parties.ts';
import { findQuorum } from './witness-quorum.ts';

type Given = Pick<WitnessInput<unknown>, 'standing' | 'inFlight'>;

/**
 * What the Sentinels of a group, each read directly, prove against each other and against the own words of the nodes. It counts once it has survived one more reading of
 * each, because two readings are never simultaneous and a failover takes a moment; whom they name counts not while an action of ours on a node that is heard is on its way,
 * because a failover that was asked for is told to the nodes one after another. What is `standing` was proved before, and stays.
 */
export function findSentinels(nodes: readonly WitnessNode<unknown>[], parties: readonly Party[], { standing, inFlight }: Given): Found[] {
  const watchers = watchersOf(nodes);
  if (watchers.length === 0) return [];
  const isTurning = inFlight.some(({ node }) => parties.some((party) => party.node === node && party.readings.length > 0));
  const [named, quorum] = [findNamed, findQuorum].map((find) => {
    const [now, before] = [0, 1].map((place) => find({ watchers, parties, place }));
    return { now: now ?? [], proved: new Set(before?.map(({ id }) => id)) };
  });
  const counted = (one: typeof named, isHeld: boolean): Found[] =>
    one?.now.filter(({ id }) => standing.has(id) || (one.proved.has(id) && !isHeld)) ?? [];
  return [...counted(named, isTurning), ...counted(quorum, false)];
}
