'use client';
import type { Timer } from '#lib/timers.ts';
import { useActions } from '../actions/actions-context.tsx';
import { EndTimer } from './end-timer.tsx';
import { TimerLine } from './timer-line.tsx';
import { useTiming } from './timers-context.tsx';

/** In a group: what Vigil is to do there by itself, and what it was to do and did not; nothing where there is nothing. What is done is no news here. */
export function TierTimers({ system, group }: { system: string; group: string }) {
  const { timers } = useTiming();
  const own = timers.filter(({ order, groups, state }) => order.system === system && groups.includes(group) && state.is !== 'done');
  if (own.length === 0) return null;
  return (
    <section className="tier-timers" aria-label="Timers">
      {own.map((timer) => (
        <TimerLine key={timer.id} timer={timer}>
          <EndButton timer={timer} />
        </TimerLine>
      ))}
    </section>
  );
}

/** For who may act, unless it runs. */
function EndButton({ timer }: { timer: Timer }) {
  const { viewer } = useActions();
  const mayAct = viewer?.systems.act.includes(timer.order.system) ?? false;
  return mayAct && timer.state.is !== 'running' ? <EndTimer timer={timer} /> : null;
}
