'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Sortable, sortBy } from '../ui/sort.ts';
import { useSorting } from '../ui/sort-context.tsx';
import { SortHead } from '../ui/sort-head.tsx';

/** `width` in px; a column without one takes what is left. Its cell is drawn from the row alone. */
export type LongColumn<Row> = {
  id: string;
  head: string;
  isNumber: boolean;
  title?: string;
  width?: number;
  cell(row: Row): ReactNode;
  sortedBy(row: Row): Sortable;
};

type TableProps<Row> = {
  label: string;
  columns: readonly LongColumn<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  /** In px: narrower than this it is moved sideways. */
  minWidth: number;
};

/** Up to this many rows all of them are in the document; beyond it only those that can be seen, of one line each. */
const DRAW_ALL_UP_TO = 150;
const OVERSCAN = 8;
/** A row before the styles are known. */
const ROW_PX = 28;

/** Rows of any number, sorted by the heads, in a box of its own that scrolls. */
export function LongTable<Row>({ label, columns, rows, keyOf, minWidth }: TableProps<Row>) {
  const { sort } = useSorting();
  const box = useRef<HTMLElement>(null);
  const sorted = useMemo(() => {
    const by = columns.find(({ id }) => id === sort?.column);
    return by && sort ? sortBy(rows, sort.isDown, by.sortedBy) : rows;
  }, [rows, columns, sort]);
  const isLong = sorted.length > DRAW_ALL_UP_TO;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too
    <section ref={box} className={isLong ? 'scroll long' : 'scroll'} aria-label={`${label}, scrolls`} tabIndex={0}>
      <table
        className={isLong ? 'asked fixed' : 'asked'}
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        style={isLong ? ({ minWidth, '--columns': tracksOf(columns) } as CSSProperties) : { minWidth }}
      >
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={width === undefined ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ id, head, isNumber, title }) => (
              <SortHead key={id} id={id} isNumber={isNumber} title={title} beginsDown={isNumber}>
                {head}
              </SortHead>
            ))}
          </tr>
        </thead>
        {isLong ? (
          <NearRows rows={sorted} columns={columns} keyOf={keyOf} box={box} />
        ) : (
          <tbody>
            {sorted.map((row) => (
              <Cells key={keyOf(row)} row={row} columns={columns} />
            ))}
          </tbody>
        )}
      </table>
    </section>
  );
}

/** The same widths as those of the table, for rows that are laid out each by itself: a table is laid out whole at every step of scrolling. */
function tracksOf(columns: readonly Pick<LongColumn<never>, 'width'>[]): string {
  const hasRest = columns.some(({ width }) => width === undefined);
  const track = (width: number) => (hasRest ? `${width}px` : `minmax(0, ${width}fr)`);
  return columns.map(({ width }) => (width === undefined ? 'minmax(0, 1fr)' : track(width))).join(' ');
}

type NearProps<Row> = Pick<TableProps<Row>, 'rows' | 'columns' | 'keyOf'> & { box: React.RefObject<HTMLElement | null> };

function NearRows<Row>({ rows, columns, keyOf, box }: NearProps<Row>) {
  const [rowPx, setRowPx] = useState(ROW_PX);
  useLayoutEffect(() => {
    if (box.current) setRowPx(Number.parseFloat(getComputedStyle(box.current).getPropertyValue('--row')) || ROW_PX);
  }, [box]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
  });
  const near = virtual.getVirtualItems();
  const above = near[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (near.at(-1)?.end ?? 0);
  return (
    <tbody data-rows={rows.length}>
      <Spacer px={above} span={columns.length} />
      {near.map(({ index }) => {
        const row = rows[index];
        return row === undefined ? null : <Cells key={keyOf(row)} row={row} columns={columns} index={index} />;
      })}
      <Spacer px={below} span={columns.length} />
    </tbody>
  );
}

type CellsProps<Row> = { row: Row; columns: readonly LongColumn<Row>[]; index?: number };

function PlainCells<Row>({ row, columns, index }: CellsProps<Row>) {
  return (
    <tr aria-rowindex={index === undefined ? undefined : index + 2}>
      {columns.map(({ id, isNumber, cell }) => (
        <td key={id} className={isNumber ? 'n' : undefined}>
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}

// A row that is still near is not drawn again while one scrolls.
const Cells = memo(PlainCells) as typeof PlainCells;

function Spacer({ px, span }: { px: number; span: number }) {
  if (px <= 0) return null;
  return (
    <tr className="spacer">
      <td colSpan={span} style={{ height: px }} />
    </tr>
  );
}
