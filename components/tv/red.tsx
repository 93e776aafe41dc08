'use client';
import type { Link as FeedLink } from '#components/feed/client.ts';
import { formatAge } from '#lib/format/age.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';

/** Vigil is not heard: the whole wall is red, over what was known last. */
export function Lost({ link, heardAt }: { link: Extract<FeedLink, { state: 'silent' }>; heardAt: number | null }) {
  const format = useTimeFormat();
  const { reason, retryInMs, silentMs } = link;
  return (
    <div className="red lost" role="alert">
      <p className="told big">
        {heardAt === null ? 'Nothing heard from Vigil yet' : `Nothing heard from Vigil since ${format.clock(heardAt)}`}
      </p>
      <p className="told">
        {sentence(reason)} {heardAt === null ? 'Nothing is known.' : `What stands below is ${formatAge(silentMs)} old and more.`}
      </p>
      <p className="told">
        {retryInMs === null || retryInMs < 1_000 ? 'Trying again now.' : `Trying again in ${formatAge(retryInMs)}.`} Nobody needs to do
        anything here.
      </p>
    </div>
  );
}

/**
 * Covers the wall with red by itself when it is not made anew within 8 s (app/tv.css). Each beat makes it anew, so that a script that hangs, dies or never comes cannot
 * leave an old picture standing: the browser turns it red without any script.
 */
export function Frozen({ heardAt }: { heardAt: number | null }) {
  const format = useTimeFormat();
  return (
    <div key={heardAt === null ? 'never' : Math.floor(heardAt / 1_000)} className="red frozen" aria-hidden="true">
      <p className="told big">This wall is frozen: what it shows is old</p>
      <p className="told">
        {heardAt === null
          ? 'Nothing has come from Vigil since this page was loaded.'
          : `Last heard from Vigil at ${format.clock(heardAt)}. The browser of this wall has stopped: load the page again.`}
      </p>
    </div>
  );
}
