import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { ageMs } from '#lib/reading.ts';
import type { Status, Verdict } from '#lib/status.ts';
import type { Theme } from '../display/display.ts';
import { ageLook } from '../reading/age-look.ts';
import type { BoardTime } from '../reading/board-context.tsx';

/** Where picking something leads. */
export type Leads = { to: 'path'; path: string } | { to: 'theme'; theme: Theme } | { to: 'keys' } | { to: 'past' };

/** How something is: its status in words, and the probe whose reading is the oldest of those it was told by. */
export type Look = { status: Status; says: string; oldest: ProbeRow | null };

/** Something that can be found by its names, and by other words that belong to it; all in lower case. */
export type Findable = {
  id: string;
  name: string;
  /** What it is and where, for people. */
  about: string;
  names: readonly string[];
  words: readonly string[];
  leads: Leads;
  /** How it is at a time; null for what has no state. */
  look(time: BoardTime): Look | null;
};

/** "ok", or the status with its reason: "stale 12s, was ok", "critical: connection refused". */
export function saysOf({ status, reason }: Pick<Verdict, 'status' | 'reason'>): string {
  if (status === 'ok') return 'ok';
  return reason.startsWith(status) ? reason : `${status}: ${reason}`;
}

/** The age of a reading as it stands in a list where the state says the rest. */
export function ageOf(probe: ProbeRow, { own, board }: BoardTime): { text: string; tone: string } {
  const moment = probe.scope === 'board' ? own : board;
  const look = ageLook(probe, moment, false);
  return { text: probe.newest ? formatAge(ageMs(probe.newest, moment.now)) : look.text, tone: look.tone };
}

export function lower(words: readonly (string | null)[]): string[] {
  return words.flatMap((word) => (word ? [word.toLowerCase()] : []));
}
