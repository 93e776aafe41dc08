'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { EventLine, PartLine } from './event-line.tsx';
import type { Row } from './rows.ts';

type RowsProps = { rows: readonly Row[]; onOpen(line: string, isOpen: boolean): void };

/** Up to this many rows all of them are in the document; beyond it only those near the window. */
const DRAW_ALL_UP_TO = 150;
const OVERSCAN = 24;
const ROW_PX = 30;

export function EventRows({ rows, onOpen }: RowsProps) {
  if (rows.length > DRAW_ALL_UP_TO) return <NearRows rows={rows} onOpen={onOpen} />;
  return (
    <ol className="eventrows">
      {rows.map((row) => (
        <DrawnRow key={row.id} row={row} onOpen={onOpen} />
      ))}
    </ol>
  );
}

function NearRows({ rows, onOpen }: RowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const top = useTop(list);
  const near = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_PX,
    // Where nothing is laid out every row would be 0 px high, and all of them would fit.
    measureElement: (element) => element.getBoundingClientRect().height || ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const items = near.getVirtualItems();
  const above = items[0] ? items[0].start - top : 0;
  const below = near.getTotalSize() - ((items.at(-1)?.end ?? top) - top);
  return (
    <ol className="eventrows" ref={list} data-rows={rows.length}>
      <li className="spacer" aria-hidden="true" style={{ height: above }} />
      {items.map(({ key, index }) => {
        const row = rows[index];
        return row ? <DrawnRow key={String(key)} row={row} onOpen={onOpen} measure={near.measureElement} index={index} /> : null;
      })}
      <li className="spacer" aria-hidden="true" style={{ height: below }} />
    </ol>
  );
}

/** Where the list begins in the document, followed as what stands above it grows and shrinks. */
function useTop(list: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  const measure = useCallback(() => {
    if (list.current) setTop(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
  }, [list]);
  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [measure]);
  return top;
}

type DrawnProps = { row: Row; onOpen: RowsProps['onOpen']; measure?: (element: Element | null) => void; index?: number };

function DrawnRow({ row, onOpen, measure, index }: DrawnProps) {
  const measured = { ref: measure ?? null, 'data-index': index };
  switch (row.is) {
    case 'day':
      return (
        <li className="day" {...measured}>
          <h2>{row.title}</h2> <span className="q small">{row.zone}</span>
        </li>
      );
    case 'hour':
      return (
        <li className="hour" {...measured}>
          <h3>{row.title}</h3> <span className="q small">{row.count === 1 ? '1 line' : `${row.count} lines`}</span>
        </li>
      );
    case 'line':
      return (
        <li id={row.id} className={row.isOpen ? 'event open' : 'event'} {...measured}>
          <EventLine line={row.line} isOpen={row.isOpen} onOpen={onOpen} />
        </li>
      );
    case 'part':
      return (
        <li className="event part" {...measured}>
          <PartLine event={row.event} />
        </li>
      );
  }
}
