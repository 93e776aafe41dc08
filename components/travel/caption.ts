import type { TimeFormat } from '#lib/format/time-format.ts';
import type { PastChange, PastMarks } from '#lib/past.ts';
import type { Answer } from '../access/ask-vigil.ts';
import { type Axis, nearest } from './axis.ts';

/** A change this near to the pointer is told of, as a share of the axis. */
const REACH = 0.006;

type Told = { axis: Axis; answer: Answer<PastMarks> | undefined; now: number; format: Pick<TimeFormat, 'moment' | 'full'> };

/** What stands under the axis: what changed where the pointer is, or what is known of the whole axis. */
export function captionOf(hovered: number | null, { axis, answer, now, format }: Told): string {
  if (answer === undefined) return 'Reading where something changed…';
  if (!answer.ok) return `Where something changed is not known: ${answer.message}`;
  const { marks, blanks, keptFrom, toldFrom } = answer.value;
  if (hovered === null) return sumOf(answer.value, axis, format);
  const when = format.moment(hovered, now);
  if (keptFrom === null || hovered < keptFrom) return `${when}: nothing is kept of this time`;
  const blank = blanks.find(({ from, to }) => hovered > from && hovered < to);
  if (blank) return `${when}: not known, ${blank.why}`;
  const near = nearest(marks, hovered);
  if (near && Math.abs(near.at - hovered) <= REACH * (axis.to - axis.from)) return `${format.moment(near.at, now)}: ${changeWords(near)}`;
  if (toldFrom !== null && hovered < toldFrom) return `${when}: what changed here is not marked, because there is too much of it`;
  return `${when}: nothing changed near this`;
}

function changeWords({ words, status }: PastChange): string {
  return status === null || words.includes(status) ? words : `${words} (${status})`;
}

function sumOf({ marks, blanks, keptFrom }: PastMarks, axis: Axis, format: Told['format']): string {
  if (keptFrom === null) return 'Nothing is kept of the past yet';
  const count = marks.reduce((sum, mark) => sum + mark.count, 0);
  const gaps = blanks.filter(({ from, to }) => to > axis.from && from < axis.to).length;
  return [
    count === 0 ? 'No change in this time' : `${count} ${count === 1 ? 'change' : 'changes'} in this time`,
    ...(gaps > 0 ? [`${gaps === 1 ? 'one time' : `${gaps} times`} of which nothing is known`] : []),
    ...(keptFrom > axis.from ? [`kept from ${format.full(keptFrom)}`] : []),
  ].join(' · ');
}
