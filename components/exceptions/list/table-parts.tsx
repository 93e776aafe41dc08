'use client';
import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import type { Cleared, ShapeFlag } from '#lib/systems/exceptions/model.ts';
import type { ErrorRow, Order, Sort } from '#lib/systems/exceptions/model-list.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { Sparkline } from '../../reading/sparkline.tsx';
import { counted, shortType } from '../words.ts';
import { hourTrend, type LookedAt } from './hour-trend.ts';
import { Marked } from './marked.tsx';
import type { Rows } from './use-rows.ts';

/** How a column sorts at first: the largest and the latest first, texts from A. */
export function firstOrder(by: Sort): Order {
  return { by, isDescending: ['count', 'lastSeen', 'firstSeen', 'protected'].includes(by) };
}

type OrderHeadProps = {
  /** The column, and by what else it can be sorted. */
  by: Sort;
  also?: { by: Sort; words: string };
  order: Order;
  isNumber?: boolean;
  className?: string;
  onOrder(order: Order): void;
  children: ReactNode;
};

/** The head of a column by which the store sorts: a click sorts, a second one turns it round. */
export function OrderHead({ by, also, order, isNumber = false, className = '', onOrder, children }: OrderHeadProps) {
  const isOwn = order.by === by || order.by === also?.by;
  const sort = (column: Sort): void =>
    onOrder(order.by === column ? { by: column, isDescending: !order.isDescending } : firstOrder(column));
  return (
    <th
      scope="col"
      className={`${isNumber ? 'n ' : ''}${className}`}
      aria-sort={isOwn ? (order.isDescending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className={`sort${order.by === by ? ' by' : ''}`} onClick={() => sort(by)}>
        {children}
      </button>
      {also ? (
        <button type="button" className={`sort${order.by === also.by ? ' by' : ''}`} onClick={() => sort(also.by)}>
          {also.words}
        </button>
      ) : null}
    </th>
  );
}

type PickProps = { label: string; isPicked: boolean; onPick(isRange: boolean): void };

/** The box that picks a row; with Shift all from the last one on. */
export function PickBox({ label, isPicked, onPick }: PickProps) {
  const click = (event: MouseEvent): void => {
    event.stopPropagation();
    onPick(event.shiftKey);
  };
  return <input type="checkbox" tabIndex={-1} aria-label={label} checked={isPicked} onChange={() => undefined} onClick={click} />;
}

/** Picks every row of the page, or lets all of them go. */
export function PickAll({ walk: { picked, pickAll }, shown }: { walk: Pick<Rows, 'picked' | 'pickAll'>; shown: number }) {
  const isAll = shown > 0 && picked.size === shown;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = !isAll && picked.size > 0;
  }, [isAll, picked]);
  return <input ref={box} type="checkbox" aria-label="Pick all shown" checked={isAll} onChange={pickAll} />;
}

/** A cell that wide screens have. */
export function FirstSeen({ at }: { at: number }) {
  const format = useTimeFormat();
  const { own } = useBoardTime();
  return (
    <td className="m c-wide" title={format.describe(at)}>
      {format.moment(at, own.now)}
    </td>
  );
}

/** New, or back after it was cleared, and by whom it was. */
export function FlagChip({ flag, cleared }: { flag: ShapeFlag | null; cleared: Cleared | null }) {
  const format = useTimeFormat();
  if (flag === null) return null;
  const words =
    flag === 'new'
      ? 'Not seen before by Vigil in this store'
      : `Back after it was cleared${cleared ? ` ${cleared.by === null ? '' : `by ${cleared.by} `}at ${format.describe(cleared.at)}` : ''}`;
  return (
    <span className={`chip${flag === 'regressed' ? ' warning' : ''}`} title={words}>
      {flag}
    </span>
  );
}

const SPARK_WIDTH = 68;

/** Errors by hour as a small line; hours that were not looked at are a gap in it. */
export function HourLine({ hours, fromAt, looked }: { hours: readonly number[]; fromAt: number; looked: LookedAt }) {
  const { trend, span } = hourTrend(hours, fromAt, looked);
  const known = trend.flatMap(([, errors]) => (errors === null ? [] : [errors]));
  const label =
    known.length === 0
      ? 'the last 24 hours were not looked at'
      : `${counted(
          known.reduce((sum, errors) => sum + errors, 0),
          'error',
        )} in ${known.length === 24 ? 'the last 24 hours' : `${counted(known.length, 'hour')} of the last 24`}, those that match`;
  return (
    <span title={label}>
      {known.length < 2 ? (
        <span className="q" role="img" aria-label={label}>
          –
        </span>
      ) : (
        <Sparkline trend={trend} span={span} isStale={false} width={SPARK_WIDTH} label={label} />
      )}
    </span>
  );
}

type ErrorCellProps = { row: Pick<ErrorRow, 'type' | 'message' | 'url' | 'host'>; search: string | null; chips: ReactNode };

/** The last part of the type and the message, in a line; and where what is searched was found when it stands in neither. */
export function ErrorCell({ row: { type, message, url, host }, search, chips }: ErrorCellProps) {
  const place = foundIn({ type, message, url, host }, search);
  return (
    <td className="e" title={`${type}: ${message ?? ''}`}>
      {chips}
      <b>
        <Marked text={shortType(type)} search={search} />
      </b>{' '}
      <Marked text={message ?? ''} search={search} />
      {place === null ? null : (
        <span className="ex-where">
          {place.name} <Marked text={place.text} search={search} />
        </span>
      )}
    </td>
  );
}

/** Where a search was found that is not marked in the line itself; a stack is not in the list, and so is only named. */
function foundIn(row: ErrorCellProps['row'], search: string | null): { name: string; text: string } | null {
  const wanted = search?.toLowerCase() ?? '';
  const has = (text: string | null): text is string => text?.toLowerCase().includes(wanted) ?? false;
  if (wanted.trim() === '' || has(shortType(row.type)) || has(row.message)) return null;
  if (has(row.type)) return { name: 'type', text: row.type };
  if (has(row.url)) return { name: 'URL', text: row.url };
  if (has(row.host)) return { name: 'host', text: row.host };
  return { name: 'found elsewhere in it', text: '' };
}
