'use client';
import type { ReactNode } from 'react';
import { isReliedOn } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { Void } from '../../ui/void.tsx';
import type { Told } from './line.ts';

type PanelProps = { title: string; told: Told<unknown> | null; note?: ReactNode; children: ReactNode };

/** What an instance answered to one question, with its age; hatched where that is too old, and why where there is no answer. `children` are drawn once it was read. */
export function ToldPanel({ title, told, note, children }: PanelProps) {
  const { board } = useBoardTime();
  const isRead = told !== null && told.probe.newest !== null;
  const isOld = isRead && !isReliedOn(told.probe, board);
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {isRead ? <span className="q small">{note}</span> : null}
        <span className="grow" />
        {told === null ? null : <Age probe={told.probe} />}
      </header>
      <Untold told={told} what={title} />
      {isRead ? <div className={isOld ? 'hatch stale-value' : undefined}>{children}</div> : null}
    </section>
  );
}

/** Why a question has no answer that can be gone by: which right is missing, since when it is silent. Nothing where it has one. */
export function Untold({ told, what }: { told: Told<unknown> | null; what: string }) {
  const { board } = useBoardTime();
  if (told === null)
    return (
      <Void status="unknown" title="Not asked">
        {what}: this instance is not asked for that, so that nothing is known of it.
      </Void>
    );
  const { system, group, node } = told.probe.source;
  return (
    <ProbeTrouble probe={told.probe} moment={board} action={<PollButton target={{ system, group, node }} name={node} isPlain />} isNamed />
  );
}
