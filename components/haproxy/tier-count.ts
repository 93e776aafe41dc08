import type { ProbeRow } from '#lib/feed/events.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { viewOf } from './lines.ts';
import type { Part } from './summary.ts';
import { takesTraffic } from './words.ts';

/**
 * In how many places, each a backend on an instance, a server takes traffic, is out (in drain, in maintenance, without weight, or asked to take none), is down, or says what Vigil does
 * not know. `probes` are those of the instances that hold it: the counts are as old as the oldest of them.
 */
export type ServerCount = { name: string; probes: ProbeRow[]; taking: number; out: number; down: number; unknown: number };

const names = new Intl.Collator('en', { numeric: true });

/** The servers of these instances by name, those that are down first, then those that are out. */
export function countServers(parts: readonly Part[]): ServerCount[] {
  const counts = new Map<string, ServerCount>();
  for (const { probe, rows } of parts) {
    for (const view of rows.map(viewOf)) {
      if (view.kind !== 'server') continue;
      const count = counts.get(view.name) ?? { name: view.name, probes: [], taking: 0, out: 0, down: 0, unknown: 0 };
      counts.set(view.name, count);
      if (count.probes.at(-1) !== probe) count.probes.push(probe);
      count[placeOf(view)] += 1;
    }
  }
  return [...counts.values()].sort((a, b) => b.down + b.unknown - a.down - a.unknown || b.out - a.out || names.compare(a.name, b.name));
}

function placeOf(view: RowView): 'taking' | 'out' | 'down' | 'unknown' {
  if (takesTraffic(view)) return 'taking';
  const { word } = view.state;
  if (word === 'down') return 'down';
  // Up and yet without traffic: of weight 0.
  return word === 'drain' || word === 'maintenance' || word === 'nolb' || word === 'up' || word === 'no check' ? 'out' : 'unknown';
}
