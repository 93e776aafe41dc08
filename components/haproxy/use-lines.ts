'use client';
import { useMemo, useState } from 'react';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import { judgeSubject } from '#lib/status.ts';
import { writeSort } from '../ui/sort.ts';
import { useSorting } from '../ui/sort-context.tsx';
import { useHeld } from '../ui/use-held.ts';
import { COLUMNS } from './columns.ts';
import { opensItself, orderOf, type ProxyLine, reorder, sortLines, sortLinesBy, toLines } from './lines.ts';

/** `isHeld`: the order shown is not the one that it would be now. `opened`: the proxies that open by themselves. */
export type Lines = {
  lines: readonly ProxyLine[];
  opened: ReadonlySet<string>;
  isHeld: boolean;
};

/** The rows of a reading, judged at this moment, in order; while held the order and what opened by itself stay. Made anew only when something turned. */
export function useLines(probe: ProbeRow, rows: readonly LiveRow[], moment: Moment, hold: boolean): Lines {
  const turned = useTurningMoment(probe, moment);
  const { sort } = useSorting();
  const natural = useMemo(() => {
    const worstFirst = sortLines(toLines(rows, (verdict) => judgeSubject(verdict, probe, turned)));
    const sortedBy = COLUMNS.find(({ id }) => id === sort?.column)?.sortedBy;
    const lines = sort && sortedBy ? sortLinesBy(worstFirst, sort.isDown, sortedBy) : worstFirst;
    return {
      lines,
      order: orderOf(lines),
      opened: new Set(lines.filter(opensItself).map((line) => line.key)),
    };
  }, [rows, probe, turned, sort]);
  const isHolding = hold && rows.length > 0;
  const held = useHeld(natural, isHolding, writeSort(sort));
  return useMemo(() => {
    if (!isHolding || held === natural) return { ...natural, isHeld: false };
    const lines = reorder(natural.lines, held.order);
    return {
      lines,
      opened: held.opened,
      isHeld: orderOf(lines).some((id, index) => id !== natural.order[index]),
    };
  }, [isHolding, held, natural]);
}

/**
 * The moment at which the freshness of a reading last turned. Between two turns no status can change, so that two thousand rows need not be judged
 * at each tick.
 */
function useTurningMoment(probe: ProbeRow, moment: Moment): Moment {
  const fresh = freshness(probe.newest, probe.staleAfterMs, moment);
  const key = `${fresh.is} ${fresh.is === 'stale' ? fresh.why : ''} ${probe.newest?.observedAt} ${probe.newest?.producedAt}`;
  const [turn, setTurn] = useState({ key, moment });
  if (turn.key === key) return turn.moment;
  setTurn({ key, moment });
  return moment;
}
