'use client';
import type { ReactNode } from 'react';
import { useSorting } from './sort-context.tsx';

type HeadProps = {
  id: string;
  isNumber: boolean;
  title?: string | undefined;
  /** It gives way where there is little room. */
  isSpare?: true | undefined;
  /** Which way a first click sorts: the largest, the latest or the worst first. */
  beginsDown: boolean;
  children: ReactNode;
};

/** The head of a column by which a table can be sorted: a click sorts, a second one turns it round, a third one puts the worst first again. */
export function SortHead({ id, isNumber, title, isSpare, beginsDown, children }: HeadProps) {
  const { sort, onHead } = useSorting();
  const own = sort?.column === id ? sort : null;
  return (
    <th
      scope="col"
      className={`${isNumber ? 'n' : ''}${isSpare ? ' spare' : ''}`}
      title={title}
      aria-sort={own === null ? undefined : own.isDown ? 'descending' : 'ascending'}
    >
      <button type="button" className="sort" onClick={() => onHead(id, beginsDown)}>
        {children}
      </button>
    </th>
  );
}
