'use client';
import type { AxisAnswer } from '#lib/http/events.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import type { Pointed } from './axis-words.ts';

type Shade = { from: number; to: number; words: string; className: string };

/** A shade as wide as this has room for its words. */
const WIDE_PERCENT = 24;

/** Hatched over all lanes: the times of which nothing is known, or not all is drawn. */
export function AxisShades({ answer, onPoint }: { answer: AxisAnswer; onPoint(pointed: Pointed | null): void }) {
  const format = useTimeFormat();
  const { axis, blanks, keptFrom, since, now } = answer;
  const { from, to } = axis;
  const time = (at: number): string => format.moment(at, now);
  // Where a blank says why nothing is known, that is all there is to say.
  const unkeptTo = Math.min(keptFrom ?? Math.min(now, to), ...blanks.map((blank) => blank.from));
  const unkeptWords = keptFrom === null ? 'Nothing is kept of this time' : `Nothing is kept from before ${time(keptFrom)}`;
  const shades: Shade[] = [
    ...blanks.map((blank) => ({
      ...blank,
      words: `Nothing is known of ${time(blank.from)} to ${time(blank.to)}: ${blank.why}`,
      className: 'blank',
    })),
    ...(unkeptTo > from ? [{ from, to: unkeptTo, words: unkeptWords, className: 'unkept' }] : []),
    ...(since > from
      ? [
          {
            from,
            to: since,
            words: `So much happened that nothing before ${time(since)} is drawn: look closer, or filter`,
            className: 'undrawn',
          },
        ]
      : []),
    ...(now < to ? [{ from: now, to, words: 'This lies ahead', className: 'ahead' }] : []),
  ];
  return (
    <>
      {shades.map((shade) => {
        const start = Math.max(shade.from, from);
        const width = ((Math.min(shade.to, to) - start) / (to - from)) * 100;
        if (width <= 0) return null;
        return (
          <span
            key={`${shade.className} ${shade.from}`}
            className={`shade ${shade.className}`}
            role="img"
            aria-label={shade.words}
            style={{ left: `${((start - from) / (to - from)) * 100}%`, width: `${width}%` }}
            onPointerEnter={() => onPoint({ is: 'words', words: shade.words })}
          >
            {width >= WIDE_PERCENT ? <span className="told">{shade.words}</span> : null}
          </span>
        );
      })}
    </>
  );
}
