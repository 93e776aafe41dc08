import type { ReactNode } from 'react';
import { formatCount } from '#lib/format/number.ts';

type SectionProps = { title: string; count: number | null; note?: ReactNode; children: ReactNode };

/** One list of the issues page under its head. */
export function Section({ title, count, note, children }: SectionProps) {
  return (
    <section className="issues list" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {count === null ? null : <span className="m">{formatCount(count)}</span>}
        {note ? <span className="q small">{note}</span> : null}
      </header>
      {children}
    </section>
  );
}
