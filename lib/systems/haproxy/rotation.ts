import type { NodeView } from '../../acting.ts';
import { figure } from './figures.ts';
import type { Stats, StatsRow } from './model.ts';
import { isUnchecked } from './status-server.ts';

/**
 * A server in one backend on one instance. `isUp` is its state alone; `inService` takes new requests, and by a check that was passed; `isOut` was taken out on
 * purpose. Counts are null where HAProxy does not tell them.
 */
export type Place = {
  group: string;
  node: string;
  backend: string;
  state: string;
  isUp: boolean;
  inService: boolean;
  isOut: boolean;
  sessions: number | null;
  queue: number | null;
  usedConnections: number | null;
  observedAt: number;
};

/**
 * Where a server stands, over all instances. `unread` are instances whose reading is too old or missing, so that nothing is known of the server there: as long as there
 * is one, nothing is said to be empty, out or in service everywhere.
 */
export type Rotation = {
  server: string;
  places: Place[];
  unread: { group: string; node: string; why: string }[];
  /** Takes requests everywhere, somewhere, or nowhere; unknown while instances are unread, or where there is no such server. */
  answer: 'in rotation' | 'partly in rotation' | 'out of rotation' | 'unknown';
  /** Sessions, waiting requests and used connections are 0 everywhere; null where that is not known. */
  isEmpty: boolean | null;
  /** The sum of the sessions that are known. */
  sessions: number;
};

/** Where a server of this name is, in one group or in all, in one backend or in all. Only fresh readings count. */
export function findRotation(
  nodes: readonly NodeView[],
  { server, group, backend }: { server: string; group?: string | undefined; backend?: string | undefined },
): Rotation {
  const asked = nodes.filter((node) => group === undefined || node.group === group);
  const fresh = asked.filter((node) => node.doubt === null);
  const places = fresh.flatMap((node) => placesOn(node, server)).filter((place) => backend === undefined || place.backend === backend);
  const unread = asked.flatMap(({ group, node, doubt }) => (doubt === null ? [] : [{ group, node, why: doubt }]));
  const isKnown = unread.length === 0 && places.length > 0;
  return {
    ...{ server, places, unread },
    answer: isKnown ? answerOf(places) : 'unknown',
    isEmpty: isKnown ? isEmpty(places) : null,
    sessions: places.reduce((sum, { sessions }) => sum + (sessions ?? 0), 0),
  };
}

function answerOf(places: readonly Place[]): Rotation['answer'] {
  if (places.every(({ inService }) => inService)) return 'in rotation';
  return places.some(({ inService }) => inService) ? 'partly in rotation' : 'out of rotation';
}

function isEmpty(places: readonly Place[]): boolean | null {
  if (places.some(({ sessions }) => sessions === null)) return null;
  // Versions before 2.2 do not count the connections in use.
  return places.every(({ sessions, queue, usedConnections }) => sessions === 0 && (queue ?? 0) === 0 && (usedConnections ?? 0) === 0);
}

function placesOn({ group, node, newest }: NodeView, server: string): Place[] {
  if (!newest) return [];
  // The engine hands back what the one probe of this system made.
  const { rows } = newest.value as Stats;
  return rows
    .filter((row) => row.kind === 'server' && row.name === server)
    .map((row) => ({
      ...{ group, node, backend: row.proxy, state: row.state.said, isUp: isUp(row), inService: isInService(row) },
      isOut: row.state.word === 'drain' || row.state.word === 'maintenance',
      ...{ sessions: figure(row, 'sessions'), queue: figure(row, 'queue'), usedConnections: figure(row, 'usedConnections') },
      observedAt: newest.observedAt,
    }));
}

/** Up by a check that was passed, or not checked at all, and with a weight. One that only comes from maintenance is not proved to serve. */
function isInService(row: StatsRow): boolean {
  return isUp(row) && !(row.state.word === 'up' && isUnchecked(row)) && figure(row, 'weight') !== 0;
}

function isUp({ state }: StatsRow): boolean {
  return state.word === 'up' || state.word === 'no check';
}
