'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { COLUMNS } from './columns.ts';
import { FiguresOf } from './figures-row.tsx';
import type { Drawn } from './lines.ts';
import { ProxyRow, StatsRow } from './stats-row.tsx';

/** Up to this many rows all of them are in the document; beyond it only those near the window. */
const DRAW_ALL_UP_TO = 150;
const OVERSCAN = 24;
const ROW_PX = 28;
const FIGURES_PX = 220;

export type BodyProps = {
  drawn: readonly Drawn[];
  probe: ProbeRow;
  /** The reading is too old: every row of it is drawn so. */
  isStale: boolean;
  figures: ReadonlySet<string>;
  onFold(key: string, isOpen: boolean): void;
  onFigures(rowId: string, isOpen: boolean): void;
};

/** The rows of one node's reading. */
export const StatsBody = memo(function StatsBody(props: BodyProps) {
  if (props.drawn.length > DRAW_ALL_UP_TO) return <NearRows {...props} />;
  return (
    <tbody>
      {props.drawn.map((item) => (
        <DrawnRow key={keyOf(item)} item={item} {...props} />
      ))}
    </tbody>
  );
});

function NearRows(props: BodyProps) {
  const { drawn } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const top = useTop(body);
  const rows = useWindowVirtualizer({
    count: drawn.length,
    estimateSize: (index) => (drawn[index]?.is === 'figures' ? FIGURES_PX : ROW_PX),
    getItemKey: (index) => keyOf(drawn[index]),
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const near = rows.getVirtualItems();
  const above = near[0] ? near[0].start - top : 0;
  const below = rows.getTotalSize() - ((near.at(-1)?.end ?? top) - top);
  return (
    <tbody ref={body} data-rows={drawn.length}>
      <Spacer px={above} />
      {near.map(({ key, index }) => {
        const item = drawn[index];
        return item ? <DrawnRow key={String(key)} item={item} {...props} measure={rows.measureElement} index={index} /> : null;
      })}
      <Spacer px={below} />
    </tbody>
  );
}

/** Where an element begins in the document, followed as what stands above it grows and shrinks. */
function useTop(body: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  const measure = useCallback(() => {
    if (body.current) setTop(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
  }, [body]);
  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [measure]);
  return top;
}

function Spacer({ px }: { px: number }) {
  if (px <= 0) return null;
  return (
    <tr className="spacer">
      <td colSpan={COLUMNS.length} style={{ height: px }} />
    </tr>
  );
}

type DrawnRowProps = BodyProps & {
  item: Drawn;
  measure?: (element: Element | null) => void;
  index?: number;
};

function DrawnRow({ item, probe, isStale, figures, onFold, onFigures, measure, index }: DrawnRowProps) {
  switch (item.is) {
    case 'proxy': {
      const id = item.line.head?.row.id;
      const hasFigures = id !== undefined && figures.has(id);
      return (
        <ProxyRow
          line={item.line}
          probe={probe}
          isStale={isStale}
          isOpen={item.isOpen}
          hasFigures={hasFigures}
          onFold={onFold}
          onFigures={onFigures}
        />
      );
    }
    case 'row':
      return <StatsRow line={item.line} probe={probe} isStale={isStale} hasFigures={figures.has(item.line.row.id)} onFigures={onFigures} />;
    case 'figures':
      return (
        <tr className="all" ref={measure ?? null} data-index={index}>
          <td colSpan={COLUMNS.length}>
            <FiguresOf probe={probe} rowId={item.line.row.id} />
          </td>
        </tr>
      );
  }
}

function keyOf(item: Drawn | undefined): string {
  if (!item) return '';
  return item.is === 'proxy' ? item.line.key : `${item.is} ${item.line.row.id}`;
}
