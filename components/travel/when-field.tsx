'use client';
import { type FormEvent, useId, useState } from 'react';
import { useTimeFormat } from '../display/display-context.tsx';
import { readWhen } from './read-when.ts';
import { useTravel } from './travel-context.ts';

/** A moment as somebody types it, in his zone. */
export function WhenField({ now }: { now: number }) {
  const format = useTimeFormat();
  const { go } = useTravel();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const id = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readWhen(text, now, format);
    setWrong('wrong' in read ? read.wrong : null);
    if ('wrong' in read) return;
    setText('');
    go(read.at);
  };
  return (
    <form className="travel-when" onSubmit={submit}>
      <input
        className="field"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(null);
        }}
        placeholder="03:12 or 2h ago"
        aria-label={`Go to a date and time, in ${format.zone}`}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : id}
        spellCheck={false}
        autoComplete="off"
      />
      {wrong === null ? null : (
        <span id={id} className="travel-wrong" role="alert">
          {wrong}
        </span>
      )}
    </form>
  );
}
