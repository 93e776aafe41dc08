'use client';
import { createContext, useCallback, useContext } from 'react';
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

/** Tells the mark of a target; null where nobody here did anything to it. */
export function useMarkOf(): (target: Target) => Mark | null {
  const marks = useContext(MarksContext);
  return useCallback((target: Target) => marks.get(markKey(target)) ?? null, [marks]);
}

/** Who put a target where it is, why, and until when; nothing where nobody here did. */
export function MarkNote({ group, node, row }: Target) {
  return <MarkNotes places={[{ group, node }]} row={row} />;
}

/**
 * Who put a row where it is on these nodes, why, and until when, those of whom the same is to be said once; nothing where nobody here did.
 * Whose node it is stands with it, where it does not hold for all of them.
 */
export function MarkNotes({ places, row }: { places: readonly Pick<Mark, 'group' | 'node'>[]; row: string }) {
  const marks = useContext(MarksContext);
  const found = places.flatMap(({ group, node }) => marks.get(markKey({ group, node, row })) ?? []);
  return found.length > 0 ? <Words marks={found} isOfAll={found.length === places.length} /> : null;
}

function Words({ marks, isOfAll }: { marks: readonly Mark[]; isOfAll: boolean }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const said = marks.map((mark) => ({ node: mark.node, ...markWords(mark, own.now, format) }));
  const alike = Map.groupBy(said, ({ who, until, reason }) => JSON.stringify([who, until, reason]));
  const title = said.map(({ node, full }) => (said.length > 1 ? `${node}: ${full}` : full)).join('\n');
  return (
    <span className="mark" title={title}>
      {[...alike].map(([key, [first, ...others]], index) =>
        first ? (
          <span key={key}>
            {index > 0 ? '; ' : ''}
            {alike.size > 1 || !isOfAll ? `${[first, ...others].map(({ node }) => node).join(', ')}: ` : ''}
            {first.who}
            {first.until ? <span className={first.isOverdue ? 'w warning' : ''}>, {first.until}</span> : null}
            {first.reason ? `, ${first.reason}` : null}
          </span>
        ) : null,
      )}
    </span>
  );
}
