'use client';
import type { MouseEvent, ReactNode } from 'react';
import type { Cleared, ShapeFlag } from '#lib/systems/exceptions/model.ts';
import type { Order, Sort } from '#lib/systems/exceptions/model-list.ts';
import { useTimeFormat } from '../../display/display-context.tsx';

/** The head of a column by which the store sorts: a click sorts, the largest or latest first, a second one turns it round. */
export function OrderHead({
  by,
  order,
  isNumber = false,
  className = '',
  onOrder,
  children,
}: {
  by: Sort;
  order: Order;
  isNumber?: boolean;
  className?: string;
  onOrder(order: Order): void;
  children: ReactNode;
}) {
  const isOwn = order.by === by;
  const beginsDown = isNumber || by === 'lastSeen' || by === 'firstSeen';
  return (
    <th
      scope="col"
      className={`${isNumber ? 'n ' : ''}${className}`}
      aria-sort={isOwn ? (order.isDescending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className="sort" onClick={() => onOrder({ by, isDescending: isOwn ? !order.isDescending : beginsDown })}>
        {children}
      </button>
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

const WIDTH = 64;
const HEIGHT = 18;
const TOP = 1;
const BOTTOM = 16.5;

/** Errors by hour as a small line. */
export function HourLine({ hours, label }: { hours: readonly number[]; label: string }) {
  const most = Math.max(1, ...hours);
  const step = WIDTH / Math.max(1, hours.length - 1);
  const points = hours.map((errors, index) => `${(index * step).toFixed(1)} ${(BOTTOM - ((BOTTOM - TOP) * errors) / most).toFixed(1)}`);
  return (
    <svg className="spark ex-spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} preserveAspectRatio="none">
      <path className="area" d={`M${points.join('L')}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} />
      <path d={`M${points.join('L')}`} />
    </svg>
  );
}
