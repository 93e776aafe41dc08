import type { Found, Told } from '../../finding.ts';
import { formatCount } from '../../format/number.ts';
import { appSettings } from './apps.ts';
import { RATES, type RateApp, type RatesReading } from './model.ts';
import { expectedBetween, knownDays, LEAST_DAYS, ratesUntil } from './usual.ts';
import type { Given } from './witness-given.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** So many rows that were to be expected and did not come are no chance any more. Rows, because errors come in clumps: one row stands for hundreds of them. */
const MISSED = 10;
/** Nobody is silent before this. */
const LEAST_SILENCE_MS = 15 * MINUTE_MS;

/** `storeAt` is the clock of the store, `aheadMs` how far that is ahead of Vigil's, `lastAt` when applications logged the last time that is known, by their names in lower case. */
type Clock = { storeAt: number; aheadMs: number; lastAt: ReadonlyMap<string, number> };

/**
 * Applications that are known to log at this time of the day and do not. Each is held against its own days before it fell silent. What was told stays so until it logs, as long as there is an
 * error of it in the days that are read: fewer and fewer of those are from before. What came lately makes it exact and is not needed: errors by hour tell of it too, deleted ones among them.
 */
export function silencesOf(given: Given): Found[] {
  const { rates, recent, settings } = given;
  if (rates === null) return [];
  const { storeAt } = recent?.value ?? rates.value;
  const clock = { storeAt, aheadMs: storeAt - (recent ?? rates).observedAt, lastAt: lastTimes(given, rates.value) };
  return rates.value.apps.flatMap((one) =>
    appSettings(settings, one.app).watchSilence ? silenceOf(one, { given, clock, fromAt: rates.value.fromAt }) : [],
  );
}

function silenceOf({ app, rows }: RateApp, { given, clock, fromAt }: { given: Given; clock: Clock; fromAt: number }): Found[] {
  const { settings, node, standing } = given;
  const { storeAt: to, aheadMs, lastAt } = clock;
  const id = `silence:${app}`;
  const from = lastAt.get(app.toLowerCase());
  if (from === undefined || to - from < LEAST_SILENCE_MS) return [];
  const before = ratesUntil({ fromAt, hours: rows }, from);
  const expected = expectedBetween(before, { from, to }, appSettings(settings, app));
  const isProved = knownDays(before) >= LEAST_DAYS && expected >= MISSED;
  if (!isProved && !standing.has(id)) return [];
  const since = from - aheadMs;
  const told: Told = [
    'no error since ',
    since,
    isProved
      ? `, where ${formatCount(Math.round(expected))} rows of errors were to be expected by its own days`
      : ', where many were to be expected by days before that',
    ': it may be down, or its errors do not reach the store. Quiet hours can be configured',
  ];
  return [
    {
      ...{ id, kind: 'silence', title: 'Silence', subject: app, place: settings.title, host: null },
      ...{ judged: { status: 'warning', since }, told, nodes: [node], probe: RATES, rows: [], followsRows: false },
    },
  ];
}

/**
 * By the rows that are not deleted, or where a later hour has errors that are, by the end of that hour: it may have been any moment in it. An application is one whatever the case of its name: most
 * databases group it so.
 */
function lastTimes({ newest }: Given, { fromAt, apps }: RatesReading): Map<string, number> {
  const times = new Map(newest);
  for (const { app, hours } of apps) {
    const last = hours.findLastIndex((errors) => errors > 0);
    if (last < 0) continue;
    const [key, began] = [app.toLowerCase(), fromAt + last * HOUR_MS];
    const known = times.get(key);
    if (known === undefined || known < began) times.set(key, began + HOUR_MS);
  }
  return times;
}
