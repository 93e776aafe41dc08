import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { viewOf } from './lines.ts';
import type { Part } from './summary.ts';
import { takesTraffic } from './words.ts';

/** A server as one instance shows it. */
export type On = { probe: ProbeRow; row: LiveRow };

/** Whom an order is about: one server, or all of a backend or of a tier; in one tier or everywhere; on one instance alone. Null is no narrowing. */
export type Scope = { group: string | null; backend: string | null; server: string | null; only: { group: string; node: string } | null };

type Place = { probe: ProbeRow; view: RowView; rowId: string };

/** What the newest readings show of a scope. `empties`: some backend has traffic, and no other server that takes it. */
export type Stand = { places: Place[]; backends: number; instances: number; empties: boolean; sessions: number | null };

/** What the newest readings show of these servers. */
export function standOf(parts: readonly Part[], scope: Scope): Stand {
  const places: Place[] = [];
  const kept = new Map<string, boolean>();
  for (const { probe, rows } of parts) {
    if (!isAmong(scope, probe)) continue;
    for (const row of rows) {
      const view = viewOf(row);
      if (view.kind !== 'server') continue;
      const isMeant = isOf(scope, view);
      if (isMeant) places.push({ probe, view, rowId: row.id });
      if (!takesTraffic(view)) continue;
      const backend = `${sourceId(probe.source)} ${view.proxy}`;
      kept.set(backend, (kept.get(backend) ?? false) || !isMeant);
    }
  }
  const own = new Set(places.filter(({ view }) => takesTraffic(view)).map(({ probe, view }) => `${sourceId(probe.source)} ${view.proxy}`));
  const counts = places.map(({ view }) => view.sessions);
  return {
    places,
    backends: new Set(places.map(({ view }) => view.proxy)).size,
    instances: new Set(places.map(({ probe }) => sourceId(probe.source))).size,
    empties: [...own].some((backend) => kept.get(backend) === false),
    sessions: counts.some((count) => count === null) ? null : counts.reduce((sum: number, count) => sum + (count ?? 0), 0),
  };
}

/** The input of an order for this scope. */
export function inputOf({ group, backend, server, only }: Scope): object {
  return {
    ...(server === null ? {} : { server }),
    ...(backend === null ? {} : { backend }),
    ...(group === null ? {} : { group }),
    ...(only === null ? {} : { only: [only] }),
  };
}

/** The probes of the instances that hold a scope, or may hold it: those that were never read. */
export function probesOf(parts: readonly Part[], scope: Scope): ProbeRow[] {
  return parts.flatMap(({ probe, rows }) => {
    if (!isAmong(scope, probe)) return [];
    const holds = probe.newest === null || rows.some((row) => viewOf(row).kind === 'server' && isOf(scope, viewOf(row)));
    return holds ? [probe] : [];
  });
}

function isAmong({ group, only }: Scope, { source }: ProbeRow): boolean {
  if (group !== null && source.group !== group) return false;
  return only === null || (only.group === source.group && only.node === source.node);
}

function isOf({ backend, server }: Scope, { name, proxy }: RowView): boolean {
  return (server === null || name === server) && (backend === null || proxy === backend);
}
