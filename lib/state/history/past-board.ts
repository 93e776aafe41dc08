import { attentionIn } from '../../attention/attention.ts';
import type { LiveRow, SnapshotEvent } from '../../feed/events.ts';
import { hostsTiedTo } from '../../hosts/visible.ts';
import { sourceId } from '../../reading.ts';
import { timersIn } from '../../timers.ts';
import type { Board } from './board.ts';

/** What stands in a board of the past for the run of Vigil, the pages and the viewer that it was made for: no live one has these. */
export const PAST = { boot: 'past', build: 'past', viewer: 'past' } as const;

/** A board as the feed tells it to somebody who may view these systems, or all where that is null. The points of key figures are not kept with boards. */
export function snapshotOf(board: Board, moment: { at: number; doubtBefore: number }, views: readonly string[] | null): SnapshotEvent {
  const seen = views === null ? systemsOf(board) : new Set(views);
  const isSeen = ({ system }: { system: string }): boolean => seen.has(system);
  const sources = board.sources.filter(({ probe }) => isSeen(probe.source));
  const { marks, events, attention, timers, hosts } = board.beside;
  const ties = board.sources.map(({ probe }) => ({ system: probe.source.system, host: probe.host }));
  return {
    ...{ now: moment.at, doubtBefore: moment.doubtBefore, ...PAST, seqs: {} },
    probes: sources.map(({ probe }) => ({ ...probe, keyFigures: probe.keyFigures.map((figure) => ({ ...figure, trend: [] })) })),
    rows: Object.fromEntries(sources.map(({ probe, rows }): [string, LiveRow[]] => [sourceId(probe.source), [...rows]])),
    ...{ marks: marks.filter(isSeen), findings: board.findings.filter(isSeen), events: events.filter(isSeen) },
    ...{ attention: attentionIn(attention, seen), timers: timersIn(timers, seen), hosts: [...hostsTiedTo(hosts, ties, seen)] },
  };
}

/** Every system that anything of a board is of. */
function systemsOf({ sources, findings, beside }: Board): ReadonlySet<string> {
  const { marks, events, attention, timers } = beside;
  const named = [...sources.map(({ probe }) => probe.source), ...findings, ...marks, ...events, ...timers.map(({ order }) => order)];
  const concerned = [...attention.acknowledgements, ...attention.maintenances].flatMap(({ systems }) => systems);
  return new Set([...named.map(({ system }) => system), ...concerned]);
}
