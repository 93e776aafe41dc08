import type { Found } from '../../finding.ts';
import { formatAge } from '../../format/age.ts';
import { type Movement, movementOf } from './witness-offsets.ts';
import type { Party } from './witness-parties.ts';
import { type Chain, chainOf, treeAt } from './witness-tree.ts';
import { foundOf, namesOf } from './witness-words.ts';

/** A replica moves, or is stuck, or behind: never two of them. */
const MOVEMENT = 'movement';

/** A replica with the top of its chain of masters, and what the two prove. */
type Moved = { party: Party; top: Party; chain: Chain; movement: Movement };

/**
 * What is proved of each replica that can be heard: that it moves, that it is idle and has everything, that it is stuck, or that nothing is known. A replica below one that
 * is stuck is stuck with it, and told with it. Whose masters end nowhere or in a circle is told by that.
 */
export function findMovement(parties: readonly Party[], standing: ReadonlySet<string>): Found[] {
  const tree = treeAt(parties, 0);
  const moved = parties.flatMap((party): Moved[] => {
    const chain = chainOf(party, tree);
    if (chain.path.length === 0 || (chain.upward.is !== 'none' && chain.upward.is !== 'unread')) return [];
    return [{ party, chain, top: chain.end, movement: moveOf(party, chain, standing.has(stuckId(party))) }];
  });
  const stuck = new Set(moved.filter(({ movement }) => movement.is === 'stuck').map(({ party }) => party));
  return moved.flatMap((one) => {
    if (stuckAbove(one, stuck)) return [];
    const below = moved.filter((other) => stuckAbove(other, stuck) === one.party).map(({ party }) => party);
    return [toFound(one, below)];
  });
}

function moveOf(party: Party, { end, upward }: Chain, isStuck: boolean): Movement {
  const link = party.readings[0]?.value.link ?? null;
  if (link?.isUp !== true) return { is: 'unknown', why: 'its link to its master is down by its own word' };
  if (upward.is === 'unread') return { is: 'unknown', why: `${end.node}, which it follows, is not read now` };
  return movementOf(party.readings, end.readings, isStuck);
}

/** The one nearest to the top that is stuck, where a node is stuck itself and not the only one. */
function stuckAbove({ party, chain }: Moved, stuck: ReadonlySet<Party>): Party | null {
  return stuck.has(party) ? (chain.path.slice(1).findLast((above) => stuck.has(above)) ?? null) : null;
}

function movementId({ node }: Party): string {
  return `movement of ${node}`;
}

/** An id of its own: by it the next look knows that it stands. */
function stuckId({ node }: Party): string {
  return `stuck ${node}`;
}

function toFound({ party, top, movement }: Moved, below: readonly Party[]): Found {
  const place = { about: [party, ...below], by: [top], followsRows: true, cause: MOVEMENT };
  const id = movementId(party);
  switch (movement.is) {
    case 'moving':
    case 'idle':
      return toWell({ party, top, movement });
    case 'stuck': {
      const others = below.length === 0 ? '' : `; ${namesOf(below)} below it ${below.length === 1 ? 'gets' : 'get'} nothing either`;
      const told = [
        `carries nothing out though its link is up by its own word, while ${top.node} has more than it${others}: is it paused (CLIENT UNPAUSE) or held up?`,
      ];
      return foundOf({ ...place, id: stuckId(party), kind: 'stuck', title: 'Stuck', status: 'critical', since: movement.since, told });
    }
    case 'unknown': {
      const told = [`not known whether it has what ${top.node} has: ${movement.why}`];
      return foundOf({ ...place, id, kind: 'not known', title: 'Not known', status: 'unknown', told });
    }
  }
}

type Well = Omit<Moved, 'movement' | 'chain'> & { movement: Extract<Movement, { is: 'moving' | 'idle' }> };

function toWell({ party, top, movement: { is, provedAt, behindMs } }: Well): Found {
  const place = { about: [party], by: [top], followsRows: true, cause: MOVEMENT, id: movementId(party) };
  const limit = party.settings.limits.behindWarningSeconds;
  if (limit !== null && behindMs > limit * 1_000) {
    const far = provedAt === null ? `more than ${formatAge(behindMs)}` : formatAge(behindMs);
    const told = [`behind ${top.node} by ${far}: the warning limit is ${limit} s`];
    return foundOf({ ...place, kind: 'behind', title: 'Behind', status: 'warning', told });
  }
  if (is === 'idle' && provedAt !== null)
    return foundOf({
      ...{ ...place, kind: 'idle', title: 'Idle, proved', status: 'ok' },
      told: ['idle, proved at ', provedAt, `: has all that ${top.node} had`],
    });
  const told = provedAt === null ? ['moving'] : [`moving, has all that ${top.node} had at `, provedAt];
  return foundOf({ ...place, kind: 'moving', title: 'Moving', status: 'ok', told });
}
