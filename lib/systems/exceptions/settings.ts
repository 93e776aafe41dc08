import type { Dialect } from '../../io/database.ts';
import type { Secret } from '../../secret.ts';
import type { CountLimits, Team } from './model.ts';

export type StoreLogin = { user: string; password: Secret };

/** How often each probe asks and how long it waits, in ms. */
export type StoreTimes = { intervalMs: number; timeoutMs: number };

/** A source of code: what `pattern` finds in a frame is put into `url` ($1 …). */
export type SourceLink = { pattern: RegExp; url: string };

/** What applies to one application: hours of the day (UTC, from 0 to 24) in which it may be silent, and limits of its own. */
export type AppSettings = { quietHours: readonly { from: number; to: number }[]; limits: CountLimits; watchSilence: boolean };

export type ExceptionsSettings = {
  store: string;
  title: string;
  dialect: Dialect;
  host: string;
  port: number;
  database: string;
  /** As written, null for that of the product: "dbo.Exceptions", "Exceptions", or "public.Errors" of PostgreSQL. */
  table: { schema: string | null; name: string };
  tls: { ca: string | null; verify: boolean } | null;
  read: StoreLogin | null;
  act: StoreLogin | null;
  times: Readonly<Record<'recent' | 'totals' | 'rates' | 'shapes', StoreTimes>>;
  maxBytes: number;
  /** What counts as recent, and for how long at most a row takes up repeats. */
  recentMs: number;
  rollupMs: number;
  teams: readonly Team[];
  limits: CountLimits;
  teamLimits: Readonly<Record<string, CountLimits>>;
  /** By application, lower case; `appDefaults` of all others. */
  apps: Readonly<Record<string, AppSettings>>;
  appDefaults: AppSettings;
  /** A burst: at least `least` errors within the recent time and `factor` times the usual. Null is off. */
  burst: { least: number; factor: number } | null;
  /** Beginnings of type names that are of a framework, and not where it happened. */
  framework: readonly string[];
  sourceLinks: readonly SourceLink[];
  tracker: { title: string; url: string } | null;
  /** The folder in which is kept what was worked out; null where nothing is. */
  keepIn: string | null;
  /** Names of values that are hidden even from who may see details, until asked for. */
  masked: readonly string[];
};
