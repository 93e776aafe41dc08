import type { HistoryEvent } from '../../history.ts';
import type { PastChange } from '../../past.ts';
import { isWorse } from '../../status.ts';
import type { History, Period } from './history.ts';

/** What changes how the board looks: what the rest tells of is on it too, or concerns Vigil alone. */
const KINDS = ['status', 'finding', 'node'] as const;

const SECOND_MS = 1_000;
/** A board is written within this time after a change. */
const WRITTEN_MS = 1_000;
const PAGE = 1_000;
const MOST_EVENTS = 20_000;
/** How far a step looks in one go: near ones are found without reading a fortnight. */
const REACHES_MS = [60_000, 600_000, 3_600_000, 6 * 3_600_000, 86_400_000];

/** The part of the store that changes are read from. */
export type ChangeStore = Pick<History, 'events'>;

/** The first moment, on a whole second, whose board surely shows what happened. */
export function shownAt({ until }: Pick<HistoryEvent, 'until'>): number {
  return Math.ceil((until + WRITTEN_MS) / SECOND_MS) * SECOND_MS;
}

/**
 * Where the board changed in a period, oldest first, what lies closer together than `stepMs` as one. Of more than 20,000 changes the newest are told, from `toldFrom` on.
 * Rejects as the store does.
 */
export async function changesIn(
  store: ChangeStore,
  views: readonly string[],
  period: Period,
  stepMs: number,
): Promise<{ marks: PastChange[]; toldFrom: number | null }> {
  const events = await eventsIn(store, views, period, MOST_EVENTS);
  const oldest = events.at(-1);
  return { marks: together(events, stepMs), toldFrom: events.length >= MOST_EVENTS && oldest ? oldest.at : null };
}

/** The change next to a moment, before or after it; null where there is none in the period. Rejects as the store does. */
export async function changeBeside(
  store: ChangeStore,
  views: readonly string[],
  { at, to, within }: { at: number; to: 'next' | 'previous'; within: Period },
): Promise<PastChange | null> {
  for (const reachMs of [...REACHES_MS, Number.POSITIVE_INFINITY]) {
    // What is shown at a moment began up to two seconds before it.
    const period =
      to === 'next'
        ? { from: Math.max(within.from, at - 2 * SECOND_MS), to: Math.min(within.to, at + reachMs) }
        : { from: Math.max(within.from, at - reachMs), to: Math.min(within.to, at) };
    const all = together(await eventsIn(store, views, period, MOST_EVENTS), SECOND_MS);
    const found = to === 'next' ? all.find((change) => change.at > at) : all.findLast((change) => change.at < at);
    if (found) return found;
    const isAll = to === 'next' ? period.to === within.to : period.from === within.from;
    if (isAll) return null;
  }
  return null;
}

/** Newest first. */
async function eventsIn(store: ChangeStore, views: readonly string[], period: Period, most: number): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let before: number | null = null;
  while (events.length < most) {
    const page: readonly HistoryEvent[] = await store.events({
      ...period,
      views,
      before,
      kinds: KINDS,
      system: null,
      group: null,
      node: null,
      text: null,
      limit: PAGE,
    });
    events.push(...page);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    before = last.id;
  }
  return events;
}

/** Changes by when they are shown, oldest first: those of the same step are one, at the moment of the last of them. */
function together(events: readonly HistoryEvent[], stepMs: number): PastChange[] {
  const steps = new Map<number, HistoryEvent[]>();
  for (const event of events) {
    const step = Math.floor(shownAt(event) / stepMs);
    const own = steps.get(step);
    if (own) own.push(event);
    else steps.set(step, [event]);
  }
  return [...steps.entries()].sort(([a], [b]) => a - b).map(([, own]) => asOne(own));
}

function asOne(events: readonly HistoryEvent[]): PastChange {
  const worst = events.reduce((found, event) => (isGraver(event, found) ? event : found));
  const at = Math.max(...events.map(shownAt));
  const more = events.length === 1 ? '' : `, and ${events.length - 1} more`;
  return { at, status: worst.status, count: events.length, words: `${describe(worst)}${more}` };
}

function isGraver({ status }: HistoryEvent, than: HistoryEvent): boolean {
  if (status === null) return false;
  return than.status === null || isWorse(status, than.status);
}

function describe({ subject, words }: HistoryEvent): string {
  return words === '' || words.includes(subject) ? words || subject : `${subject}: ${words}`;
}
