import type { Found, Told } from '../../finding.ts';
import { formatAge } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import { MINUTES, RECENT, type RecentApp, type RecentReading, type ShapesReading } from './model.ts';
import { usualBetween } from './usual.ts';
import type { Given, Timed } from './witness-given.ts';

const MINUTE_MS = 60_000;
/** A burst that was told is one until it is this part of what it takes. */
const ENDING = 0.5;
/** So many minutes with next to nothing are a part of it still. */
const LULL_MINUTES = 2;

/** Applications that log many times what is usual for them. Looked for where it is read what is usual; one that was told stays meanwhile. */
export function burstsOf(given: Given): Found[] {
  const { recent } = given;
  return recent === null ? [] : recent.value.apps.flatMap((app) => burstOf(app, given, recent));
}

function burstOf(app: RecentApp, given: Given, { value: reading, observedAt }: Timed<RecentReading>): Found[] {
  const { burst, title } = given.settings;
  const id = `burst:${app.app}`;
  const isStanding = given.standing.has(id);
  if (burst === null || (given.rates === null && !isStanding)) return [];
  const usual = usualOf(app, given, reading);
  const least = Math.max(burst.least, burst.factor * (usual ?? 0));
  if (app.recent < (isStanding ? least * ENDING : least)) return [];
  const since = usual === null ? null : burstSince(app, usual / (reading.recentMs / MINUTE_MS), { reading, observedAt });
  return [
    {
      ...{ id, kind: 'burst', title: 'Burst', subject: app.app, place: title, host: null, judged: { status: 'warning', since } },
      told: [
        `${formatCount(app.recent)} errors in ${formatAge(reading.recentMs)}, ${usualWords(usual)}`,
        ...(since === null ? [] : ['; it began at ', since]),
        ...topWords(app.app, given.shapes),
      ],
      ...{ nodes: [given.node], probe: RECENT, rows: [{ node: given.node, row: `app:${app.app}` }], followsRows: true },
    },
  ];
}

/** How many errors are usual within the time that is recent; null where that is not read. */
function usualOf({ app }: RecentApp, { rates }: Given, { storeAt, recentMs }: RecentReading): number | null {
  if (rates === null) return null;
  const { fromAt, apps } = rates.value;
  const hours = apps.find((one) => one.app === app)?.hours ?? [];
  return usualBetween({ fromAt, hours }, { from: storeAt - recentMs, to: storeAt });
}

/** When the first minute of its newest run began, on Vigil's clock; null for one that may have begun before the minutes that are known, and for one that no single minute tells. */
function burstSince(
  { minutes }: RecentApp,
  usualPerMinute: number,
  { reading: { storeAt }, observedAt }: { reading: RecentReading; observedAt: number },
): number | null {
  const isMore = (errors: number): boolean => errors >= Math.max(1, 2 * usualPerMinute);
  let first = minutes.findLastIndex(isMore);
  for (let at = first - 1; at >= 0 && first - at <= LULL_MINUTES + 1; at -= 1) if (isMore(minutes[at] ?? 0)) first = at;
  if (first <= LULL_MINUTES) return null;
  const begun = (Math.floor(storeAt / MINUTE_MS) - (MINUTES - 1 - first)) * MINUTE_MS;
  return begun - (storeAt - observedAt);
}

function topWords(app: string, shapes: ShapesReading | null): Told {
  const top = (shapes?.top ?? []).filter((shape) => shape.app === app && shape.recent > 0).slice(0, 3);
  if (top.length === 0) return [];
  const words = top.map(({ type, place, recent }) => `${formatCount(recent)} of ${shortType(type)}${place === null ? '' : ` in ${place}`}`);
  return [`; most: ${words.join(', ')}`];
}

function shortType(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function usualWords(usual: number | null): string {
  if (usual === null) return 'and what is usual is not read';
  if (usual >= 1) return `usually ${formatCount(Math.round(usual))}`;
  return usual === 0 ? 'usually none' : 'usually less than 1';
}
