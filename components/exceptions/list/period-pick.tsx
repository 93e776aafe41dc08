'use client';
import { useState } from 'react';
import type { ErrorFilter } from '#lib/systems/exceptions/model-list.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type Period, SINCE, SINCE_WORDS } from './address.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type PickProps = { period: Period; filter: Pick<ErrorFilter, 'seenFrom'>; onPeriod(period: Period): void };

/** How far back is looked, or between which moments. */
export function PeriodPick({ period, filter, onPeriod }: PickProps) {
  const { own } = useBoardTime();
  const choose = (value: string): void => {
    const since = SINCE.find((words) => words === value);
    // What is between begins with what is looked at now, so that there is something to change.
    const from = Math.max(0, Math.floor((filter.seenFrom ?? own.now - DAY_MS) / MINUTE_MS) * MINUTE_MS);
    if (since) onPeriod({ is: 'since', words: since });
    else onPeriod(value === 'all' ? { is: 'all' } : { is: 'between', from, to: null });
  };
  return (
    <>
      <select
        className="field"
        aria-label="Last seen within"
        value={period.is === 'since' ? period.words : period.is}
        onChange={({ target }) => choose(target.value)}
      >
        {SINCE.map((words) => (
          <option key={words} value={words}>
            {SINCE_WORDS[words]}
          </option>
        ))}
        <option value="all">Of all time</option>
        <option value="between">Between…</option>
      </select>
      {period.is === 'between' ? (
        <>
          <Moment label="from" at={period.from} onAt={(from) => onPeriod({ ...period, from })} />
          <Moment label="to" at={period.to} onAt={(to) => onPeriod({ ...period, to })} />
        </>
      ) : null}
    </>
  );
}

type MomentProps = { label: string; at: number | null; onAt(at: number | null): void };

/** One end of the time, in the zone of who looks; taken when it is left or entered, because a date is wrong while it is typed. */
function Moment({ label, at, onAt }: MomentProps) {
  const format = useTimeFormat();
  const [isWrong, setWrong] = useState(false);
  const shown = at === null ? '' : format.field(at);
  const take = (text: string): void => {
    const read = text === '' ? null : format.read(text);
    const isRead = read === null || (Number.isFinite(read) && read >= 0);
    setWrong(!isRead);
    if (isRead && text !== shown) onAt(read);
  };
  return (
    <label className="ex-moment q small">
      {label}
      <input
        key={at}
        className="field"
        type="datetime-local"
        defaultValue={shown}
        aria-label={`Last seen ${label}, in ${format.zone}`}
        aria-invalid={isWrong}
        onBlur={({ target }) => take(target.value)}
        onKeyDown={({ key, currentTarget }) => (key === 'Enter' ? take(currentTarget.value) : undefined)}
      />
      {isWrong ? <span className="w warning">there is no such time</span> : null}
      {label === 'to' ? format.zone : null}
    </label>
  );
}
