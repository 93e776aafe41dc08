import type { Mark } from '#lib/act/outcome.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { type Moment, sourceId } from '#lib/reading.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import type { Place, Word } from '../standing.ts';
import type { Part } from '../summary.ts';
import { whoIs } from './who.ts';

/**
 * A server in one backend on one instance, as far as draining goes. `leaving`: nothing new is sent there, and what runs is counted; `down` by its check and not drained by anybody here;
 * `in`: it takes traffic; `untold`: it says something that its grammar does not hold. `mark` is who took it out; null where that was not done here, or it was put back.
 */
export type Spot = {
  key: string;
  group: string;
  groupTitle: string;
  backend: string;
  node: string;
  source: string;
  row: string | null;
  is: 'leaving' | 'down' | 'in' | 'absent' | 'untold' | 'unread';
  view: RowView | null;
  mark: Mark | null;
  probe: ProbeRow;
};

/** How far a drain is. `nobody`: no reading names the server; `unread`: nothing that is read now tells of it. */
export type DrainPhase = 'nobody' | 'unread' | 'draining' | 'down' | 'back';

/** What is left where nothing new is sent. Null where one of them does not tell it. */
export type Left = { sessions: number | null; queue: number; usedConnections: number };

/**
 * A server that is followed until it is empty. `counted` are the spots whose sessions are summed; `unread` the instances that cannot be relied on, which have it or may have it. `isEmpty` is
 * of all of it: null while one of them is not read or does not tell.
 */
export type DrainState = {
  server: string;
  group: string | null;
  phase: DrainPhase;
  spots: readonly Spot[];
  counted: readonly Spot[];
  still: readonly Spot[];
  unread: readonly ProbeRow[];
  left: Left;
  isEmpty: boolean | null;
};

type Known = { places: readonly Place[]; parts: readonly Part[]; board: Moment; markOf(word: Word): Mark | null };

/** How the drain of a server stands by what is read now, over all tiers or one ("web03", "public/web03"). */
export function drainState(who: string, { places, parts, board, markOf }: Known): DrainState {
  const { server, group } = whoIs(who);
  const own = group === null ? places : places.filter((place) => place.group === group);
  const spots = own.flatMap((place) => place.words.map((word) => spotOf(place, word, markOf(word))));
  const unread = unreadProbes(spots, parts, { group, board });
  const phase = phaseOf(spots);
  const counted = spots.filter(({ is }) => is === 'leaving' || is === 'down');
  const left = leftIn(counted);
  const still = spots.filter(({ is }) => is === 'in');
  const isKnown = unread.length === 0 && left.sessions !== null && !spots.some(({ is }) => is === 'untold');
  const isNothing = left.sessions === 0 && left.queue === 0 && left.usedConnections === 0;
  return { server, group, phase, spots, counted, still, unread, left, isEmpty: isKnown && counted.length > 0 ? isNothing : null };
}

/** A backend of a tier. */
export function backendKey({ group, backend }: Pick<Spot, 'group' | 'backend'>): string {
  return `${group} ${backend}`;
}

function spotOf(place: Place, { probe, standing, view, row }: Word, mark: Mark | null): Spot {
  const { group, groupTitle, backend } = place;
  const { node } = probe.source;
  const isOrdered = mark !== null && (mark.wanted === 'drain' || mark.wanted === 'maintenance');
  return {
    ...{ key: `${place.key} ${node}`, group, groupTitle, backend, node, source: sourceId(probe.source), row: row?.id ?? null },
    ...{ is: spotIs(standing, isOrdered), view, mark: isOrdered ? mark : null, probe },
  };
}

// Down hides a drain: what somebody drained here, and nobody put back, is on its way out all the same.
function spotIs(standing: Word['standing'], isOrdered: boolean): Spot['is'] {
  switch (standing) {
    case 'in':
    case 'backup':
      return 'in';
    case 'out':
      return 'leaving';
    case 'down':
      return isOrdered ? 'leaving' : 'down';
    case 'unknown':
      return 'untold';
    case 'absent':
    case 'unread':
      return standing;
  }
}

function phaseOf(spots: readonly Spot[]): DrainPhase {
  const has = (...words: Spot['is'][]) => spots.some(({ is }) => words.includes(is));
  if (!spots.some(({ is, view }) => is !== 'absent' && (is !== 'unread' || view !== null))) return 'nobody';
  if (has('leaving')) return 'draining';
  if (has('down')) return 'down';
  return has('in') && !has('untold') ? 'back' : 'unread';
}

/** Sums of what is told. Versions before 2.2 do not count the connections in use. */
function leftIn(counted: readonly Spot[]): Left {
  const sum = (of: (view: RowView) => number) => counted.reduce((all, { view }) => all + (view === null ? 0 : of(view)), 0);
  const isTold = counted.every(({ view }) => view !== null && view.sessions !== null);
  return {
    sessions: isTold ? sum(({ sessions }) => sessions ?? 0) : null,
    queue: sum(({ queue }) => queue ?? 0),
    usedConnections: sum(({ usedConnections }) => usedConnections ?? 0),
  };
}

// An instance that was never read may have the server, as may one of a tier that has it.
function unreadProbes(
  spots: readonly Spot[],
  parts: readonly Part[],
  { group, board }: { group: string | null; board: Moment },
): ProbeRow[] {
  const tiers = new Set(spots.filter(({ view }) => view !== null).map((spot) => spot.group));
  return parts
    .map(({ probe }) => probe)
    .filter(({ source }) => group === null || source.group === group)
    .filter((probe) => !isReliedOn(probe, board) && (probe.newest === null || tiers.has(probe.source.group)));
}
