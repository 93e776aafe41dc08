import type { ProbeRow } from '#lib/feed/events.ts';
import { Age } from './age.tsx';
import { oldestPart } from './arrange.ts';

/** How old the oldest of these readings is; nothing where there is none to be had. */
export function OldestAge({ probes }: { probes: readonly ProbeRow[] }) {
  const oldest = oldestPart(probes);
  return oldest ? (
    <>
      <span className="q small">oldest reading</span> <Age probe={oldest} />
    </>
  ) : null;
}
