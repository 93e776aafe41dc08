'use client';
import { type ReactNode, useState } from 'react';
import type { Order } from '#lib/acting.ts';
import { FARTHEST_MS, SOONEST_MS } from '#lib/timers.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { DialogForm, MOST_TEXT, TimeField } from '../issues/dialog-form.tsx';
import { chosenEnd, inAnHour, OWN } from '../issues/ends.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { timerEnds } from './timer-words.ts';
import { useTiming } from './timers-context.tsx';

type FormProps = {
  order: Order;
  button: string;
  /** The button that leaves it as it is. */
  cancel: ReactNode;
  onDone(): void;
};

/** Asks when Vigil is to do it by itself, and why. */
export function TimerForm({ order, button, cancel, onDone }: FormProps) {
  const { client } = useTiming();
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const [chosen, setChosen] = useState('30m');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const ends = timerEnds(own.now, format);
  const dueAt = chosenEnd(ends, chosen, typed, format);
  const choose = (id: string) => {
    setChosen(id);
    if (id === OWN && typed === '') setTyped(inAnHour(own.now, format));
  };
  const problem = dueProblem(dueAt, own.now);
  return (
    <DialogForm
      problem={problem}
      isComplete
      button={button}
      cancel={cancel}
      send={() => client.set({ order, dueAt, reason: reason.trim() === '' ? null : reason.trim() })}
      onDone={onDone}
    >
      <label>
        <span>Put back</span>
        <select className="field" value={chosen} onChange={(event) => choose(event.target.value)}>
          {ends.map(({ id, words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {chosen === OWN ? <TimeField label="At" text={typed} format={format} onText={setTyped} /> : null}
      <label>
        <span>Reason, if any</span>
        <input className="field" maxLength={MOST_TEXT} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
    </DialogForm>
  );
}

function dueProblem(dueAt: number, now: number): string | null {
  if (Number.isNaN(dueAt)) return 'Give the time at which it is to be put back.';
  if (dueAt < now + SOONEST_MS) return 'At least a minute ahead. To do it sooner, do it now.';
  return dueAt > now + FARTHEST_MS ? 'At most 7 days ahead.' : null;
}
