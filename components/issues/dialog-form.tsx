'use client';
import { type ReactNode, useState } from 'react';
import type { TimeFormat } from '#lib/format/time-format.ts';
import type { Answer } from '../access/ask-vigil.ts';
import { Trouble } from '../actions/dialog-parts.tsx';
import { type End, OWN } from './ends.ts';

/** The server takes no more. */
export const MOST_TEXT = 500;

type FormProps = {
  /** What stands in the way of sending; null where nothing. */
  problem: string | null;
  isComplete: boolean;
  button: string;
  cancel: ReactNode;
  send(): Promise<Answer<unknown>>;
  onDone(): void;
  children: ReactNode;
};

/** Fields and the button that sends them. What was typed stays, with the reason, when it did not work. */
export function DialogForm({ problem, isComplete, button, cancel, send, onDone, children }: FormProps) {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const isReady = isComplete && problem === null && !isBusy;
  const submit = async () => {
    if (!isReady) return;
    setBusy(true);
    setTrouble(null);
    const answer = await send();
    setBusy(false);
    if (answer.ok) onDone();
    else setTrouble(answer.message);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <fieldset className="fields" disabled={isBusy}>
        {children}
      </fieldset>
      <p className="w warning small" role="status">
        {problem}
      </p>
      {trouble === null ? null : <Trouble status="critical" title="Not confirmed" words={trouble} />}
      <div className="btns">
        {cancel}
        <button type="submit" className="btn strong" disabled={!isReady}>
          {isBusy ? 'Sending…' : button}
        </button>
      </div>
    </form>
  );
}

type EndProps = {
  label: string;
  ends: readonly End[];
  chosen: string;
  typed: string;
  format: TimeFormat;
  onChosen(id: string): void;
  onTyped(text: string): void;
};

/** An end: one of those offered, or a time of the reader's zone that is typed. */
export function EndField({ label, ends, chosen, typed, format, onChosen, onTyped }: EndProps) {
  return (
    <>
      <label>
        <span>{label}</span>
        <select className="field" value={chosen} onChange={(event) => onChosen(event.target.value)}>
          {ends.map(({ id, words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {chosen === OWN ? <TimeField label="Until" text={typed} format={format} onText={onTyped} /> : null}
    </>
  );
}

type TimeProps = { label: string; text: string; format: TimeFormat; onText(text: string): void };

export function TimeField({ label, text, format, onText }: TimeProps) {
  return (
    <label>
      <span>
        {label}, {format.zone}
      </span>
      <input className="field" type="datetime-local" value={text} onChange={(event) => onText(event.target.value)} />
    </label>
  );
}
