'use client';
import { createContext, useContext } from 'react';
import type { Mark } from '#lib/act/outcome.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { markWords } from './mark-words.ts';

export type Marks = ReadonlyMap<string, Mark>;

const NO_MARKS: Marks = new Map();

/** The marks of one system, by markKey. */
export const MarksContext = createContext<Marks>(NO_MARKS);

export function byTarget(marks: readonly Mark[]): Marks {
  return new Map(marks.map((mark) => [markKey(mark), mark]));
}

type Target = Pick<Mark, 'group' | 'node' | 'row'>;

function markKey({ group, node, row }: Target): string {
  return `${group}/${node} ${row}`;
}

/** Who put a target where it is, why, and until when; nothing where nobody here did. */
export function MarkNote({ group, node, row }: Target) {
  const mark = useContext(MarksContext).get(markKey({ group, node, row }));
  return mark ? <Words mark={mark} /> : null;
}

function Words({ mark }: { mark: Mark }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const { who, reason, until, isOverdue, full } = markWords(mark, own.now, format);
  return (
    <span className="mark" title={full}>
      {who}
      {until ? <span className={isOverdue ? 'w warning' : ''}>, {until}</span> : null}
      {reason ? `, ${reason}` : null}
    </span>
  );
}
