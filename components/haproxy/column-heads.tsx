'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { SortHead } from '../ui/sort-head.tsx';
import { COLUMNS, type Column } from './columns.ts';
import { InstanceHeads } from './instance-cells.tsx';
import { type Instance, isCompact } from './instances.ts';

type HeadsProps = { probes: readonly ProbeRow[]; instances: readonly Instance[] };

/** The heads of the columns. */
export function ColumnHeads({ probes, instances }: HeadsProps) {
  const [name, ...others] = COLUMNS.map((column) => <ColumnHead key={column.id} column={column} />);
  return (
    <thead>
      <tr>
        {name}
        <InstanceHeads probes={probes} instances={instances} />
        {others}
      </tr>
    </thead>
  );
}

function ColumnHead({ column: { id, head, isNumber, title, isUnseen, sortedBy, beginsDown = false } }: { column: Column }) {
  if (sortedBy) return <SortHead {...{ id, isNumber, title, beginsDown }}>{head}</SortHead>;
  return (
    <th scope="col" className={isNumber ? 'n' : ''} title={title}>
      {isUnseen ? <span className="vh">{head}</span> : head}
    </th>
  );
}

/** How wide the columns are. */
export function Columns({ probes }: { probes: readonly ProbeRow[] }) {
  const [name, ...others] = COLUMNS.map(({ id }) => <col key={id} className={`c-${id}`} />);
  return (
    <colgroup>
      {name}
      {isCompact(probes) ? <col className="c-insts" /> : probes.map(({ source }) => <col key={sourceId(source)} className="c-inst" />)}
      {others}
    </colgroup>
  );
}
