'use client';
import type { ReactNode } from 'react';
import { isUnavailable } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { Told } from '../lines.ts';

type PartProps = { title: string; told: Told | undefined; children?: ReactNode };

/** Some of what a cluster is asked, with its age: hatched where that is too old, in words where it was never read. Nothing where it is not asked. */
export function FactPart({ title, told, children }: PartProps) {
  const { board } = useBoardTime();
  if (told === undefined) return null;
  const { probe } = told;
  const isOld = probe.newest !== null && !isReliedOn(probe, board);
  return (
    <section className={isOld ? 'hatch stale-value' : undefined} aria-label={title}>
      <h3>
        {title} <Age probe={probe} />
      </h3>
      {probe.newest === null ? <p className="q small">{untoldWords(probe)}</p> : <dl>{children}</dl>}
    </section>
  );
}

/** A name and what stands beside it. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function untoldWords({ attempt, question }: ProbeRow): string {
  const failure = attempt?.failure ?? null;
  if (failure === null) return 'Not read yet: nothing is known of it.';
  return isUnavailable(failure) ? `Not told: ${failure.message}` : `Never read (${question}): nothing is known of it.`;
}
