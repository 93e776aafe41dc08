'use client';
import { createContext, useContext } from 'react';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { freshness, type Moment, sourceId } from '#lib/reading.ts';
import { nodeKey } from '#lib/roll-up.ts';
import type { ProcessView, ServerState } from '#lib/systems/haproxy/model-socket.ts';

/** What the runtime socket of one instance tells; a probe is null where it is not asked. `servers` by the id that a server has in the statistics. */
export type Sockets = {
  info: { probe: ProbeRow; process: ProcessView | null } | null;
  servers: { probe: ProbeRow; byId: ReadonlyMap<string, ServerState> } | null;
};

/** What is known of one server beyond the statistics: no socket to ask, one that was not read, one that does not know the server, or what it says. */
export type ToldOfServer = { is: 'no socket' } | { is: 'not read'; why: string } | { is: 'not there' } | { is: 'told'; state: ServerState };

/** Of an instance whose socket is not asked. */
export const NO_SOCKETS: Sockets = { info: null, servers: null };

// One and the same, so that no row is drawn again for sockets that there are not.
const NOBODY: ReadonlyMap<string, Sockets> = new Map();

/** By nodeKey. */
export const SocketsContext = createContext(NOBODY);

/** The runtime socket of an instance, by its nodeKey. */
export function useSockets(node: string): Sockets {
  return useContext(SocketsContext).get(node) ?? NO_SOCKETS;
}

/** What the probes of runtime sockets have read, by nodeKey. */
export function socketsOf(probes: readonly ProbeRow[], rowsOf: (id: string) => readonly LiveRow[]): ReadonlyMap<string, Sockets> {
  const asides = probes.filter(({ isAside }) => isAside);
  if (asides.length === 0) return NOBODY;
  const found = new Map<string, Sockets>();
  for (const probe of asides) {
    const key = nodeKey(probe.source);
    const sockets = found.get(key) ?? { info: null, servers: null };
    const own = rowsOf(sourceId(probe.source));
    // The engine sends with each source what the probe of that name made.
    if (probe.source.probe === 'info') sockets.info = { probe, process: (own[0]?.value as ProcessView | undefined) ?? null };
    if (probe.source.probe === 'servers') sockets.servers = { probe, byId: byIdOf(own) };
    found.set(key, sockets);
  }
  return found;
}

/** What a socket tells of one server now; a reading that is too old tells nothing. */
export function toldOf({ servers }: Sockets, rowId: string, moment: Moment): ToldOfServer {
  if (servers === null) return { is: 'no socket' };
  const { probe, byId } = servers;
  const failure = probe.attempt?.failure ?? null;
  const fresh = freshness(probe.newest, probe.staleAfterMs, moment);
  if (fresh.is !== 'fresh') return { is: 'not read', why: failure?.message ?? (fresh.is === 'never' ? 'never read' : 'read too long ago') };
  const state = byId.get(rowId);
  return state ? { is: 'told', state } : { is: 'not there' };
}

const known = new WeakMap<readonly LiveRow[], ReadonlyMap<string, ServerState>>();

// The rows of a source stay the same from reading to reading unless one of them changed.
function byIdOf(rows: readonly LiveRow[]): ReadonlyMap<string, ServerState> {
  const found = known.get(rows) ?? new Map(rows.map((row) => [row.id, row.value as ServerState]));
  known.set(rows, found);
  return found;
}
