'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { ageMs } from '#lib/reading.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useTimeFormat } from '../../display/display-context.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';

/** How old what a question tells is, for the title of what is drawn from it: "NY-SQL01 said so at 14:02:36 UTC", or that it is not read any more and for how long. */
type Read = { isOld: boolean; words: string };

/** Tells of any question when it was answered last. What nobody is asked is old. */
export function useRead(): (probe: ProbeRow | null) => Read {
  const { board } = useBoardTime();
  const format = useTimeFormat();
  return (probe) => {
    if (probe === null) return { isOld: true, words: 'Nobody is asked for it' };
    const { newest, source } = probe;
    if (newest === null) return { isOld: true, words: `${source.node} was never read` };
    const said = `${source.node} said so at ${format.moment(newest.observedAt, board.now)}`;
    if (isReliedOn(probe, board)) return { isOld: false, words: said };
    return { isOld: true, words: `Not read for ${formatAge(ageMs(newest, board.now))}: ${said}` };
  };
}
