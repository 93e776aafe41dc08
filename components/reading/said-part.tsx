import type { ReactNode } from 'react';
import type { ProbeRow } from '#lib/feed/events.ts';
import { Age } from './age.tsx';

export type Line = [name: string, value: ReactNode];

type PartProps = { title: string; lines: readonly Line[]; probe: ProbeRow; isOld: boolean };

/** Some of what a node said last, with its age; hatched where that is too old. */
export function Part({ title, lines, probe, isOld }: PartProps) {
  return (
    <section className={isOld ? 'hatch stale-value' : undefined} aria-label={title}>
      <h3>
        {title} <Age probe={probe} isInRow />
      </h3>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
