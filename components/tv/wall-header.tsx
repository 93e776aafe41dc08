'use client';
import { formatAge } from '#lib/format/age.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import type { Turn } from './turn.ts';

type HeaderProps = { environment: string | null; turn: Turn; heardAt: number | null };

/** Places of the beat. */
const STEPS = 6;
const STEP_MS = 2_000;

/** Whose wall it is, what is on it and until when, and when an event came last. Only events move anything here. */
export function WallHeader({ environment, turn, heardAt }: HeaderProps) {
  const format = useTimeFormat();
  const { page, index, count, nextInMs, next } = turn;
  return (
    <header className="head">
      <span className="brand">Vigil {environment ? <span className="badge">{environment.toUpperCase()}</span> : null}</span>
      <h1>{page.title}</h1>
      {count > 1 ? (
        <span className="m">
          {index + 1} of {count}
          {nextInMs === null ? '' : `, ${next.title} in ${formatAge(nextInMs)}`}
        </span>
      ) : null}
      <span className="heard">
        <span className="m">{heardAt === null ? 'nothing heard yet' : 'last event'}</span>{' '}
        {heardAt === null ? null : <b>{format.clock(heardAt)}</b>}
        <span className="track" aria-hidden="true">
          {heardAt === null ? null : <span className={`beat at-${Math.floor(heardAt / STEP_MS) % STEPS}`} />}
        </span>
      </span>
    </header>
  );
}
