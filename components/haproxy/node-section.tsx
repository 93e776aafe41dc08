'use client';
import { memo, useCallback, useMemo } from 'react';
import { isSilence } from '#lib/failure.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { freshness, sourceId } from '#lib/reading.ts';
import { nodeKey, rollUp } from '#lib/roll-up.ts';
import { HostLink } from '../hosts/host-link.tsx';
import { Tags } from '../hosts/tags.tsx';
import { PlannedNote } from '../issues/planned-note.tsx';
import { NotesButton } from '../notes/notes-button.tsx';
import { Age } from '../reading/age.tsx';
import type { BoardNode } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { ProbeTrouble } from '../reading/probe-trouble.tsx';
import { barTone } from '../reading/row-tone.ts';
import { Flash } from '../ui/flash.tsx';
import { HeldHeight } from '../ui/held-height.tsx';
import { PlaceLink } from '../ui/place-link.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { markOf } from '../ui/use-place.ts';
import { Void } from '../ui/void.tsx';
import { COLUMNS } from './columns.ts';
import { useFolds } from './fold-context.tsx';
import { type ProxyLine, placeOf, unfold } from './lines.ts';
import { StatsBody } from './stats-body.tsx';
import type { Part } from './summary.ts';
import { useLines } from './use-lines.ts';

type NodeProps = {
  node: BoardNode;
  parts: readonly Part[];
  matched: ReadonlyMap<string, ReadonlySet<string>> | null;
  place: string;
  hold: boolean;
  /** A mouse or the focus is there now. */
  isOver: boolean;
};

/** One instance: a line that says how it is, why its values cannot be trusted if they cannot, and its proxies. */
export function NodeSection({ node, parts, matched, place, hold, isOver }: NodeProps) {
  return (
    <>
      {parts.map(({ probe, rows }, index) => {
        const id = sourceId(probe.source);
        const head = index === 0 ? node : null;
        const here = placeIn(place, probe);
        return <NodeRows key={id} {...{ head, probe, rows, here, hold, isOver }} matched={matched?.get(id) ?? null} />;
      })}
    </>
  );
}

function NodeHead({ node, isHere, isHeld }: { node: BoardNode; isHere: boolean; isHeld: boolean }) {
  const { board } = useBoardTime();
  const { verdict } = rollUp(node.probes, board);
  const first = node.probes[0];
  if (!first) return null;
  const { source } = first;
  return (
    <tbody className="node">
      <tr className={barTone(verdict.status)} id={nodeKey(source)} tabIndex={-1} aria-current={markOf(isHere)}>
        <th scope="rowgroup" colSpan={COLUMNS.length}>
          <span className="line">
            <StatusShape status={verdict.status} label={verdict.status} />
            <PlaceLink id={node.key} className="b">
              {node.name}
            </PlaceLink>
            <span className="q small">{node.address}</span>
            {first.host === null ? null : (
              <span className="q small">
                on <HostLink said={first.host} />
              </span>
            )}
            <Tags tags={first.tags} path="/haproxy" of={node.name} />
            <Flash of={verdict.status} className={verdict.status === 'ok' ? 'm small' : `w ${verdict.status} small reason`}>
              {verdict.reason}
            </Flash>
            <PlannedNote place={{ system: source.system, group: source.group, node: source.node, host: first.host }} />
            <span className="grow" />
            {isHeld ? <span className="q small">order held while you are here</span> : null}
            {first.notes.includes('node') ? (
              <NotesButton system={source.system} group={source.group} node={source.node} title={node.name} />
            ) : null}
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
  /** What of it somebody came to: the node itself, or one of its proxies by its key. */
  here: string | null;
  hold: boolean;
  isOver: boolean;
};

const NodeRows = memo(function NodeRows({ head, probe, rows, matched, here, hold, isOver }: RowsProps) {
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
      {head ? <NodeHead node={head} isHere={here === NODE} isHeld={isHeld} /> : null}
      <tbody className="says">
        <tr>
          <td colSpan={COLUMNS.length}>
            <div className="line">
              <HeldHeight isHeld={isOver}>
                <ProbeTrouble
                  probe={probe}
                  moment={board}
                  action={<PollButton target={target} name={`${source.node}, ${probe.question}`} />}
                />
              </HeldHeight>
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
        here={here}
        onFold={onFold}
        onFigures={onFigures}
      />
    </>
  );
});

/** For a node among the keys of its proxies. */
const NODE = '';

function placeIn(place: string, { source }: ProbeRow): string | null {
  if (place === nodeKey(source)) return NODE;
  const prefix = placeOf(source, '');
  return place.startsWith(prefix) ? place.slice(prefix.length) : null;
}

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
