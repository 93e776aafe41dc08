'use client';
import { useMemo, useState } from 'react';
import { freshness, type Moment } from '#lib/reading.ts';
import { writeSort } from '../ui/sort.ts';
import { useSorting } from '../ui/sort-context.tsx';
import { useHeld } from '../ui/use-held.ts';
import { COLUMNS } from './columns.ts';
import { opensItself, orderOf, type ProxyLine, reorder, restOf, sortLines, sortLinesBy, toLines } from './lines.ts';
import { judgeAt, mergeRows } from './merge.ts';
import type { Part } from './summary.ts';
import { useWatch, watchedFirst } from './watch.tsx';

/** `isHeld`: the order shown is not the one that it would be now. `opened`: the proxies that open by themselves; `rest`: those of the last line. */
export type Lines = {
  lines: readonly ProxyLine[];
  opened: ReadonlySet<string>;
  rest: ReadonlySet<string>;
  isHeld: boolean;
};

/** The rows of a tier, judged at this moment, in order; while held the order and what folded or opened by itself stay. Made anew only when something turned. */
export function useLines(parts: readonly Part[], moment: Moment, hold: boolean): Lines {
  const turned = useTurningMoment(parts, moment);
  const { sort } = useSorting();
  const { watched } = useWatch();
  const natural = useMemo(() => {
    const worstFirst = sortLines(toLines(mergeRows(parts, judgeAt(turned))));
    const sortedBy = COLUMNS.find(({ id }) => id === sort?.column)?.sortedBy;
    const sorted = sort && sortedBy ? sortLinesBy(worstFirst, sort.isDown, sortedBy) : worstFirst;
    const lines = watchedFirst(sorted, ({ proxy }) => proxy, watched);
    return {
      lines,
      order: orderOf(lines),
      opened: new Set(lines.filter(opensItself).map((line) => line.key)),
      rest: restBeside(lines, watched),
    };
  }, [parts, turned, sort, watched]);
  const isHolding = hold && natural.lines.length > 0;
  const held = useHeld(natural, isHolding, `${writeSort(sort)} ${[...watched].join()}`);
  return useMemo(() => {
    if (!isHolding || held === natural) return { ...natural, isHeld: false };
    const lines = reorder(natural.lines, held.order);
    return {
      lines,
      opened: held.opened,
      rest: held.rest,
      isHeld: orderOf(lines).some((id, index) => id !== natural.order[index]),
    };
  }, [isHolding, held, natural]);
}

/** What is watched is shown. */
function restBeside(lines: readonly ProxyLine[], watched: ReadonlySet<string>): ReadonlySet<string> {
  const rest = restOf(lines);
  return new Set(lines.flatMap(({ key, proxy }) => (rest.has(key) && !watched.has(proxy) ? [key] : [])));
}

/**
 * The moment at which the freshness of a reading last turned. Between two turns no status can change, so that two thousand rows need not be judged
 * at each tick.
 */
function useTurningMoment(parts: readonly Part[], moment: Moment): Moment {
  const key = parts.map((part) => turnOf(part, moment)).join('\n');
  const [turn, setTurn] = useState({ key, moment });
  if (turn.key === key) return turn.moment;
  setTurn({ key, moment });
  return moment;
}

function turnOf({ probe: { newest, asked, staleAfterMs } }: Part, moment: Moment): string {
  const fresh = freshness(newest, staleAfterMs, moment);
  // What was never read turns stale when its time is up.
  if (fresh.is === 'never') return `never ${asked !== null && moment.now - asked.since > staleAfterMs}`;
  return `${fresh.is} ${fresh.is === 'stale' ? fresh.why : ''} ${newest?.observedAt} ${newest?.producedAt}`;
}
