'use client';
import type { Unwatched } from '#lib/reading.ts';
import type { Since } from '#lib/status.ts';
import { When } from './when.tsx';

/** Since when something is so, and how that is known. */
export function SinceWords({ since: { how, at, unwatched } }: { since: Since }) {
  switch (how) {
    case 'between':
      return (
        <span title="It came to be so while Vigil did not look">
          between <When at={unwatched?.from ?? at} /> and <When at={at} />
        </span>
      );
    case 'before':
      return (
        <span title="It was so when Vigil first looked">
          since before <When at={at} />
          <Gap unwatched={unwatched} />
        </span>
      );
    case 'source':
    case 'seen':
      return (
        <span title={how === 'seen' ? 'Seen by Vigil' : 'By its own word'}>
          since <When at={at} />
          <Gap unwatched={unwatched} />
        </span>
      );
  }
}

/** That nobody looked for a time in between. */
function Gap({ unwatched }: { unwatched: Unwatched | undefined }) {
  if (!unwatched) return null;
  const { from, to, times } = unwatched;
  return (
    <span className="q" title="Vigil did not run then: it was so before and after">
      {' '}
      (not watched{times > 1 ? ` ${times} times, first and last` : ''} <When at={from} />–<When at={to} />)
    </span>
  );
}
