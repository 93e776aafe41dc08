'use client';
import type { ReactNode } from 'react';
import type { Timer } from '#lib/timers.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { timerWords } from './timer-words.ts';

/** What is to be said of a timer now, with what it is kept by where that is worth saying. */
export function TimerLine({ timer, more = null, children }: { timer: Timer; more?: string | null; children?: ReactNode }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const { status, says, isUnknown } = timerWords(timer, own, format);
  return (
    <p className={isUnknown ? 'timer hatch' : 'timer'} title={`Set ${format.full(timer.setAt)}, due ${format.full(timer.dueAt)}`}>
      {status === null ? <TimerMark /> : <StatusShape status={status} label={status} small />}
      <span>
        <span className={status === 'warning' ? 'w warning' : undefined}>{says}</span>
        {more === null ? null : ` ${more}`}
        {isUnknown ? <b className="w stale"> Vigil is not heard: this may be over by now.</b> : null}
      </span>
      {children}
    </p>
  );
}

function TimerMark() {
  return (
    <svg className="clock" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.5 1.5" />
    </svg>
  );
}
