'use client';
import { type ReactNode, useMemo, useState } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { type Sortable, sortBy, writeSort } from '../ui/sort.ts';
import { useSorting } from '../ui/sort-context.tsx';
import { SortHead } from '../ui/sort-head.tsx';
import { inHeldOrder, useHeld } from '../ui/use-held.ts';
import { usePointerHold } from '../ui/use-pointer-hold.ts';
import { useWatch, watchedFirst } from './watch.tsx';

/** A column of a list. One without `sortedBy` is not sorted; `beginsDown`: the first click puts the largest first. */
export type ListColumn<Line> = {
  id: string;
  head: string;
  isNumber?: boolean;
  title?: string;
  sortedBy?: (line: Line) => Sortable;
  beginsDown?: boolean;
};

type ListProps<Line> = {
  title: string;
  columns: readonly ListColumn<Line>[];
  /** Worst first: the order where no other is asked for. */
  lines: readonly Line[];
  /** What was asked for besides the order: the order held under the mouse begins anew with it. */
  filter: string;
  nameOf(line: Line): string;
  draw(line: Line): ReactNode;
};

/** More are drawn when somebody asks for them: those that matter come first. */
const DRAWN = 200;

/** A list of everything of one kind. The watched ones stand first; the order stays while the mouse or the focus is in the table. */
export function ListTable<Line>({ title, columns, lines, filter, nameOf, draw }: ListProps<Line>) {
  const [isHeld, handlers] = usePointerHold();
  const [isWhole, setWhole] = useState(false);
  const { sort } = useSorting();
  const { watched } = useWatch();
  const natural = useMemo(() => {
    const sortedBy = columns.find(({ id }) => id === sort?.column)?.sortedBy;
    return watchedFirst(sort && sortedBy ? sortBy(lines, sort.isDown, sortedBy) : lines, nameOf, watched);
  }, [columns, lines, sort, nameOf, watched]);
  const order = useHeld(natural.map(nameOf), isHeld, JSON.stringify([writeSort(sort), filter, [...watched]]));
  const ordered = isHeld ? inHeldOrder(natural, nameOf, order) : natural;
  const drawn = isWhole ? ordered : ordered.slice(0, DRAWN);
  return (
    <section className="panel list" aria-label={title}>
      <div className="scroll pin" {...handlers}>
        <table>
          <colgroup>
            {columns.map(({ id }) => (
              <col key={id} className={`l-${id}`} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map((column) => (
                <Head key={column.id} {...column} />
              ))}
            </tr>
          </thead>
          {drawn.map(draw)}
        </table>
      </div>
      {drawn.length < ordered.length ? (
        <p className="note none">
          {formatCount(drawn.length)} of {formatCount(ordered.length)} are shown.{' '}
          <button type="button" className="btn" onClick={() => setWhole(true)}>
            Show all
          </button>
        </p>
      ) : null}
    </section>
  );
}

function Head<Line>({ id, head, isNumber = false, title, sortedBy, beginsDown = false }: ListColumn<Line>) {
  if (sortedBy) {
    return <SortHead {...{ id, isNumber, title, beginsDown }}>{head}</SortHead>;
  }
  return (
    <th scope="col" className={isNumber ? 'n' : ''} title={title}>
      {head}
    </th>
  );
}
