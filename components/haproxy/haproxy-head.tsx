'use client';
import Link from 'next/link';
import { useFollow } from './drain/follow-context.ts';
import { withDrain } from './drain/who.ts';
import { useWatch, withWatched } from './watch.tsx';

/** The views of HAProxy, in the order of their tabs. */
export const VIEWS = [
  { path: '/haproxy', title: 'Tiers' },
  { path: '/haproxy/servers', title: 'Servers' },
  { path: '/haproxy/frontends', title: 'Frontends' },
] as const;

/** The heading of a view, with the way to the others. */
export function HaproxyHead({ here }: { here: (typeof VIEWS)[number]['title'] }) {
  const { watched } = useWatch();
  const who = useFollow()?.who ?? '';
  return (
    <>
      <h1>HAProxy</h1>
      <nav className="views" aria-label="Views of HAProxy">
        {VIEWS.map(({ path, title }) => (
          <Link
            key={path}
            href={withDrain(withWatched(path, watched), who)}
            prefetch={false}
            aria-current={title === here ? 'page' : undefined}
          >
            {title}
          </Link>
        ))}
      </nav>
    </>
  );
}
