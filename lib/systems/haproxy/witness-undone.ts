import type { InFlight } from '../../acting.ts';
import type { Found, NodeEvent } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import type { WitnessInput, WitnessMark, WitnessNode } from '../../system.ts';
import { figure } from './figures.ts';
import type { Stats, StatsRow } from './model.ts';
import { rowIn, STATS } from './witness-parties.ts';
import { isTouched } from './witness-states.ts';
import { listed } from './witness-words.ts';

type Undone = { row: StatsRow; mark: WitnessMark; event: NodeEvent };

/**
 * Servers that somebody took out through Vigil, and that a restart or reload after that put back into rotation: a new process knows nothing of what an admin set, unless it loads a state
 * file. Critical where somebody put it into maintenance, because he may be at work on it.
 */
export function findUndone({ nodes, marks, events, inFlight }: WitnessInput<unknown>): Found[] {
  return nodes.flatMap((node) => {
    const [newest] = (node.windows[STATS] ?? []) as readonly Reading<Stats>[];
    if (!newest) return [];
    const undone = marks.filter((mark) => mark.node === node.node).flatMap((mark) => undoneOf(mark, newest, { events, inFlight }));
    return [...Map.groupBy(undone, ({ row }) => row.name).values()].flatMap((own) => foundOf(node, newest, own));
  });
}

function undoneOf(
  mark: WitnessMark,
  newest: Reading<Stats>,
  given: { events: readonly NodeEvent[]; inFlight: readonly InFlight[] },
): Undone[] {
  const row = rowIn(newest, mark.row);
  if (!row || !isBack(row) || (mark.wanted !== 'drain' && mark.wanted !== 'maintenance')) return [];
  const inFlight = given.inFlight.filter(({ node }) => node === mark.node);
  const event = given.events
    .filter(({ node, to }) => node === mark.node && to > mark.at && to <= newest.observedAt)
    .reduce<NodeEvent | null>((first, one) => (first && first.to <= one.to ? first : one), null);
  return event && !isTouched(row, inFlight) ? [{ row, mark, event }] : [];
}

function isBack(row: StatsRow): boolean {
  return (row.state.word === 'up' || row.state.word === 'no check') && figure(row, 'weight') !== 0;
}

function foundOf({ node }: WitnessNode<unknown>, { observedAt }: Reading<Stats>, undone: readonly Undone[]): Found[] {
  const [first, ...others] = undone;
  if (!first) return [];
  const { row, mark, event } = others.reduce((last, one) => (one.mark.at > last.mark.at ? one : last), first);
  const isAtWork = undone.some(({ mark }) => mark.wanted === 'maintenance');
  const why = mark.reason === null ? '' : ` (${mark.reason})`;
  const what = mark.wanted === 'drain' ? 'drain' : 'maintenance';
  const found: Found = {
    ...{ id: `${row.name} put back on ${node}`, kind: 'put back', title: 'Put back by a restart', subject: row.name, host: row.name },
    place: listed(undone.map(({ row }) => row.proxy)),
    judged: { status: isAtWork ? 'critical' : 'warning', since: null },
    told: [
      `back in rotation on ${node}: it ${event.words} between `,
      ...[event.from, ' and ', event.to],
      `, which undid the ${what} by ${mark.by} at `,
      ...[mark.at, why].filter((piece) => piece !== ''),
    ],
    nodes: [node],
    probe: STATS,
    rows: undone.map(({ row }) => ({ node, row: row.id })),
    followsRows: false,
    observedAt,
  };
  return [found];
}
