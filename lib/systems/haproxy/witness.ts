import type { Found } from '../../finding.ts';
import type { WitnessInput } from '../../system.ts';
import { findMissing } from './witness-missing.ts';
import { partiesOf } from './witness-parties.ts';
import { findStandby, withStandby } from './witness-standby.ts';
import { findSplitStates } from './witness-states.ts';
import { findUndone } from './witness-undone.ts';
import { findSplitWeights } from './witness-weights.ts';

/** What the instances of a tier, each read directly, prove together: where they disagree, which of them serve, and what a restart undid. */
export function witnessTier(input: WitnessInput<unknown>): Found[] {
  const parties = withStandby(partiesOf(input.nodes));
  const given = { parties, standing: input.standing, inFlight: input.inFlight };
  return [...findUndone(input), ...findSplitStates(given), ...findSplitWeights(given), ...findMissing(given), ...findStandby(parties)];
}
