import type { Link as FeedLink } from '#components/feed/client.ts';
import { Void } from '../ui/void.tsx';

/** Why a page is empty: nothing has come yet, nothing comes, or nothing of the kind is configured. */
export function NothingYet({ title, what, link }: { title: string; what: string; link: FeedLink }) {
  return (
    <>
      <div className="crumb">
        <h1>{title}</h1>
      </div>
      <section className="panel">
        <Reason what={what} link={link} />
      </section>
    </>
  );
}

function Reason({ what, link }: { what: string; link: FeedLink }) {
  switch (link.state) {
    case 'connecting':
      return (
        <Void status="unknown" title="Connecting…" isRunning>
          Asking Vigil for what it knows.
        </Void>
      );
    case 'silent':
      return (
        <Void status="stale" title="Nothing is known">
          Vigil has told this page nothing of any {what}: {link.reason}.
        </Void>
      );
    case 'past':
      return (
        <Void status="unknown" title={`No ${what} was configured then`}>
          The board of that moment holds no {what}.
        </Void>
      );
    case 'live':
      return (
        <Void status="unknown" title={`No ${what} is configured`}>
          Vigil answers, and asks no {what} at all. Add one to its configuration.
        </Void>
      );
  }
}
