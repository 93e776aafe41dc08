'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Finding } from '#lib/finding.ts';
import { FindingNote } from '../findings/finding-note.tsx';
import { FiguresOf } from './figures-late.tsx';
import type { Instance } from './instances.ts';
import type { Drawn } from './lines.ts';
import { RestRow } from './rest-row.tsx';
import { type Measured, ProxyRow, StatsRow, type Tier } from './stats-row.tsx';

/** Up to this many rows all of them are in the document; beyond it only those near the window. */
const DRAW_ALL_UP_TO = 150;
const OVERSCAN = 24;
const FIGURES_PX = 340;

export type BodyProps = {
  drawn: readonly Drawn[];
  tier: Tier;
  instances: readonly Instance[];
  /** How many columns there are. */
  span: number;
  figures: ReadonlySet<string>;
  /** What is found about rows, by their ids. */
  findings: ReadonlyMap<string, readonly Finding[]>;
  /** The key of the proxy that somebody came to. */
  here: string | null;
  onFold(key: string, isOpen: boolean): void;
  onRest(isOpen: boolean): void;
  onFigures(rowId: string, isOpen: boolean): void;
};

type Heights = ReadonlyMap<string, number>;

/** The rows of one tier. */
export const StatsBody = memo(function StatsBody(props: BodyProps) {
  const { drawn, onFold } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [heights, setHeights] = useState<Heights>(new Map());
  if (drawn.length > DRAW_ALL_UP_TO) return <NearRows {...props} heights={heights} />;
  // What is unfolded may be too much to draw all of it: the heights of what stands above it keep it in its place under the mouse.
  const fold = (key: string, isOpen: boolean) => {
    const rows = [...(body.current?.rows ?? [])];
    setHeights(new Map(rows.map((row, index) => [keyOf(drawn[index]), heightOf(row)])));
    onFold(key, isOpen);
  };
  return (
    <tbody ref={body} className={bodyTone(props)}>
      {drawn.map((item) => (
        <DrawnRow key={keyOf(item)} item={item} {...props} onFold={fold} />
      ))}
    </tbody>
  );
});

function NearRows(props: BodyProps & { heights: Heights }) {
  const { drawn, heights, here, span } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const { top, rowPx } = usePlace(body);
  const rows = useWindowVirtualizer({
    count: drawn.length,
    estimateSize: (index) => heights.get(keyOf(drawn[index])) ?? (drawn[index]?.is === 'figures' ? FIGURES_PX : rowPx),
    // Where nothing is laid out every row would be 0 px high, and all of them would fit.
    measureElement: (element) => heightOf(element) || rowPx,
    getItemKey: (index) => keyOf(drawn[index]),
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const near = rows.getVirtualItems();
  const hereAt = drawn.findIndex((item) => item.is === 'proxy' && item.line.key === here);
  const isNear = near.some(({ index }) => index === hereAt);
  // Once: it may be scrolled away from.
  const reached = useRef<string | null>(null);
  useEffect(() => {
    if (hereAt < 0 || reached.current === here) return;
    reached.current = here;
    if (!isNear) rows.scrollToIndex(hereAt, { align: 'center' });
  }, [here, hereAt, isNear, rows]);
  const above = near[0] ? near[0].start - top : 0;
  const below = rows.getTotalSize() - ((near.at(-1)?.end ?? top) - top);
  return (
    <tbody ref={body} data-rows={drawn.length} className={bodyTone(props)}>
      <Spacer px={above} span={span} />
      {near.map(({ key, index }) => {
        const item = drawn[index];
        return item ? <DrawnRow key={String(key)} item={item} {...props} measure={rows.measureElement} index={index} /> : null;
      })}
      <Spacer px={below} span={span} />
    </tbody>
  );
}

// A sum of which one part is no longer vouched for is not vouched for either.
function bodyTone({ instances }: BodyProps): string {
  return instances.some(({ is, isRefused }) => isRefused && is === 'fresh') ? 'dim' : '';
}

// With its fraction of a pixel, which adds up over a hundred rows.
function heightOf(element: Element): number {
  return element.getBoundingClientRect().height;
}

type Place = { top: number; rowPx: number };

/** A row of one line before the styles are known. */
const ROW_PX = 28;

/** Where a body of rows begins in the document, followed as what stands above it grows and shrinks, and how high a row of one line is there. */
function usePlace(body: React.RefObject<HTMLElement | null>): Place {
  const [place, setPlace] = useState<Place>({ top: 0, rowPx: ROW_PX });
  const measure = useCallback(() => {
    if (!body.current) return;
    const top = Math.round(body.current.getBoundingClientRect().top + window.scrollY);
    const rowPx = Number.parseFloat(getComputedStyle(body.current).getPropertyValue('--row')) || ROW_PX;
    setPlace((before) => (before.top === top && before.rowPx === rowPx ? before : { top, rowPx }));
  }, [body]);
  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [measure]);
  return place;
}

function Spacer({ px, span }: { px: number; span: number }) {
  if (px <= 0) return null;
  return (
    <tr className="spacer">
      <td colSpan={span} style={{ height: px }} />
    </tr>
  );
}

type DrawnRowProps = BodyProps & Measured & { item: Drawn };

function DrawnRow({ item, tier, instances, span, figures, findings, here, onFold, onRest, onFigures, measure, index }: DrawnRowProps) {
  switch (item.is) {
    case 'proxy': {
      const { line, isOpen } = item;
      const hasFigures = line.head !== null && figures.has(line.head.id);
      const isHere = line.key === here;
      return <ProxyRow {...{ line, tier, instances, isOpen, isHere, hasFigures, onFold, onFigures, measure, index }} />;
    }
    case 'row': {
      const hasFigures = figures.has(item.line.id);
      return <StatsRow {...{ row: item.line, instances, hasFigures, onFigures, measure, index }} />;
    }
    case 'found':
      return (
        <tr className="founds" ref={measure ?? null} data-index={index}>
          <td colSpan={span}>
            {findings.get(item.line.id)?.map((finding) => (
              <FindingNote key={finding.id} finding={finding} />
            ))}
          </td>
        </tr>
      );
    case 'figures':
      return (
        <tr className="all" ref={measure ?? null} data-index={index}>
          <td colSpan={span}>
            <FiguresOf row={item.line} />
          </td>
        </tr>
      );
    case 'rest':
      return <RestRow lines={item.lines} isOpen={item.isOpen} {...{ span, onRest, measure, index }} />;
  }
}

function keyOf(item: Drawn | undefined): string {
  if (!item) return '';
  if (item.is === 'rest') return item.is;
  return item.is === 'proxy' ? item.line.key : `${item.is} ${item.line.id}`;
}
