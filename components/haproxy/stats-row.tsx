'use client';
import { memo } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { MarkNote } from '../actions/mark-note.tsx';
import { HostLink } from '../hosts/host-link.tsx';
import { Age, Ago } from '../reading/age.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { PlaceLink } from '../ui/place-link.tsx';
import { SortHead } from '../ui/sort-head.tsx';
import { markOf } from '../ui/use-place.ts';
import { CheckCell, FigureCells, ProxyStateCell, StateCell, WeightCell } from './cells.tsx';
import { COLUMNS } from './columns.ts';
import { type ProxyLine, placeOf, type RowLine } from './lines.ts';
import { ServerButton } from './server-button.tsx';

type ToggleProps = { isOpen: boolean; onToggle(isOpen: boolean): void };

/** Opens everything that the newest reading holds on one row. */
function FiguresButton({ name, isOpen, onToggle }: ToggleProps & { name: string }) {
  return (
    <button type="button" className="more" aria-expanded={isOpen} aria-label={`All figures of ${name}`} onClick={() => onToggle(!isOpen)}>
      ⋯
    </button>
  );
}

/** Where a row stands among those of which only the near ones are drawn, and who wants to know its height: a long name takes several lines. */
export type Measured = { measure?: ((element: Element | null) => void) | undefined; index?: number | undefined };

type RowProps = Measured & {
  line: RowLine;
  probe: ProbeRow;
  isStale: boolean;
  hasFigures: boolean;
  onFigures(rowId: string, isOpen: boolean): void;
};

/** One server or listener. */
export const StatsRow = memo(function StatsRow({ line, probe, isStale, hasFigures, onFigures, measure, index }: RowProps) {
  const { view, status, row } = line;
  return (
    <tr className={rowTone(status, isStale)} ref={measure ?? null} data-index={index}>
      <th scope="row" className="name child">
        <span className="cell">
          {view.kind === 'server' ? <HostLink said={view.name} className="label" /> : <span className="label">{view.name}</span>}
          {view.isBackup ? <span className="chip">backup</span> : null}
          <FiguresButton name={`${view.name} in ${view.proxy}`} isOpen={hasFigures} onToggle={(isOpen) => onFigures(row.id, isOpen)} />
        </span>
      </th>
      <td>
        <span className="stated">
          <StateCell view={view} status={status} reason={row.verdict.reason} />
          {isOut(view) ? <MarkNote group={probe.source.group} node={probe.source.node} row={row.id} /> : null}
        </span>
      </td>
      <FigureCells view={view} />
      <CheckCell view={view} />
      <WeightCell view={view} />
      <td className="n small m">
        <Ago at={view.changedAt} />
      </td>
      <td className="n">
        <Age probe={probe} isInRow />
      </td>
      <td className="x">{view.kind === 'server' ? <ServerButton view={view} probe={probe} /> : null}</td>
    </tr>
  );
}, isSameRow);

function isOut({ state }: RowView): boolean {
  return state.word === 'drain' || state.word === 'maintenance';
}

// Lines are made anew with each reading; what a row draws of them is not always new.
function isSameRow(a: RowProps, b: RowProps): boolean {
  const isSameLine = a.line.row === b.line.row && a.line.status === b.line.status && a.isStale === b.isStale;
  return isSameLine && a.index === b.index && a.probe === b.probe && a.hasFigures === b.hasFigures && a.onFigures === b.onFigures;
}

type ProxyProps = Measured & {
  line: ProxyLine;
  probe: ProbeRow;
  isStale: boolean;
  isOpen: boolean;
  /** Somebody came to it. */
  isHere: boolean;
  hasFigures: boolean;
  onFold(key: string, isOpen: boolean): void;
  onFigures(rowId: string, isOpen: boolean): void;
};

/** A frontend or a backend: folds and unfolds what stands under it. */
export const ProxyRow = memo(function ProxyRow(props: ProxyProps) {
  const { line, probe, isStale, isOpen, isHere, hasFigures, onFold, onFigures, measure, index } = props;
  const { head, children, proxy, side, status } = line;
  const place = placeOf(probe.source, line.key);
  return (
    <tr
      className={`proxy ${rowTone(status, isStale)}`}
      ref={measure ?? null}
      data-index={index}
      id={place}
      tabIndex={-1}
      aria-current={markOf(isHere)}
    >
      <th scope="row" className="name">
        <span className="cell">
          {children.length > 0 ? (
            <button type="button" className="fold" aria-expanded={isOpen} onClick={() => onFold(line.key, !isOpen)}>
              <span className="tri" />
              <span className="label">{proxy}</span>
            </button>
          ) : (
            <span className="fold none label">{proxy}</span>
          )}
          {side === 'frontend' ? <span className="q small">frontend</span> : null}
          <PlaceLink id={place} className="place" label={`Address of ${side} ${proxy}`} />
          {head ? (
            <FiguresButton name={`${side} ${proxy}`} isOpen={hasFigures} onToggle={(shown) => onFigures(head.row.id, shown)} />
          ) : null}
        </span>
      </th>
      <td>
        <ProxyStateCell line={line} reason={head?.row.verdict.reason ?? `no row of the ${side} itself in this reading`} />
      </td>
      {head ? <FigureCells view={head.view} /> : <td colSpan={8} />}
      {head ? <CheckCell view={head.view} /> : <td />}
      {head ? <WeightCell view={head.view} /> : <td />}
      <td className="n small m">
        <Ago at={head?.view.changedAt ?? null} />
      </td>
      <td className="n">
        <Age probe={probe} isInRow />
      </td>
      <td />
    </tr>
  );
});

/** The heads of the columns. */
export function ColumnHeads() {
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ id, head, isNumber, title, isUnseen, sortedBy, beginsDown = false }) =>
          sortedBy ? (
            <SortHead key={id} {...{ id, isNumber, title, beginsDown }}>
              {head}
            </SortHead>
          ) : (
            <th key={id} scope="col" className={isNumber ? 'n' : ''} title={title}>
              {isUnseen ? <span className="vh">{head}</span> : head}
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
