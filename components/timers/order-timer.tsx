'use client';
import { useState } from 'react';
import type { Order } from '#lib/acting.ts';
import type { Timer } from '#lib/timers.ts';
import { useActions } from '../actions/actions-context.tsx';
import { EndTimer } from './end-timer.tsx';
import { TimerForm } from './timer-form.tsx';
import { TimerLine } from './timer-line.tsx';
import { subjectOf } from './timer-words.ts';
import { useTimerOf } from './timers-context.tsx';

const KEPT = 'Kept by the server: closing this tab is safe.';

/** The timer that stands for an order, or what became of it, and a way to set one. Whoever may not act sees what there is. */
export function OrderTimer({ order }: { order: Order }) {
  const timer = useTimerOf(order);
  const { viewer } = useActions();
  const [isAsking, setAsking] = useState(false);
  const mayAct = viewer?.systems.act.includes(order.system) ?? false;
  const subject = subjectOf(order) ?? order.action;
  if (!mayAct && timer === null) return null;
  const leave = (
    <button type="button" className="btn" onClick={() => setAsking(false)}>
      Leave it
    </button>
  );
  return (
    <section className="order-timer" aria-label={`Timer of ${subject}`}>
      {timer ? (
        <TimerLine timer={timer} more={timer.state.is === 'waiting' ? KEPT : null}>
          {mayAct ? <TimerButtons timer={timer} subject={subject} onAsk={() => setAsking(!isAsking)} isAsking={isAsking} /> : null}
        </TimerLine>
      ) : null}
      {mayAct && timer === null && !isAsking ? (
        <button type="button" className="btn" onClick={() => setAsking(true)}>
          Put {subject} back by itself…
        </button>
      ) : null}
      {mayAct && isAsking && timer?.state.is !== 'running' ? (
        <TimerForm
          key={timer?.id ?? ''}
          order={order}
          button={timer?.state.is === 'waiting' ? 'Change the timer' : 'Set the timer'}
          cancel={leave}
          onDone={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

type ButtonsProps = { timer: Timer; subject: string; isAsking: boolean; onAsk(): void };

/** What can be done about a timer: nothing while it runs. */
function TimerButtons({ timer, subject, isAsking, onAsk }: ButtonsProps) {
  const { open } = useActions();
  const { state, order, title } = timer;
  if (state.is === 'running') return null;
  const isWaiting = state.is === 'waiting';
  const isOpen = state.is === 'failed' || state.is === 'overdue';
  return (
    <span className="btns">
      {isOpen ? (
        <button type="button" className="btn" onClick={() => open({ order, title, asks: true, lasts: false, target: subject })}>
          Do it now
        </button>
      ) : null}
      <button
        type="button"
        className="btn"
        aria-expanded={isAsking}
        aria-label={`${isWaiting ? 'Change' : 'Set again'}: the timer of ${subject}`}
        onClick={onAsk}
      >
        {isWaiting ? 'Change' : 'Set again'}
      </button>
      <EndTimer timer={timer} />
    </span>
  );
}
