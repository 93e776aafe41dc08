'use client';
import { useMemo } from 'react';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import type { LongColumn } from '../../asked/long-table.tsx';
import { SortedTable } from '../../asked/sorted-table.tsx';
import type { SumLine } from './sums.ts';

type TableProps = {
  label: string;
  /** What the lines are: "Pattern". */
  head: string;
  lines: readonly SumLine[];
  /** Where a line has more below it. */
  onPick?: (path: readonly string[]) => void;
};

export const SUM_IDS: readonly string[] = ['name', 'bytes', 'part', 'keys', 'mean', 'expiring'];

const FIGURES: readonly LongColumn<SumLine>[] = [
  {
    id: 'bytes',
    head: 'Memory',
    isNumber: true,
    width: 110,
    cell: (line) => atLeast(line, formatBytes(line.bytes)),
    sortedBy: ({ bytes }) => bytes,
  },
  {
    ...{ id: 'part', head: 'Of all', isNumber: true, width: 150, title: 'Its part of the memory of all keys that were counted' },
    cell: ({ part }) => <Part part={part} />,
    sortedBy: ({ part }) => part,
  },
  {
    id: 'keys',
    head: 'Keys',
    isNumber: true,
    width: 120,
    cell: (line) => atLeast(line, formatCount(line.keys)),
    sortedBy: ({ keys }) => keys,
  },
  {
    ...{ id: 'mean', head: 'A key', isNumber: true, width: 100, title: 'The mean of its keys' },
    cell: ({ meanBytes }) => formatBytes(meanBytes),
    sortedBy: ({ meanBytes }) => meanBytes,
  },
  {
    ...{ id: 'expiring', head: 'Expire', isNumber: true, width: 100, title: 'The part of its keys that has a time to live' },
    cell: ({ expiring, keys }) => (keys === 0 ? NO_VALUE : percentWords(expiring / keys)),
    sortedBy: ({ expiring, keys }) => (keys === 0 ? null : expiring / keys),
  },
];

/** Sums under names, sorted by the heads; the order lives in the address. */
export function SumTable({ label, head, lines, onPick }: TableProps) {
  const columns = useMemo((): readonly LongColumn<SumLine>[] => {
    const name = ({ name, below }: SumLine) =>
      below === null || !onPick ? (
        <code>{name}</code>
      ) : (
        <button type="button" className="link" onClick={() => onPick(below)}>
          <code>{name}</code>
        </button>
      );
    return [{ id: 'name', head, isNumber: false, cell: name, sortedBy: (line) => line.name }, ...FIGURES];
  }, [head, onPick]);
  return <SortedTable label={label} columns={columns} ids={SUM_IDS} rows={lines} keyOf={({ name }) => name} minWidth={720} />;
}

/** A bar and the figure: the length alone is no figure. */
function Part({ part }: { part: number | null }) {
  if (part === null) return NO_VALUE;
  return (
    <span className="key-part">
      <span className="bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, part * 100)}%` }} />
      </span>
      <span className="percent">{percentWords(part)}</span>
    </span>
  );
}

/** "12.3 %", "<0.1 %": only a true nothing is 0. */
export function percentWords(part: number): string {
  const percent = part * 100;
  if (percent > 0 && percent < 0.05) return '<0.1 %';
  return `${percent >= 99.95 || percent === 0 ? Math.round(percent) : percent.toFixed(1)} %`;
}

function atLeast({ isAtLeast }: SumLine, text: string) {
  return isAtLeast ? <span title="Some of its keys were counted among the others before it was kept by itself">≥ {text}</span> : text;
}
