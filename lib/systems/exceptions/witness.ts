import type { Found, Told } from '../../finding.ts';
import { formatAge } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import type { WitnessInput, WitnessNode } from '../../system.ts';
import { appSettings } from './apps.ts';
import {
  MINUTES,
  RATES,
  type RatesReading,
  RECENT,
  type RecentApp,
  type RecentReading,
  SHAPES,
  type ShapesReading,
  TOTALS,
  type TotalsReading,
} from './model.ts';
import type { ExceptionsSettings } from './settings.ts';
import { expectedBetween, knownDays, LEAST_DAYS, type Rates, usualPerHour } from './usual.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** So many errors that were to be expected and did not come are no chance any more. */
const MISSED = 10;
/** Nobody is silent before this. */
const LEAST_SILENCE_MS = 15 * MINUTE_MS;
/** A burst that was told is one until it is this part of what it takes. */
const ENDING = 0.5;
/** So many minutes with next to nothing are a part of it still. */
const LULL_MINUTES = 2;

type Given = {
  node: string;
  settings: ExceptionsSettings;
  recent: RecentReading;
  observedAt: number;
  rates: RatesReading;
  totals: TotalsReading | null;
  shapes: ShapesReading | null;
};

/** What the readings of one store prove together: bursts, and applications that fell silent. An application is held against its own days. Pure. */
export function witnessStore({ nodes, standing }: WitnessInput<ExceptionsSettings>): Found[] {
  return nodes.flatMap((node) => {
    const given = givenOf(node);
    return given === null ? [] : [...given.recent.apps.flatMap((app) => burstOf(app, given, standing)), ...silencesOf(given)];
  });
}

/** Null where what it takes is not read. */
function givenOf({ node, settings, windows }: WitnessNode<ExceptionsSettings>): Given | null {
  const [recent, rates, totals, shapes] = [RECENT, RATES, TOTALS, SHAPES].map((probe) => windows[probe]?.[0]);
  if (!recent || !rates) return null;
  // The engine hands back what the probe of that name made.
  return {
    ...{ node, settings, recent: recent.value as RecentReading, observedAt: recent.observedAt },
    ...{ rates: rates.value as RatesReading, totals: (totals?.value as TotalsReading | undefined) ?? null },
    ...{ shapes: (shapes?.value as ShapesReading | undefined) ?? null },
  };
}

function ratesOf({ rates }: Given, app: string): Rates {
  const hours = rates.apps.find((one) => one.app === app)?.hours ?? [];
  return { fromAt: rates.fromAt, hours };
}

function burstOf(app: RecentApp, given: Given, standing: ReadonlySet<string>): Found[] {
  const { settings, recent, node } = given;
  if (settings.burst === null) return [];
  const id = `burst:${app.app}`;
  const usual = (usualPerHour(ratesOf(given, app.app), recent.storeAt) * recent.recentMs) / HOUR_MS;
  const least = Math.max(settings.burst.least, settings.burst.factor * usual);
  if (app.recent < (standing.has(id) ? least * ENDING : least)) return [];
  const since = burstSince(app, usual / (recent.recentMs / MINUTE_MS), given);
  return [
    {
      ...{ id, kind: 'burst', title: 'Burst', subject: app.app, place: settings.title, host: null, judged: { status: 'warning', since } },
      told: [
        `${formatCount(app.recent)} errors in ${formatAge(recent.recentMs)}, usually ${usualWords(usual)}; it began at `,
        since,
        ...topWords(app.app, given),
      ],
      ...{ nodes: [node], probe: RECENT, rows: [{ node, row: `app:${app.app}` }], followsRows: true },
    },
  ];
}

/** When the first minute of the run began that goes on till now, on Vigil's clock. */
function burstSince({ minutes }: RecentApp, usualPerMinute: number, { recent, observedAt }: Given): number {
  let first = MINUTES - 1;
  let lull = 0;
  for (let at = MINUTES - 1; at >= 0 && lull <= LULL_MINUTES; at -= 1) {
    const isMore = (minutes[at] ?? 0) >= Math.max(1, 2 * usualPerMinute);
    lull = isMore ? 0 : lull + 1;
    if (isMore) first = at;
  }
  const begun = (Math.floor(recent.storeAt / MINUTE_MS) - (MINUTES - 1 - first)) * MINUTE_MS;
  return begun - (recent.storeAt - observedAt);
}

function topWords(app: string, { shapes }: Given): string[] {
  const top = (shapes?.top ?? []).filter((shape) => shape.app === app && shape.recent > 0).slice(0, 3);
  if (top.length === 0) return [];
  const words = top.map(({ type, place, recent }) => `${formatCount(recent)} of ${shortType(type)}${place === null ? '' : ` in ${place}`}`);
  return [`; most: ${words.join(', ')}`];
}

function shortType(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function usualWords(usual: number): string {
  if (usual >= 1) return formatCount(Math.round(usual));
  return usual === 0 ? 'none' : 'less than 1';
}

/** Applications that are known to log at this time of the day and do not. */
function silencesOf(given: Given): Found[] {
  const { rates, settings } = given;
  return rates.apps.flatMap(({ app }) => {
    const own = appSettings(settings, app);
    return own.watchSilence ? silenceOf(app, given) : [];
  });
}

function silenceOf(app: string, given: Given): Found[] {
  const { settings, recent, node, observedAt } = given;
  const rates = ratesOf(given, app);
  const to = recent.storeAt;
  const from = newestOf(app, given, rates);
  if (from === null || to - from < LEAST_SILENCE_MS || knownDays(rates) < LEAST_DAYS) return [];
  const expected = expectedBetween(rates, { from, to }, appSettings(settings, app));
  if (expected < MISSED) return [];
  const since = from - (recent.storeAt - observedAt);
  const told: Told = [
    `no error since `,
    since,
    `, where ${formatCount(Math.round(expected))} were to be expected by its own days: it may be down, or its errors do not reach the store. Quiet hours can be configured`,
  ];
  return [
    {
      ...{ id: `silence:${app}`, kind: 'silence', title: 'Silence', subject: app, place: settings.title, host: null },
      ...{ judged: { status: 'warning', since }, told, nodes: [node], probe: RECENT, rows: [], followsRows: false },
    },
  ];
}

/**
 * When it logged the last time that is known: by the rows that are not deleted, or where a later hour has errors that are, by the end of that hour: it may have been any moment in it. Null where it
 * never did.
 */
function newestOf(app: string, { recent, totals }: Given, { fromAt, hours }: Rates): number | null {
  const told = [recent.apps, totals?.apps ?? []].flatMap((apps) => apps.flatMap((one) => (one.app === app ? [one.newestAt] : [])));
  const newest = told.length === 0 ? null : Math.max(...told);
  const last = hours.findLastIndex((errors) => errors > 0);
  if (last < 0) return newest;
  const began = fromAt + last * HOUR_MS;
  return newest !== null && newest >= began ? newest : began + HOUR_MS;
}
