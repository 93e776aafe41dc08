import Link from 'next/link';
import { timelinePath } from './timeline-url.ts';

type LinkProps = { system?: string; group?: string; node?: string; q?: string };

/** Leads to what happened at a place, or to what is told with a word in it, on the timeline. */
export function HappenedLink(place: LinkProps) {
  const name = place.q ?? place.node ?? place.group ?? place.system;
  return (
    <Link className="btn plain" href={timelinePath(place)} prefetch={false} title={`What happened to ${name} in the last 24 hours`}>
      Timeline
    </Link>
  );
}
