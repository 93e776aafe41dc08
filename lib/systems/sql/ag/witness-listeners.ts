import type { Found } from '../../../finding.ts';
import type { AgGroup, Listener } from './model.ts';
import { groupRow } from './rows.ts';
import { AG, type Merged } from './witness-parties.ts';
import { onlyPrimary } from './witness-roles.ts';
import { foundOf, listed } from './witness-words.ts';

type State = 'down' | 'coming' | 'not told';

/**
 * Listeners that clients cannot reach: none of the addresses is online, by the word of the primary in two readings (sys.availability_group_listener_ip_addresses). Of several subnets one is
 * online and the others are not. Where no Windows cluster holds the addresses their state means nothing, and whether a group without a primary can be reached is told by that.
 */
export function findListeners(groups: readonly Merged[]): Found[] {
  return groups.flatMap((group) => {
    const primary = onlyPrimary(group);
    if (!primary) return [];
    const { past, party } = primary;
    const [now, before] = [past[0].group, past[1]?.group];
    if (now.isDistributed || now.clusterType !== 'wsfc' || before === undefined) return [];
    return now.listeners.flatMap((listener): Found[] => {
      const state = stateOf(listener);
      if (state === null || lastingState(before, listener) === null) return [];
      const rows = [{ node: party.node, row: groupRow(now.name) }];
      const { status, told } = TELLINGS[state];
      return [
        foundOf({
          ...{ id: `listener ${group.id} ${listener.id}`, kind: 'listener', title: 'Listener', status, place: group.name, probe: AG },
          ...{ subject: listener.dnsName || 'the listener', about: [], by: [party], rows, followsRows: true },
          told: [`${told}: ${addressWords(listener)}`],
        }),
      ];
    });
  });
}

const TELLINGS = {
  down: {
    status: 'critical',
    told: 'no address of it is online, so that clients that connect by its name do not reach the primary. Look at its resource in the Windows cluster',
  },
  coming: { status: 'warning', told: 'no address of it is online yet' },
  'not told': { status: 'unknown', told: 'whether clients reach the primary by it is not told' },
} as const;

/** Null where an address is online. */
function stateOf({ addresses }: Listener): State | null {
  const states = addresses.map(({ state }) => state);
  if (states.includes('online')) return null;
  if (states.includes('online pending')) return 'coming';
  return states.length === 0 || states.includes(null) ? 'not told' : 'down';
}

function lastingState({ listeners }: AgGroup, { id }: Listener): State | null {
  const before = listeners.find((one) => one.id === id);
  return before === undefined ? null : stateOf(before);
}

function addressWords({ addresses }: Listener): string {
  return addresses.length === 0 ? 'it tells of no address' : listed(addresses.map(({ ip, state }) => `${ip} ${state ?? 'not told'}`));
}
