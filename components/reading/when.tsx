'use client';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from './board-context.tsx';

/** When something was: the time, with its date beyond a day, and small beside it the zone. */
export function When({ at }: { at: number }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const { text, label } = format.parts(at, own.now);
  return (
    <time dateTime={new Date(at).toISOString()} title={format.describe(at)}>
      {text} <span className="u">{label}</span>
    </time>
  );
}
