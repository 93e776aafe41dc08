import type { ActionClient } from '#components/actions/action-client.ts';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import type { TimerClient } from '#components/timers/timer-client.ts';
import { TimersContext } from '#components/timers/timers-context.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Order } from '#lib/acting.ts';
import type { Moment } from '#lib/reading.ts';
import type { Timer } from '#lib/timers.ts';
import { ADMIN } from '../actions/door.tsx';
import { draw } from '../draw.tsx';
import { MOMENT, NOW } from '../estate.ts';

export const MINUTE = 60_000;
export const RETURN: Order = {
  system: 'haproxy',
  action: 'return',
  input: { server: 'ny-web07', backend: null, group: null, only: null },
};

export function timer(over: Partial<Timer> = {}): Timer {
  return {
    ...{ id: 't1', order: RETURN, title: 'Return ny-web07 everywhere', groups: ['public'], dueAt: NOW + 48 * MINUTE },
    ...{ by: 'ann', setAt: NOW - MINUTE, reason: null, state: { is: 'waiting' } },
    ...over,
  };
}

type Around = { timers?: readonly Timer[]; viewer?: Viewer; moment?: Moment; refusal?: string };

/** A part of the page with these timers, over a way to Vigil that notes what is asked and does it, or refuses in these words. */
export function drawTimed(part: React.ReactNode, { timers = [], viewer = ADMIN, moment = MOMENT, refusal }: Around = {}) {
  const sent: object[] = [];
  const answer = <Value,>(asked: object, value: Value) => {
    sent.push(asked);
    return Promise.resolve(refusal === undefined ? { ok: true as const, value } : { ok: false as const, message: refusal });
  };
  const client: TimerClient = { set: (setting) => answer(setting, timer()), end: (id) => answer({ end: id }, id) };
  const previews: Order[] = [];
  const actions: ActionClient = {
    preview: async (order) => {
      previews.push(order);
      return { ok: false, message: 'no door' };
    },
    perform: async () => ({ is: 'turned away', message: 'no door' }),
  };
  const drawn = draw(
    <ActionsProvider viewer={viewer} client={actions}>
      <TimersContext value={{ timers, client }}>{part}</TimersContext>
    </ActionsProvider>,
    { moment },
  );
  return { ...drawn, sent, previews };
}
