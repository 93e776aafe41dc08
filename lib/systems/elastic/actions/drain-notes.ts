import type { Note } from '../../../acting.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/number.ts';
import { roomNeeded } from '../disk.ts';
import { isExcluded } from '../excluded.ts';
import type { Holding } from '../model.ts';
import type { FoundCluster } from './found.ts';
import type { Place } from './written.ts';

/** What a member holds, by name; null where it holds no data, is not in the cluster, or that is not read. */
export function holdingOf({ allocation }: Pick<FoundCluster, 'allocation'>, member: string): Holding | null {
  return allocation?.holdings.find(({ name }) => name === member) ?? null;
}

/** What is to be known before a member is drained: whether the others have the room, whether every replica still finds a place, and what keeps shards from moving at all. */
export function drainNotes(cluster: FoundCluster, holding: Holding, { names, at }: { names: readonly string[]; at: Place }): Note[] {
  return [
    ...roomNotes(cluster, holding),
    ...copyNotes(cluster, holding),
    ...tierNotes(cluster, holding),
    ...haltNotes(cluster),
    ...listNotes(names, at),
    ...masterNotes(cluster, holding),
  ];
}

/** Those that may take what it holds: all that hold data, are not drained themselves, and are not to go by the word of an orchestrator. */
function takers({ allocation }: FoundCluster, { name }: Holding): Holding[] {
  if (allocation === null) return [];
  const going = new Set((allocation.shuttingDown ?? []).filter(({ type }) => type !== 'RESTART').map((one) => one.name));
  return allocation.holdings.filter((other) => other.name !== name && !going.has(other.name) && !isExcluded(other, allocation.settings));
}

/** Of a member, the tiers whose indices it may hold: `data` alone is all of them. Null where its roles are not read. */
function tiersOf({ load }: FoundCluster, name: string): ReadonlySet<string> | null {
  const roles = load?.members.find((member) => member.name === name)?.roles;
  return roles === undefined ? null : new Set(roles.filter((role) => role === ALL_TIERS || role.startsWith('data_')));
}

const ALL_TIERS = 'data';
/** Where an index stands that asks for no tier (index.routing.allocation.include._tier_preference). */
const USUAL_TIER = 'data_content';

/** Indices that ask for a tier go nowhere else, whatever room there is. */
function tierNotes(cluster: FoundCluster, holding: Holding): Note[] {
  const own = tiersOf(cluster, holding.name);
  const others = takers(cluster, holding).map(({ name }) => tiersOf(cluster, name));
  if (own === null || others.includes(null))
    return [
      { status: 'warning', words: 'the roles of the members are not read just now: whether another one is of its tier is not known' },
    ];
  const wanted = [...own].map((role) => (role === ALL_TIERS ? USUAL_TIER : role));
  const alone = wanted.filter((tier) => others.every((tiers) => !tiers?.has(tier) && !tiers?.has(ALL_TIERS)));
  if (alone.length === 0 || others.length === 0) return [];
  return [{ status: 'critical', words: `no other member is of ${alone.join(', ')}: what asks for that stays where it is` }];
}

/** Whether some index that one of them holds may go to the other; true where their roles are not read. */
function shareTier(one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): boolean {
  if (one === null || other === null) return true;
  return one.has(ALL_TIERS) || other.has(ALL_TIERS) || [...one].some((tier) => other.has(tier));
}

function roomNotes(cluster: FoundCluster, holding: Holding): Note[] {
  const own = tiersOf(cluster, holding.name);
  const others = takers(cluster, holding).filter(({ name }) => shareTier(own, tiersOf(cluster, name)));
  const marks = cluster.allocation?.settings.watermarks;
  const rooms = others.map(({ diskAvailableBytes, diskTotalBytes }) => {
    if (diskAvailableBytes === null || diskTotalBytes === null || !marks) return null;
    const kept = marks.isEnabled ? roomNeeded(marks.low, marks.headroom?.low ?? null, diskTotalBytes) : 0;
    return kept === null ? null : Math.max(0, diskAvailableBytes - kept);
  });
  const known = rooms.filter((room) => room !== null);
  const room = known.reduce((sum, one) => sum + one, 0);
  const { indicesBytes } = holding;
  if (indicesBytes === null || known.length < rooms.length)
    return [
      {
        status: 'warning',
        words: 'whether the other disks have room for what it holds cannot be told: not all of them say how full they are',
      },
    ];
  const words = `it holds ${formatBytes(indicesBytes)}; below their low watermark the ${othersHave(others.length)} room for ${formatBytes(room)}`;
  if (room < indicesBytes) return [{ status: 'critical', words: `${words}: some shards will stay where they are` }];
  return [{ status: room < indicesBytes * 1.2 ? 'warning' : 'ok', words }];
}

function othersHave(count: number): string {
  return count === 1 ? '1 other has' : `${formatCount(count)} others have`;
}

/** A shard has one copy on a member at most. */
function copyNotes(cluster: FoundCluster, holding: Holding): Note[] {
  const left = takers(cluster, holding).length;
  if (left === 0) return [{ status: 'critical', words: 'no other member may hold shards: nothing can move' }];
  if (cluster.indices === null)
    return [
      {
        status: 'warning',
        words: `${formatCount(left)} ${left === 1 ? 'other' : 'others'} may hold shards; how many copies each index wants is not read just now`,
      },
    ];
  const wide = cluster.indices.indices.filter(({ copies }) => copies + 1 > left);
  if (wide.length === 0) return [];
  const some = wide
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ');
  return [
    {
      status: 'critical',
      words: `${formatCount(wide.length)} ${wide.length === 1 ? 'index wants' : 'indices want'} more copies of each shard than the ${formatCount(left)} ${left === 1 ? 'member that is' : 'members that are'} left (${some}${wide.length > 3 ? ', …' : ''}): those copies will stay where they are`,
    },
  ];
}

function haltNotes({ allocation, health }: FoundCluster): Note[] {
  const enable = allocation?.settings.enable?.value;
  const notes: Note[] = [];
  if (enable !== undefined && enable !== 'all')
    notes.push({ status: 'critical', words: `allocation is set to ${enable}: nothing moves until it is all again` });
  if (health.color === 'red') notes.push({ status: 'warning', words: 'the cluster is red: shards without a primary cannot be moved' });
  return notes;
}

function listNotes(names: readonly string[], at: Place): Note[] {
  const notes: Note[] = [];
  if (names.length > 0)
    notes.push({
      status: 'ok',
      words: `${names.join(', ')} ${names.length === 1 ? 'stands' : 'stand'} in the list already, and ${names.length === 1 ? 'stays' : 'stay'} there`,
    });
  if (at === 'transient')
    notes.push({
      status: 'warning',
      words:
        'the list is written as a transient setting, which wins over a persistent one: it is changed there, and is gone when the whole cluster restarts',
    });
  return notes;
}

function masterNotes({ load, owns }: FoundCluster, { name }: Holding): Note[] {
  const masterId = owns.find(({ own }) => own !== null && own.masterId !== null)?.own?.masterId;
  const isMaster = load?.members.some((member) => member.name === name && member.id === masterId) ?? false;
  return isMaster ? [{ status: 'ok', words: `${name} is the elected master, and stays it: a drain moves shards alone` }] : [];
}
