import type { Link as FeedLink } from '#components/feed/client.ts';
import type { PageState } from './page-states.ts';

/** The one place from which changes are read out: whether Vigil is heard, and how each page is doing. Holds nothing that ticks. */
export function Announcer({ link, pages }: { link: FeedLink; pages: readonly PageState[] }) {
  return (
    <p className="vh" aria-live="polite">
      {announcement(link, pages)}
    </p>
  );
}

function announcement(link: FeedLink, pages: readonly PageState[]): string {
  switch (link.state) {
    case 'connecting':
      return 'Connecting to Vigil';
    case 'silent':
      return 'Vigil is silent. Everything on this page is stale.';
    case 'past':
      // The bar over the page says which moment it is of.
      return '';
    case 'live':
      // The overview is how all of them are, which they say themselves.
      return pages
        .filter(({ path, isUnwatched }) => path !== '/' && !isUnwatched)
        .flatMap(({ title, status, notOk }) => (status ? [notOk > 0 ? `${title} ${status}, ${notOk} not ok.` : `${title} ${status}.`] : []))
        .join(' ');
  }
}
