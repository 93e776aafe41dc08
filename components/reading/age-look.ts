import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { type Freshness, freshness, type Moment } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';

/** How an age is drawn. `shape` is set where the age itself is the news. */
export type AgeLook = { tone: 'fresh' | 'late' | 'failing' | 'stale' | 'never' | 'polling'; text: string; shape: Status | null };

export type Aging = Pick<ProbeRow, 'newest' | 'staleAfterMs' | 'intervalMs' | 'attempt' | 'asked' | 'failing' | 'asking' | 'verdict'>;

/** An answer arrives a little after its interval: an age is late only beyond that. */
const LATE_AFTER_MS = 1_000;

/** The age of the newest reading in words. `wide` also says what it was before it went stale and for how long nobody answers, where no line beside it does. */
export function ageLook(probe: Aging, moment: Moment, wide: boolean): AgeLook {
  const fresh = freshness(probe.newest, probe.staleAfterMs, moment);
  switch (fresh.is) {
    case 'never':
      return neverLook(probe, moment);
    case 'stale':
      return { tone: 'stale', text: staleText(fresh) + (wide && probe.verdict ? `, was ${probe.verdict.status}` : ''), shape: 'stale' };
    case 'fresh':
      return freshLook(probe, fresh.ageMs, moment, wide);
  }
}

function staleText(fresh: Extract<Freshness, { is: 'stale' }>): string {
  return fresh.why === 'clocks disagree' ? 'clocks disagree' : `stale ${formatAge(fresh.ageMs)}`;
}

function neverLook({ asked, asking, staleAfterMs }: Aging, { now }: Moment): AgeLook {
  if (asked && now - asked.since > staleAfterMs) return { tone: 'stale', text: 'never read', shape: 'stale' };
  if (asking !== null) return { tone: 'polling', text: 'polling…', shape: null };
  return { tone: 'never', text: 'not read yet', shape: 'unknown' };
}

function freshLook({ attempt, failing, asking, intervalMs }: Aging, ageMs: number, { now }: Moment, wide: boolean): AgeLook {
  if (asking !== null) return { tone: 'polling', text: 'polling…', shape: null };
  if (attempt?.failure) {
    if (!wide) return { tone: 'failing', text: formatAge(ageMs), shape: null };
    const failed = formatAge(now - (failing?.since ?? attempt.at));
    return { tone: 'failing', text: attempt.failure.kind === 'timeout' ? `no answer for ${failed}` : `failing for ${failed}`, shape: null };
  }
  return { tone: ageMs > intervalMs + LATE_AFTER_MS ? 'late' : 'fresh', text: formatAge(ageMs), shape: null };
}
