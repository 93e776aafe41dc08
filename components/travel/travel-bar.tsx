'use client';
import { useTimeFormat } from '../display/display-context.tsx';
import { useLate } from '../ui/use-late.ts';
import { usePastTitle } from './past-title.ts';
import { type PastView, useTravel } from './travel-context.ts';

const loadBar = () => import('./past-bar.tsx').then(({ PastBar }) => PastBar);

/** Over every page of the past: which moment it shows, the way to others, and the way back. Nothing where now is looked at. */
export function TravelBar() {
  const { past } = useTravel();
  const format = useTimeFormat();
  usePastTitle(past === null ? null : titleOf(past, format.full));
  return (
    <>
      <p className="vh" aria-live="polite">
        {past === null ? '' : announcement(past, format.full)}
      </p>
      {past === null ? null : <Bar past={past} />}
    </>
  );
}

function Bar({ past }: { past: PastView }) {
  const { leave } = useTravel();
  const { loaded: PastBar, trouble } = useLate(loadBar, true);
  return (
    <>
      <section className="travel" aria-label="You look at the past">
        {PastBar ? (
          <PastBar past={past} />
        ) : (
          <div className="travel-said">
            <strong>Past</strong> {trouble === null ? '' : `Its bar could not be loaded: ${trouble}. Load the page again.`}
            <span className="grow" />
            <button type="button" className="btn" onClick={leave}>
              Back to live
            </button>
          </div>
        )}
      </section>
      <div className="past-frame" aria-hidden="true" />
    </>
  );
}

function titleOf({ at, shownAt }: PastView, write: (at: number) => string): string {
  const shown = shownAt ?? at;
  return Number.isNaN(shown) ? 'Past' : write(shown);
}

/** What is read out: once a board stands, and not at every moment that is passed on the way. */
function announcement({ shownAt, isLoading, trouble }: PastView, write: (at: number) => string): string {
  if (trouble !== null) return `No board is shown: ${trouble.words}`;
  if (isLoading || shownAt === null) return '';
  return `You look at the past: the board of ${write(shownAt)}. Nothing can be done from here.`;
}
