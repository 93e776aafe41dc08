import type { MemberLoad, MemberRates } from './model.ts';
import { type LoadWindow, type PastMember, pastMember } from './past.ts';

const NO_RATES: MemberRates = {
  searchesPerSecond: null,
  indexingPerSecond: null,
  searchMs: null,
  receivedBytesPerSecond: null,
  sentBytesPerSecond: null,
  collectingRatio: null,
  rejected: null,
  tripped: null,
  overMs: null,
};

/** The readings of one run of a member, newest first: from the newest back to where it was restarted. */
export type Run = readonly [PastMember, ...PastMember[]];

/** A way to the readings of each member that are of its run of now. */
export function runsOf([, ...older]: LoadWindow): (member: MemberLoad) => Run {
  const past = older.map(({ value }) => new Map(value.members.map((member) => [member.id, member])));
  return (member) => {
    const own = pastMember(member);
    const found: PastMember[] = [];
    let later = own;
    for (const members of past) {
      const earlier = members.get(member.id);
      // One that did not answer once is the same run as long as it ran on.
      if (earlier === undefined) continue;
      if (isRestarted(later, earlier)) break;
      found.push(earlier);
      later = earlier;
    }
    return [own, ...found];
  };
}

/** Whether a member was started anew between two readings: then it has run for less long at the later one. */
export function isRestarted(later: PastMember, earlier: PastMember): boolean {
  const [now, before] = [upMs(later), upMs(earlier)];
  if (now !== null && before !== null) return now < before;
  return COUNTERS.some((name) => hasFallen(later[name], earlier[name]));
}

function hasFallen(now: number | null, before: number | null): boolean {
  return now !== null && before !== null && now < before;
}

/** What only grows while a member runs. */
const COUNTERS = ['searches', 'searchMs', 'indexed', 'received', 'sent', 'collectingMs', 'rejected', 'tripped'] as const;

/** Rates of a member over its two newest readings, and what was counted over all that are kept. The time is that of its own clock. */
export function ratesOf(run: Run): MemberRates {
  const [newest, before] = run;
  const oldest = run.at(-1);
  if (before === undefined || oldest === undefined) return NO_RATES;
  const ms = between(newest, before);
  const [searches, searchMs, collecting] = (['searches', 'searchMs', 'collectingMs'] as const).map((name) => grown(newest, before, name));
  const perSecond = (name: (typeof COUNTERS)[number]): number | null =>
    divided(grown(newest, before, name), ms === null ? null : ms / 1_000);
  return {
    searchesPerSecond: perSecond('searches'),
    indexingPerSecond: perSecond('indexed'),
    searchMs: divided(searchMs ?? null, searches ?? null),
    receivedBytesPerSecond: perSecond('received'),
    sentBytesPerSecond: perSecond('sent'),
    collectingRatio: divided(collecting ?? null, ms),
    rejected: grown(newest, oldest, 'rejected'),
    tripped: grown(newest, oldest, 'tripped'),
    overMs: between(newest, oldest),
  };
}

function grown(later: PastMember, earlier: PastMember, name: (typeof COUNTERS)[number]): number | null {
  const [now, before] = [later[name], earlier[name]];
  return now === null || before === null || hasFallen(now, before) ? null : now - before;
}

function upMs({ takenAt, startedAt }: PastMember): number | null {
  return takenAt === null || startedAt === null ? null : takenAt - startedAt;
}

/** By how long it ran, which no clock that was set can change; null where it tells the same twice. */
function between(later: PastMember, earlier: PastMember): number | null {
  const [now, before] = [upMs(later), upMs(earlier)];
  const ms = now === null || before === null ? 0 : now - before;
  return ms > 0 ? ms : null;
}

function divided(count: number | null, by: number | null): number | null {
  return count === null || by === null || by <= 0 ? null : count / by;
}
