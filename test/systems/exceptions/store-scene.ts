import type { Found, Told } from '#lib/finding.ts';
import type { Reading } from '#lib/reading.ts';
import type { WitnessNode } from '#lib/system.ts';
import {
  HOURS,
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
} from '#lib/systems/exceptions/model.ts';
import type { AppSettings, ExceptionsSettings } from '#lib/systems/exceptions/settings.ts';
import { witnessStore } from '#lib/systems/exceptions/witness.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** A Wednesday, 14:30 UTC. */
export const STORE_AT = Date.UTC(2026, 2, 4, 14, 30);
/** The first of the 14 days of hours, the last of which is still running. */
export const FROM_AT = Math.floor(STORE_AT / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;

const NO_LIMITS = { totalWarning: null, totalCritical: null, recentWarning: null, recentCritical: null };
const APP: AppSettings = { quietHours: [], limits: NO_LIMITS, watchSilence: true };

export function settingsOf(over: Partial<ExceptionsSettings> = {}): ExceptionsSettings {
  return {
    ...{ store: 'ny', title: 'New York', dialect: 'postgresql', host: 'db', port: 5432, database: 'errors' },
    ...{ table: { schema: 'public', name: 'Errors' }, tls: null, read: null, act: null, maxBytes: 1e6 },
    times: {
      recent: { intervalMs: 10_000, timeoutMs: 5_000 },
      totals: { intervalMs: 300_000, timeoutMs: 60_000 },
      rates: { intervalMs: 60_000, timeoutMs: 30_000 },
      shapes: { intervalMs: 15_000, timeoutMs: 5_000 },
    },
    ...{ recentMs: 10 * MINUTE_MS, rollupMs: 10 * MINUTE_MS, teams: [], limits: NO_LIMITS, teamLimits: {}, apps: {}, appDefaults: APP },
    ...{ burst: { least: 20, factor: 5 }, framework: [], sourceLinks: [], tracker: null, keepIn: null, masked: [], ...over },
  };
}

/** Errors by hour of 14 days, or of so many hours, as a rule of the hour of the day (UTC), the day (0 is the first) and the weekday (0 is Sunday). */
export function hoursBy(errorsIn: (hour: number, day: number, weekday: number) => number, fromAt = FROM_AT, length = HOURS): number[] {
  return Array.from({ length }, (_, index) => {
    const at = new Date(fromAt + index * HOUR_MS);
    return errorsIn(at.getUTCHours(), Math.floor(index / 24), at.getUTCDay());
  });
}

export function recentApp(app: string, over: Partial<RecentApp> = {}): RecentApp {
  return { app, recent: 0, rows: 0, newestAt: STORE_AT - MINUTE_MS, minutes: new Array<number>(MINUTES).fill(0), ...over };
}

/** Minutes of the last hour: the newest last. */
export function minutesOf(...last: readonly number[]): number[] {
  return [...new Array<number>(MINUTES - last.length).fill(0), ...last];
}

export type Scene = {
  settings?: Partial<ExceptionsSettings>;
  recent?: readonly RecentApp[] | null;
  /** The rows that stand for the errors of `rates`; one each where nothing is said. */
  rows?: Readonly<Record<string, readonly number[]>>;
  rates?: Readonly<Record<string, readonly number[]>> | null;
  totals?: TotalsReading['apps'] | null;
  /** What the reading of the totals before told. */
  totalsBefore?: TotalsReading['apps'] | null;
  top?: ShapesReading['top'];
  standing?: readonly string[];
  /** What its clock says. */
  storeAt?: number;
  /** How far that is ahead of Vigil's. */
  aheadMs?: number;
};

export function recentReading(apps: readonly RecentApp[], over: Partial<RecentReading> = {}): RecentReading {
  return { version: '17', storeAt: STORE_AT, lastId: 99, recentMs: 10 * MINUTE_MS, apps, clocks: [], ...over };
}

/** A store that told this. */
export function nodeIn(scene: Scene): WitnessNode<ExceptionsSettings> {
  const { settings = {}, recent = [], rates = {}, rows, totals = null, totalsBefore = null, top = [] } = scene;
  const { storeAt = STORE_AT, aheadMs = 0 } = scene;
  const reading = (probe: string, value: unknown): Reading<unknown> => ({
    ...{ value, observedAt: storeAt - aheadMs, producedAt: null },
    source: { system: 'exceptions', group: 'ny', node: 'ny', probe },
  });
  const read = (probe: string, ...values: unknown[]): Record<string, Reading<unknown>[]> => ({
    [probe]: values.filter((value) => value !== null).map((value) => reading(probe, value)),
  });
  const hours: RatesReading | null =
    rates === null
      ? null
      : {
          fromAt: Math.floor(storeAt / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS,
          storeAt,
          apps: Object.entries(rates).map(([app, hours]) => ({ app, hours, rows: rows?.[app] ?? hours })),
        };
  const shapes: ShapesReading = { rows: 1, shapes: 1, sinceAt: 0, behind: 0, fresh: [], top, kept: null, trouble: null };
  const all = (apps: TotalsReading['apps'] | null): TotalsReading | null => (apps === null ? null : { apps, deletedRows: 0 });
  return {
    ...{ node: 'ny', settings: settingsOf(settings) },
    windows: {
      ...read(RECENT, recent === null ? null : recentReading(recent, { storeAt })),
      ...{ ...read(RATES, hours), ...read(TOTALS, all(totals), all(totalsBefore)), ...read(SHAPES, shapes) },
    },
  };
}

/** What is found of it. */
export function foundIn(scene: Scene): Found[] {
  const { standing = [], storeAt = STORE_AT, aheadMs = 0 } = scene;
  return witnessStore({ nodes: [nodeIn(scene)], marks: [], inFlight: [], events: [], standing: new Set(standing), now: storeAt - aheadMs });
}

/** What is said, with its times as hours and minutes of UTC. */
export function sentenceOf({ told }: { told: Told }): string {
  return told.map((part) => (typeof part === 'number' ? timeOf(part) : part)).join('');
}

export function timeOf(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString().slice(11, 16);
}
