'use client';
import { memo, useCallback, useMemo } from 'react';
import { useRowFindings } from '../findings/use-findings.ts';
import type { BoardGroup } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { ColumnHeads, Columns } from './column-heads.tsx';
import { COLUMNS } from './columns.ts';
import { useFolds } from './fold-context.tsx';
import { columnsFor, useInstances } from './instances.ts';
import { type ProxyLine, placeOf, unfold } from './lines.ts';
import { NodeList } from './node-list.tsx';
import { StatsBody } from './stats-body.tsx';
import type { Part } from './summary.ts';
import { useLines } from './use-lines.ts';

type BodyProps = {
  group: BoardGroup;
  parts: readonly Part[];
  /** The ids of the rows that a filter lets through; null without one. */
  matched: ReadonlySet<string> | null;
  /** The place that somebody came to. */
  place: string;
  hold: boolean;
  /** A mouse or the focus is there now. */
  isOver: boolean;
};

/** The key of the line of frontends and empty backends among those of the proxies. */
const REST = 'rest';

/** The instances of a tier, and what they have: each proxy and server once, over all of them. */
export const TierBody = memo(function TierBody({ group, parts, matched, place, hold, isOver }: BodyProps) {
  const { board } = useBoardTime();
  const { lines, opened, rest, isHeld } = useLines(parts, board, hold);
  const instances = useInstances(parts, board);
  const probes = parts.map(({ probe }) => probe);
  const folds = useFolds();
  const findings = useRowFindings({ system: group.system, group: group.name });
  const prefix = placeOf({ system: group.system, group: group.name }, '');
  const figures = useMemo(() => within(folds.figures, prefix), [folds.figures, prefix]);
  const here = place.startsWith(prefix) ? place.slice(prefix.length) : null;
  const isHereInRest = here !== null && rest.has(here) && !folds.shut.has(prefix + REST);
  const isRestOpen = isHereInRest || folds.open.has(prefix + REST);
  const drawn = useMemo(() => {
    const isOpen = (line: ProxyLine) => {
      if (folds.shut.has(prefix + line.key)) return false;
      const isFound = line.children.some(({ id }) => findings.has(id));
      return matched !== null || folds.open.has(prefix + line.key) || opened.has(line.key) || isFound;
    };
    const isFound = (id: string) => findings.has(id);
    const found = new Set(
      lines.filter(({ head, children }) => [head, ...children].some((row) => row && isFound(row.id))).map(({ key }) => key),
    );
    return unfold(lines, { isOpen, hasFigures: (id) => figures.has(id), isFound, matched, rest: rest.difference(found), isRestOpen });
  }, [lines, opened, rest, isRestOpen, matched, folds, figures, findings, prefix]);
  const onFold = useCallback((key: string, isOpen: boolean) => folds.setOpen(prefix + key, isOpen), [folds, prefix]);
  const onRest = useCallback((isOpen: boolean) => folds.setOpen(prefix + REST, isOpen), [folds, prefix]);
  const onFigures = useCallback((rowId: string, isOpen: boolean) => folds.setFigures(prefix + rowId, isOpen), [folds, prefix]);
  return (
    <>
      <NodeList {...{ group, parts, place, isHeld, isOver }} />
      {matched && lines.length > 0 && drawn.length === 0 ? <p className="note none q small">No row of {group.title} matches.</p> : null}
      {drawn.length === 0 ? null : (
        <div className="scroll pin">
          <table aria-label={`Proxies and servers of ${group.title}`}>
            <Columns probes={probes} />
            <ColumnHeads probes={probes} instances={instances} />
            <StatsBody
              {...{ drawn, instances, figures, findings, here, onFold, onRest, onFigures }}
              tier={group}
              span={COLUMNS.length + columnsFor(parts)}
            />
          </table>
        </div>
      )}
    </>
  );
});

/** The words that begin with a prefix, without it. */
function within(words: ReadonlySet<string>, prefix: string): ReadonlySet<string> {
  return new Set([...words].filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length)));
}
