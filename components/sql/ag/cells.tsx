'use client';
import type { ReactNode } from 'react';
import { formatAge } from '#lib/format/age.ts';
import { measureBytes } from '#lib/format/bytes.ts';
import { formatCount, NO_VALUE } from '#lib/format/number.ts';
import { Quantity } from '../../ui/quantity.tsx';

type CellProps = { tone: string; title?: string | undefined; children: ReactNode };

/** A figure at a replica. `tone` is how its column looks. */
export function Figure({ tone, title, children }: CellProps) {
  return (
    <td className={`n ${tone}`} title={title}>
      {children}
    </td>
  );
}

export function Bytes({ bytes, isRate = false }: { bytes: number | null; isRate?: boolean }) {
  const { text, unit } = measureBytes(bytes);
  return <Quantity text={text} unit={unit && isRate ? `${unit}/s` : unit} />;
}

export function Seconds({ seconds }: { seconds: number | null }) {
  if (seconds === null) return <span className="q">{NO_VALUE}</span>;
  return seconds < 60 ? <Quantity text={formatCount(Math.floor(seconds))} unit="s" /> : formatAge(seconds * 1_000);
}

/** A share from 0 to 1 as a small bar and in percent. */
export function Meter({ share }: { share: number | null }) {
  if (share === null) return <span className="q">{NO_VALUE}</span>;
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    <>
      <span className="meter" aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
      <span className="pct">
        <Quantity text={formatCount(Math.floor(percent))} unit="%" />
      </span>
    </>
  );
}

export function None() {
  return <span className="q">{NO_VALUE}</span>;
}
