import type { Moment } from '#lib/reading.ts';
import { isReliedOn } from '#lib/vouch.ts';
import type { NodeLine } from './node-line.ts';

/** How far a replica is behind its top master, by what each of the two says itself; `seconds` at the rate at which the master is written to, null where that is not known. */
export type Behind = { bytes: number; seconds: number | null };

/** Null where it cannot be told: it has no master here, one of the two is not read now, or they are not of one history. */
export function behindOf(node: NodeLine, top: NodeLine, board: Moment): Behind | null {
  const own = node.view;
  const master = top.view;
  if (node === top || !own || !master || !isReliedOn(node.probe, board) || !isReliedOn(top.probe, board)) return null;
  const applied = own.link?.appliedOffset ?? null;
  if (applied === null || master.offset === null || own.replicationId === null || own.replicationId !== master.replicationId) return null;
  // The master may have been asked a moment earlier.
  const bytes = Math.max(0, master.offset - applied);
  const rate = master.offsetPerSecond;
  if (bytes === 0) return { bytes, seconds: 0 };
  return { bytes, seconds: rate === null || rate === 0 ? null : bytes / rate };
}
