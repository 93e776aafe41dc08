'use client';
import { memo, useCallback, useMemo } from 'react';
import { isSilence } from '#lib/failure.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { freshness, sourceId } from '#lib/reading.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { Age } from '../reading/age.tsx';
import type { BoardNode } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { ProbeTrouble } from '../reading/probe-trouble.tsx';
import { barTone } from '../reading/row-tone.ts';
import { Flash } from '../ui/flash.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import { COLUMNS } from './columns.ts';
import { useFolds } from './fold-context.tsx';
import { type ProxyLine, unfold } from './lines.ts';
import { StatsBody } from './stats-body.tsx';
import type { Part } from './summary.ts';
import { useLines } from './use-lines.ts';

type NodeProps = {
  node: BoardNode;
  parts: readonly Part[];
  matched: ReadonlyMap<string, ReadonlySet<string>> | null;
  hold: boolean;
};

/** One instance: a line that says how it is, why its values cannot be trusted if they cannot, and its proxies. */
export function NodeSection({ node, parts, matched, hold }: NodeProps) {
  return (
    <>
      {parts.map(({ probe, rows }, index) => {
        const id = sourceId(probe.source);
        const head = index === 0 ? node : null;
        return <NodeRows key={id} head={head} probe={probe} rows={rows} matched={matched?.get(id) ?? null} hold={hold} />;
      })}
    </>
  );
}

function NodeHead({ node, isHeld }: { node: BoardNode; isHeld: boolean }) {
  const { board } = useBoardTime();
  const { verdict } = rollUp(node.probes, board);
  const first = node.probes[0];
  if (!first) return null;
  const { source } = first;
  return (
    <tbody className="node">
      <tr className={barTone(verdict.status)} id={nodeKey(source)} tabIndex={-1}>
        <th scope="rowgroup" colSpan={COLUMNS.length}>
          <span className="line">
            <StatusShape status={verdict.status} label={verdict.status} />
            <span className="b">{node.name}</span>
            <span className="q small">{node.address}</span>
            <Flash of={verdict.status} className={verdict.status === 'ok' ? 'm small' : `w ${verdict.status} small reason`}>
              {verdict.reason}
            </Flash>
            <span className="grow" />
            {isHeld ? <span className="q small">order held while you are here</span> : null}
            <Age probe={first} />
            <PollButton
              target={{
                system: source.system,
                group: source.group,
                node: source.node,
              }}
              name={node.name}
              isPlain
            />
          </span>
        </th>
      </tr>
    </tbody>
  );
}

type RowsProps = {
  /** Drawn over the rows of a node's first probe. */
  head: BoardNode | null;
  probe: ProbeRow;
  rows: readonly LiveRow[];
  matched: ReadonlySet<string> | null;
  hold: boolean;
};

const NodeRows = memo(function NodeRows({ head, probe, rows, matched, hold }: RowsProps) {
  const { board } = useBoardTime();
  const { lines, opened, isHeld } = useLines(probe, rows, board, hold);
  const isStale = freshness(probe.newest, probe.staleAfterMs, board).is === 'stale';
  const failure = probe.attempt?.failure ?? null;
  const isRefused = failure !== null && !isSilence(failure);
  const folds = useFolds();
  const prefix = `${sourceId(probe.source)} `;
  const figures = useMemo(() => within(folds.figures, prefix), [folds.figures, prefix]);
  const drawn = useMemo(() => {
    const isOpen = (line: ProxyLine) => {
      if (folds.shut.has(prefix + line.key)) return false;
      return matched !== null || folds.open.has(prefix + line.key) || opened.has(line.key);
    };
    return unfold(lines, {
      isOpen,
      hasFigures: (id) => figures.has(id),
      matched,
    });
  }, [lines, opened, matched, folds, figures, prefix]);
  const onFold = useCallback((key: string, isOpen: boolean) => folds.setOpen(prefix + key, isOpen), [folds, prefix]);
  const onFigures = useCallback((rowId: string, isOpen: boolean) => folds.setFigures(prefix + rowId, isOpen), [folds, prefix]);
  const { source } = probe;
  const target = {
    system: source.system,
    group: source.group,
    node: source.node,
  };
  return (
    <>
      {head ? <NodeHead node={head} isHeld={isHeld} /> : null}
      <tbody className="says">
        <tr>
          <td colSpan={COLUMNS.length}>
            <div className="line">
              <ProbeTrouble
                probe={probe}
                moment={board}
                action={<PollButton target={target} name={`${source.node}, ${probe.question}`} />}
              />
              {probe.newest && rows.length === 0 ? <NoRows probe={probe} /> : null}
              {matched && rows.length > 0 && drawn.length === 0 ? <p className="note q small">No row of {source.node} matches.</p> : null}
            </div>
          </td>
        </tr>
      </tbody>
      <StatsBody
        drawn={drawn}
        probe={probe}
        isStale={isStale}
        isRefused={isRefused}
        figures={figures}
        onFold={onFold}
        onFigures={onFigures}
      />
    </>
  );
});

function NoRows({ probe }: { probe: ProbeRow }) {
  return (
    <Void status="unknown" title="No proxies">
      {probe.source.node} answered the question “{probe.question}” with no frontend and no backend at all, read <Age probe={probe} /> ago.
    </Void>
  );
}

/** The words that begin with a prefix, without it. */
function within(words: ReadonlySet<string>, prefix: string): ReadonlySet<string> {
  return new Set([...words].filter((word) => word.startsWith(prefix)).map((word) => word.slice(prefix.length)));
}
