'use client';
import { formatAge } from '#lib/format/age.ts';
import { ageMs } from '#lib/reading.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import type { Instance } from './instances.ts';
import type { MergedRow } from './merge.ts';

type NoteProps = {
  row: MergedRow | undefined;
  instances: readonly Instance[];
  /** There is more to be said in the same cell; the row above says it in full. */
  isShort?: boolean;
};

/** What the sums of a row lack: "sums are 48s old" where a part of them is, "sums of 1 of 2 instances" where a part was never read. Nothing while they are whole. */
export function SumsNote({ row, instances, isShort = false }: NoteProps) {
  const isWhole = instances.every(({ is }) => is === 'fresh');
  return row && !isWhole ? <Words row={row} instances={instances} isShort={isShort} /> : null;
}

function Words({ row: { oldest }, instances, isShort }: { row: MergedRow; instances: readonly Instance[]; isShort: boolean }) {
  const { board } = useBoardTime();
  const read = instances.filter(({ is }) => is !== 'unread').length;
  const isOld = oldest.newest !== null && instances.some(({ is }) => is === 'stale');
  const age = isOld && oldest.newest ? formatAge(ageMs(oldest.newest, board.now)) : '';
  const full = fullWords(read, instances.length, age);
  return (
    <span className="sums age stale" title={full}>
      {isShort ? shortWords(read, instances.length, age) : full}
    </span>
  );
}

function fullWords(read: number, all: number, age: string): string {
  if (read < all) return `sums of ${read} of ${all} instances${age ? `, ${age} old` : ''}`;
  return `${all > 1 ? 'sums are ' : ''}${age} old`;
}

function shortWords(read: number, all: number, age: string): string {
  return [...(read < all ? [`${read} of ${all}`] : []), ...(age ? [`${age} old`] : [])].join(', ');
}
