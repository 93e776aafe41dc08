import Link from 'next/link';
import type { Link as FeedLink } from '#components/feed/client.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import { UserMenu } from '../access/user-menu.tsx';
import { DisplayButton } from '../display/display-button.tsx';
import { useTimeFormat } from '../display/display-context.tsx';
import { Finding } from '../finding/finding.tsx';
import { IssuesButton } from '../issues/issues-button.tsx';
import { LookBack } from '../travel/look-back.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import type { PageState } from './page-states.ts';

type TopBarProps = {
  environment: string | null;
  viewer: Viewer;
  pages: readonly PageState[];
  path: string;
  link: FeedLink;
  now: number;
};

/** Brand and environment, a tab per page with how it is doing, and whether Vigil is heard. */
export function TopBar({ environment, viewer, pages, path, link, now }: TopBarProps) {
  return (
    <header className="top">
      <Link className="brand" href="/" prefetch={false}>
        Vigil {environment ? <span className="chip">{environment.toUpperCase()}</span> : null}
      </Link>
      <nav className="tabs" aria-label="Pages">
        {pages.map((page) => (
          <Tab key={page.path} page={page} isHere={path === page.path || path.startsWith(`${page.path}/`)} />
        ))}
      </nav>
      <div className="tools">
        <Heard link={link} now={now} />
        <IssuesButton link={link} path={path} />
        <LookBack />
        <Finding pages={pages} viewer={viewer} />
        <DisplayButton />
        <UserMenu viewer={viewer} path={path} />
      </div>
    </header>
  );
}

function Tab({ page: { path, title, status, notOk, isUnwatched = false }, isHere }: { page: PageState; isHere: boolean }) {
  return (
    <Link
      href={path}
      prefetch={false}
      aria-current={isHere ? 'page' : undefined}
      title={isUnwatched ? 'Not watched: the page says why' : undefined}
    >
      {status ? <StatusShape status={status} small={status === 'ok'} /> : null}
      {title}
      {status && notOk > 0 ? <span className={`w ${status}`}>{notOk}</span> : null}
      {status ? <span className="vh">{stateWords({ isUnwatched, status, notOk })}</span> : null}
    </Link>
  );
}

function Heard({ link, now }: { link: FeedLink; now: number }) {
  const format = useTimeFormat();
  switch (link.state) {
    case 'connecting':
      // On a phone the word would push the bar into a second line, and the page down.
      return (
        <span>
          <span className="wide">Connecting</span>…
        </span>
      );
    case 'live':
      return (
        <span title={`The server's clock, carried by each event, in the zone ${format.zone}`}>
          Live <span className="q">{format.clock(now)}</span>
        </span>
      );
    case 'past':
      return (
        <span title="The bar above says of which moment this board is">
          <span className="w past">Past</span> <span className="q">{now > 0 ? format.clock(now) : ''}</span>
        </span>
      );
    case 'silent':
      return (
        <span>
          <span className="w stale">Silent</span>
          {link.silentMs > 0 ? <span className="wide">, last heard {format.clock(now - link.silentMs)}</span> : null}
        </span>
      );
  }
}

function stateWords({ isUnwatched = false, status, notOk }: Pick<PageState, 'isUnwatched' | 'status' | 'notOk'>): string | null {
  if (isUnwatched) return 'not watched';
  return notOk > 0 ? `not ok, worst ${status}` : status;
}
