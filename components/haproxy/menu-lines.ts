import { sourceId } from '#lib/reading.ts';
import type { StateWord } from '#lib/systems/haproxy/model.ts';
import type { Opening } from '../actions/run.ts';
import { viewOf } from './lines.ts';
import type { Part } from './summary.ts';
import { takesTraffic } from './words.ts';

/** One line of the menu of a server. `off` says why it cannot be had; `friction` what it asks. */
export type ActionLine = { words: string; friction: string; off: string | null; opening: Opening };

/** Of which server, in which backend of which tier. */
export type ServerPlace = { group: string; backend: string; server: string };

type Action = 'drain' | 'return' | 'maintenance' | 'ready';

/** `asks`: the dialog is shown whatever the preview says. `wide`: in every backend of every tier. */
type How = { asks: boolean; wide: boolean };

const TITLES: Record<Action, string> = { drain: 'Drain', return: 'Put back', maintenance: 'Maintenance of', ready: 'Put back at once' };

/** Where a server stands, by the newest readings: each place that has it, and whether a backend has no other that takes traffic. */
type Stand = { words: StateWord[]; backends: number; instances: number; isLast: boolean };

/** The lines for one server, those of its backend first. `why` is given where nothing at all can be done. */
export function serverLines(
  place: ServerPlace,
  parts: readonly Part[],
  why: string | null,
): { here: ActionLine[]; everywhere: ActionLine[] } {
  const { group, backend, server } = place;
  const here = standOf(parts, server, { group, backend });
  const all = standOf(parts, server, null);
  const line = (action: Action, words: string, how: How): ActionLine => {
    const stand = how.wide ? all : here;
    const opening: Opening = {
      order: { system: 'haproxy', action, input: how.wide ? { server } : { server, backend, group } },
      title: `${TITLES[action]} ${server} ${how.wide ? 'everywhere' : `in ${backend}`}`,
      asks: how.asks,
      lasts: action === 'drain' || action === 'maintenance',
      target: server,
    };
    return { words, friction: frictionOf(action, stand, how), off: why ?? nonsense(action, stand), opening };
  };
  return {
    here: [
      line('drain', `Drain in ${backend}`, { asks: false, wide: false }),
      line('return', 'Put back safely', { asks: false, wide: false }),
      line('drain', 'Drain with a reason…', { asks: true, wide: false }),
      line('maintenance', `Maintenance in ${backend}…`, { asks: true, wide: false }),
      line('ready', 'Put back at once…', { asks: true, wide: false }),
    ],
    everywhere: [
      line('drain', `Drain ${server} everywhere…`, { asks: true, wide: true }),
      line('maintenance', `Maintenance ${server} everywhere…`, { asks: true, wide: true }),
      line('return', `Put ${server} back everywhere…`, { asks: true, wide: true }),
    ],
  };
}

function frictionOf(action: Action, { isLast, backends, instances }: Stand, { asks, wide }: How): string {
  const takesOut = action === 'drain' || action === 'maintenance';
  if (takesOut && isLast) return 'asks for its name: the last one up';
  if (wide) return `asks, ${count(backends, 'backend')}, ${count(instances, 'instance')}`;
  return asks ? 'asks' : '1 click, undo';
}

/** Why an action would change nothing, anywhere that it would reach. */
function nonsense(action: Action, { words }: Stand): string | null {
  if (words.length === 0) return 'in no reading';
  switch (action) {
    case 'drain':
      if (words.every((word) => word === 'drain')) return 'draining already';
      return words.every(isOut) ? 'out already' : null;
    case 'maintenance':
      return words.every((word) => word === 'maintenance') ? 'in maintenance already' : null;
    case 'return':
    case 'ready':
      return words.some(isOut) ? null : 'it is not out';
  }
}

function isOut(word: StateWord): boolean {
  return word === 'drain' || word === 'maintenance';
}

function standOf(parts: readonly Part[], server: string, within: { group: string; backend: string } | null): Stand {
  const words: StateWord[] = [];
  const backends = new Set<string>();
  const instances = new Set<string>();
  let isLast = false;
  for (const { probe, rows } of parts) {
    if (within && probe.source.group !== within.group) continue;
    const servers = rows.map(viewOf).filter(({ kind }) => kind === 'server');
    for (const one of servers) {
      if (one.name !== server || (within && one.proxy !== within.backend)) continue;
      words.push(one.state.word);
      backends.add(one.proxy);
      instances.add(sourceId(probe.source));
      isLast ||= takesTraffic(one) && !servers.some((other) => other !== one && other.proxy === one.proxy && takesTraffic(other));
    }
  }
  return { words, backends: backends.size, instances: instances.size, isLast };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
