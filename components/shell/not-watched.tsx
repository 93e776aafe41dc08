import type { AbsentSystem } from '#lib/http/bridge.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';

type NotWatchedProps = { title: string; absent: AbsentSystem };

/** Instead of the page of a system that is not configured: that is no sign of health. */
export function NotWatched({ title, absent: { why, smallest } }: NotWatchedProps) {
  return (
    <>
      <div className="crumb">
        <h1>
          <StatusShape status="unknown" label="unknown" /> {title}
        </h1>
      </div>
      <section className="panel not-watched" aria-label={title}>
        <Void status="unknown" title={`No ${title} is configured`}>
          So nobody asks it, and nothing is known of it: whatever it does, this page stays as it is.
        </Void>
        {why === null ? null : <p className="why">{why}</p>}
        <p>To have one watched, add this to Vigil’s configuration, with your own names and addresses, and start Vigil again:</p>
        <pre>{smallest}</pre>
      </section>
    </>
  );
}
