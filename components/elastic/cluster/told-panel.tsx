'use client';
import type { ReactNode } from 'react';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import type { Told } from '../lines.ts';

type PanelProps = { title: string; told: Told | undefined; tools?: ReactNode; children: ReactNode };

/** What one probe of a cluster told, with its age: hatched where that is too old, and in words where it was never read or is refused. */
export function ToldPanel({ title, told, tools, children }: PanelProps) {
  const { board } = useBoardTime();
  if (told === undefined) return null;
  const { probe } = told;
  const { system, group, node } = probe.source;
  const isOld = probe.newest !== null && !isReliedOn(probe, board);
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Age probe={probe} />
        <span className="grow" />
        {tools}
        <PollButton target={{ system, group, node }} name={title} isPlain />
      </header>
      <ProbeTrouble probe={probe} moment={board} action={null} />
      {probe.newest === null ? (
        <p className="note none">Never read: nothing is known of it.</p>
      ) : (
        <div className={isOld ? 'answered hatch stale-value' : 'answered'}>{children}</div>
      )}
    </section>
  );
}
