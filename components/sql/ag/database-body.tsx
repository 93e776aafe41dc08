'use client';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { barTone } from '../../reading/row-tone.ts';
import type { DatabaseLine } from './database-lines.ts';
import type { WroteSince } from './figures.ts';
import type { AgState, Judging } from './judge.ts';
import { SideCell } from './side-cells.tsx';
import type { SideColumn } from './side-columns.ts';

/** `columns` are those of each replica, in the order of the replicas; `span` is how many there are with the name. */
export type BodyProps = {
  lines: readonly DatabaseLine[];
  state: AgState;
  columns: readonly (readonly SideColumn[])[];
  span: number;
  judging: Judging;
  isTold: boolean;
  wroteSince: WroteSince;
};

/** Up to this many rows all of them are in the document; beyond it only those near the window. */
const DRAW_ALL_UP_TO = 60;
const OVERSCAN = 16;
/** A row before the styles are known. */
const ROW_PX = 28;

/** The databases of an open group, of any number. */
export function DatabaseBody(props: BodyProps) {
  if (props.lines.length > DRAW_ALL_UP_TO) return <NearRows {...props} />;
  return (
    <tbody>
      {props.lines.map((line) => (
        <DatabaseRow key={line.id} line={line} {...props} />
      ))}
    </tbody>
  );
}

function NearRows(props: BodyProps) {
  const { lines, span } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [{ top, rowPx }, setPlace] = useState({ top: 0, rowPx: ROW_PX });
  useLayoutEffect(() => {
    const measure = () => {
      if (!body.current) return;
      const at = Math.round(body.current.getBoundingClientRect().top + window.scrollY);
      const px = Number.parseFloat(getComputedStyle(body.current).getPropertyValue('--row')) || ROW_PX;
      setPlace((before) => (before.top === at && before.rowPx === px ? before : { top: at, rowPx: px }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const rows = useWindowVirtualizer({ count: lines.length, estimateSize: () => rowPx, overscan: OVERSCAN, scrollMargin: top });
  const near = rows.getVirtualItems();
  const above = near[0] ? near[0].start - top : 0;
  const below = rows.getTotalSize() - ((near.at(-1)?.end ?? top) - top);
  return (
    <tbody ref={body} data-rows={lines.length}>
      <Spacer px={above} span={span} />
      {near.map(({ index }) => {
        const line = lines[index];
        return line ? <DatabaseRow key={line.id} line={line} {...props} /> : null;
      })}
      <Spacer px={below} span={span} />
    </tbody>
  );
}

function Spacer({ px, span }: { px: number; span: number }) {
  if (px <= 0) return null;
  return (
    <tr className="spacer">
      <td colSpan={span} style={{ height: px }} />
    </tr>
  );
}

function DatabaseRow({ line, state, columns, judging, isTold, wroteSince }: Omit<BodyProps, 'lines' | 'span'> & { line: DatabaseLine }) {
  return (
    <tr className={barTone(line.status)}>
      <th scope="row" className="name b">
        {line.name}
      </th>
      {line.places.map((place, at) => {
        const own = state.replicas[at];
        if (!own) return null;
        return columns[at]?.map(({ id }, index) => (
          <SideCell
            key={`${own.replica.name} ${id}`}
            {...{ id, place, judging, isTold, wroteSince }}
            state={own}
            ag={state.ag}
            database={line}
            isFirst={index === 0}
          />
        ));
      })}
    </tr>
  );
}
