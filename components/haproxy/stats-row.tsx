'use client';
import { memo } from 'react';
import { sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { MarkNotes } from '../actions/mark-note.tsx';
import { Ago } from '../reading/age.tsx';
import { rowTone } from '../reading/row-tone.ts';
import { PlaceLink } from '../ui/place-link.tsx';
import { markOf } from '../ui/use-place.ts';
import { AdminStates } from './admin-state.tsx';
import { CheckCell, FigureCells, ProxyStateCell, type RowSpark, StateCell, WeightCell } from './cells.tsx';
import { InstanceCells } from './instance-cells.tsx';
import { proxyStates, rowStates } from './instance-states.ts';
import type { Instance } from './instances.ts';
import { type ProxyLine, placeOf } from './lines.ts';
import type { MergedRow } from './merge.ts';
import { ProxyName, ProxyTools, ServerLink } from './proxy-name.tsx';
import { BackendButton, ServerButton } from './server-button.tsx';
import { SumsNote } from './sums-note.tsx';

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
  row: MergedRow;
  instances: readonly Instance[];
  hasFigures: boolean;
  onFigures(rowId: string, isOpen: boolean): void;
};

/** One server or listener, over all instances. */
export const StatsRow = memo(function StatsRow({ row, instances, hasFigures, onFigures, measure, index }: RowProps) {
  const { view, status, on } = row;
  const there = on.flatMap(({ probe, row, view }) => (row && view ? [{ probe, row, view }] : []));
  const [first, ...others] = there;
  return (
    <tr className={rowLook(status, instances)} ref={measure ?? null} data-index={index}>
      <th scope="row" className={`name child ${nameLook(instances)}`}>
        <span className="cell">
          {view.kind === 'server' ? <ServerLink name={view.name} /> : <span className="label">{view.name}</span>}
          {view.isBackup ? <span className="chip">backup</span> : null}
          <FiguresButton name={`${view.name} in ${view.proxy}`} isOpen={hasFigures} onToggle={(isOpen) => onFigures(row.id, isOpen)} />
        </span>
      </th>
      <InstanceCells states={rowStates(row)} instances={instances} />
      <td className="says-state">
        <span className="stated">
          <StateCell row={row} status={status} />
          {view.kind === 'server' ? <AdminStates on={there} rowId={row.id} /> : null}
          <MarkNotes places={there.filter((one) => isOut(one.view)).map(({ probe }) => probe.source)} row={row.id} />
        </span>
      </td>
      <FigureCells row={row} spark={sparkOf(row, instances)} />
      <CheckCell view={view} sums={<SumsNote row={row} instances={instances} isShort />} />
      <WeightCell row={row} />
      <td className="n small m">
        <Ago at={view.changedAt} />
      </td>
      <td className="x">{view.kind === 'server' && first ? <ServerButton on={[first, ...others]} /> : null}</td>
    </tr>
  );
}, isSameRow);

/** Of which rows the last minutes are drawn: of all the instances that have it. */
function sparkOf({ view, on }: MergedRow, instances: readonly Instance[]): RowSpark {
  const there = on.flatMap(({ probe, row }, index) =>
    row ? [{ source: sourceId(probe.source), row: row.id, isStale: instances[index]?.is !== 'fresh' }] : [],
  );
  const of = view.kind === 'server' || view.kind === 'listener' ? `${view.name} in ${view.proxy}` : `${view.kind} ${view.proxy}`;
  return { parts: there.map(({ source, row }) => ({ source, row })), of, isStale: there.some(({ isStale }) => isStale) };
}

function isOut({ state }: RowView): boolean {
  return state.word === 'drain' || state.word === 'maintenance';
}

// Rows are merged anew with each reading; what is drawn of one is not always new.
function isSameRow(a: RowProps, b: RowProps): boolean {
  const isSamePlace = a.index === b.index && a.instances === b.instances && a.hasFigures === b.hasFigures && a.onFigures === b.onFigures;
  return isSamePlace && isSameMerged(a.row, b.row);
}

function isSameMerged(a: MergedRow, b: MergedRow): boolean {
  if (a.view !== b.view || a.status !== b.status || a.on.length !== b.on.length) return false;
  return a.on.every(({ probe, row, status }, index) => {
    const other = b.on[index];
    return probe === other?.probe && row === other.row && status === other.status;
  });
}

/** What is too old on one instance makes its column and the sums old; on all of them, the whole row. */
function rowLook(status: Status, instances: readonly Instance[]): string {
  return rowTone(
    status,
    instances.some(({ is }) => is === 'stale'),
  );
}

function nameLook(instances: readonly Instance[]): string {
  return instances.some(({ is }) => is === 'fresh') ? 'fresh' : '';
}

type ProxyProps = Measured & {
  line: ProxyLine;
  tier: Tier;
  instances: readonly Instance[];
  isOpen: boolean;
  /** Somebody came to it. */
  isHere: boolean;
  hasFigures: boolean;
  onFold(key: string, isOpen: boolean): void;
  onFigures(rowId: string, isOpen: boolean): void;
};

/** Which tier it is: what stands in it has its address from there. */
export type Tier = { system: string; name: string };

/** A frontend or a backend, over all instances: folds and unfolds what stands under it. */
export const ProxyRow = memo(function ProxyRow(props: ProxyProps) {
  const { line, tier, instances, isOpen, isHere, hasFigures, onFold, onFigures, measure, index } = props;
  const { head, children, proxy, side, status } = line;
  const place = placeOf({ system: tier.system, group: tier.name }, line.key);
  const alias = (head ?? children[0])?.view.alias ?? null;
  const sums = <SumsNote row={head ?? children[0]} instances={instances} />;
  return (
    <tr
      className={`proxy ${rowLook(status, instances)}`}
      ref={measure ?? null}
      data-index={index}
      id={place}
      tabIndex={-1}
      aria-current={markOf(isHere)}
    >
      <th scope="row" className={`name ${nameLook(instances)}`}>
        <span className="cell">
          {children.length > 0 ? (
            <button type="button" className="fold" aria-expanded={isOpen} onClick={() => onFold(line.key, !isOpen)}>
              <span className="tri" />
              <span className="label">
                <ProxyName proxy={proxy} alias={alias} />
              </span>
            </button>
          ) : (
            <span className="fold none label">
              <ProxyName proxy={proxy} alias={alias} />
            </span>
          )}
          {side === 'frontend' ? <span className="q small">frontend</span> : null}
          <ProxyTools proxy={proxy} />
          <PlaceLink id={place} className="place" label={`Address of ${side} ${proxy}`} />
          {head ? <FiguresButton name={`${side} ${proxy}`} isOpen={hasFigures} onToggle={(shown) => onFigures(head.id, shown)} /> : null}
        </span>
      </th>
      <InstanceCells states={proxyStates(line)} instances={instances} />
      <td className="says-state">
        <ProxyStateCell line={line} />
      </td>
      {head ? <FigureCells row={head} spark={sparkOf(head, instances)} /> : <td colSpan={9} />}
      <CheckCell view={head?.view ?? null} sums={sums} />
      {head ? <WeightCell row={head} /> : <td />}
      <td className="n small m">
        <Ago at={head?.view.changedAt ?? null} />
      </td>
      <td className="x">{side === 'backend' && children.length > 0 ? <BackendButton group={tier.name} backend={proxy} /> : null}</td>
    </tr>
  );
});
