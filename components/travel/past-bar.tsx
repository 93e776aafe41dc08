'use client';
import { formatAge } from '#lib/format/age.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { ClockBack } from './clock-back.tsx';
import { BackToLive } from './live-only.tsx';
import { Scrubber } from './scrubber.tsx';
import { StepButton } from './step-button.tsx';
import type { PastView } from './travel-context.ts';
import { useTickingNow } from './use-ticking.ts';
import { WhenField } from './when-field.tsx';

const TICK_MS = 1_000;
/** A board that is older than this is said to be of another moment than the one asked for. */
const NEAR_MS = 2_000;

/** The moment in words, how long ago it was and how old the board of it is; the axis, the ways to other moments and the way back. */
export function PastBar({ past }: { past: PastView }) {
  const format = useTimeFormat();
  const now = useTickingNow(TICK_MS);
  const { at, shownAt } = past;
  return (
    <>
      <div className="travel-said">
        <ClockBack />
        <strong className="travel-word">Past</strong>
        {Number.isNaN(at) ? null : (
          <>
            <time className="travel-time" dateTime={new Date(at).toISOString()} title={format.describe(at)}>
              {format.full(at)}
            </time>
            <span className="travel-ago">{formatAge(now - at)} ago</span>
          </>
        )}
        <span className="travel-frame">{frameWords(past, (moment) => format.moment(moment, shownAt ?? at))}</span>
        <span className="grow" />
        <WhenField now={now} />
        <StepButton at={at} to="previous" />
        <StepButton at={at} to="next" />
        <BackToLive isStrong />
      </div>
      <Scrubber at={at} shownAt={shownAt} />
    </>
  );
}

function frameWords({ at, shownAt, isLoading, trouble }: PastView, write: (at: number) => string): string {
  if (trouble !== null) return 'no board to show';
  if (shownAt === null) return 'its board is loading…';
  if (isLoading) return `loading; below is still the board of ${write(shownAt)}`;
  const beforeMs = at - shownAt;
  return beforeMs < NEAR_MS ? 'its board was written then' : `by the board written ${formatAge(beforeMs)} before`;
}
