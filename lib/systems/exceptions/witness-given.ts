import type { WitnessNode } from '../../system.ts';
import { RATES, type RatesReading, RECENT, type RecentReading, SHAPES, type ShapesReading, TOTALS, type TotalsReading } from './model.ts';
import type { ExceptionsSettings } from './settings.ts';

const DAY_MS = 86_400_000;

/** Readings of a store that can be gone by: each null where there is none. */
export type Given = {
  node: string;
  settings: ExceptionsSettings;
  recent: Timed<RecentReading> | null;
  rates: Timed<RatesReading> | null;
  shapes: ShapesReading | null;
  /** When applications were seen last by the rows that are not deleted, by their names in lower case: the clocks of app servers, epoch ms. */
  newest: ReadonlyMap<string, number>;
  standing: ReadonlySet<string>;
};

/** A reading with the moment at which it was asked for, on the clock of Vigil. */
export type Timed<Value> = { value: Value; observedAt: number };

/** All that the rules look at. */
export function givenOf({ node, settings, windows }: WitnessNode<ExceptionsSettings>, standing: ReadonlySet<string>): Given {
  // The engine hands back what the probe of that name made.
  const read = <Value>(probe: string) => (windows[probe] ?? []) as readonly Timed<Value>[];
  const [recent, rates, totals] = [read<RecentReading>(RECENT), read<RatesReading>(RATES), read<TotalsReading>(TOTALS)];
  const storeAt = recent[0]?.value.storeAt ?? rates[0]?.value.storeAt ?? 0;
  return {
    ...{ node, settings, standing, recent: recent[0] ?? null, rates: rates[0] ?? null },
    shapes: read<ShapesReading>(SHAPES)[0]?.value ?? null,
    // What was deleted since is told by a reading before.
    newest: newestOf([...recent.map(({ value }) => value.apps), ...totals.map(({ value }) => value.apps)], storeAt + DAY_MS),
  };
}

/** A clock that is so far ahead tells of no time: a single row of it would speak for its application for ever. */
function newestOf(told: readonly (readonly { app: string; newestAt: number }[])[], mostAt: number): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { app, newestAt } of told.flat()) {
    const key = app.toLowerCase();
    if (newestAt <= mostAt) newest.set(key, Math.max(newest.get(key) ?? newestAt, newestAt));
  }
  return newest;
}
