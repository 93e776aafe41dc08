'use client';
import { useTimeFormat } from '../display/display-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';

/** When something was, in the zone of the wall; with its date beyond a day. Nothing more is to be had by pointing at it. */
export function WallTime({ at }: { at: number }) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  return <time dateTime={new Date(at).toISOString()}>{format.moment(at, own.now)}</time>;
}
