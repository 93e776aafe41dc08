import { FetchError } from '../../failure.ts';
import type { DatabaseConnection, DatabaseTarget } from '../../io/database.ts';
import { openDatabase } from '../../io/database-open.ts';
import type { Meter } from '../../io/meter.ts';
import type { InHour } from './parse.ts';
import type { ExceptionsSettings, StoreLogin } from './settings.ts';
import type { ShapeIndex } from './shapes/known.ts';
import { shareShapes } from './shapes/share.ts';
import { type Table, tableOf } from './table.ts';
import type { ZoneMap } from './zone-map.ts';

/** What was learned of a table while it was asked, so that it is not asked again. Times are epoch ms. */
export type Learned = {
  zones: ZoneMap | null;
  /** For how long at most a row has taken up repeats, where that is longer than what is configured. */
  rollupMs: number;
  /** The highest id at the reading before, and the clock of the store then. */
  before: { lastId: number; storeAt: number } | null;
  /** Errors by application and hour since 1970, of hours that were read as a whole; `fullAt` is when all of them were read. */
  hours: { byApp: Map<string, Map<number, InHour>>; fullAt: number } | null;
};

/** A store as it is asked: polls over connections of their own, so that no search holds them up. */
export type StoreNode = {
  settings: ExceptionsSettings;
  table: Table;
  polls: DatabaseConnection;
  asks: DatabaseConnection;
  shapes: ShapeIndex;
  /** Of the index, when it is asked no more. */
  release(): void;
  learned: Learned;
};

/** Locks are not waited for longer than this. */
const LOCK_MS = 2_000;
/** A probe each, and as many for those who look. */
const LANES = { polls: 3, asks: 4, act: 2 } as const;

/** For how long a row may take up repeats: what was made longer ago cannot have been seen since. */
export function rollupOf({ settings, learned }: Pick<StoreNode, 'settings' | 'learned'>): number {
  return Math.max(settings.rollupMs, learned.rollupMs);
}

/** Opens no socket before the first statement. */
export function connectStore(settings: ExceptionsSettings, meter: Meter): StoreNode {
  const open = (most: number): DatabaseConnection => openAs(settings, { login: settings.read, isReading: true, most }, meter);
  return {
    ...{ settings, table: tableOf(settings), polls: open(LANES.polls), asks: open(LANES.asks) },
    ...shareShapes(settings),
    learned: { zones: null, rollupMs: 0, before: null, hours: null },
  };
}

export function closeStore({ polls, asks, release }: StoreNode): void {
  polls.close();
  asks.close();
  release();
}

/** A connection that may change the table; null where nobody is configured to act. */
export function openToAct(settings: ExceptionsSettings, meter: Meter): DatabaseConnection | null {
  return settings.act === null ? null : openAs(settings, { login: settings.act, isReading: false, most: LANES.act }, meter);
}

type As = { login: StoreLogin | null; isReading: boolean; most: number };

function openAs(settings: ExceptionsSettings, { login, isReading, most }: As, meter: Meter): DatabaseConnection {
  return login === null ? nobody() : openDatabase(targetOf(settings, { login, isReading, most }), meter);
}

/** Where the store is, and as whom it is asked. */
export function targetOf(settings: ExceptionsSettings, { login, isReading, most }: As & { login: StoreLogin }): DatabaseTarget {
  const { dialect, host, port, database, tls, maxBytes } = settings;
  const { user, password } = login;
  return { dialect, host, port, database, tls, maxBytes, user, password, isReading, lockMs: LOCK_MS, most };
}

/** Stands for a store for which nobody was named: it says so and asks nothing. */
function nobody(): DatabaseConnection {
  const words = 'no login: give exceptions.read a user and a password';
  return { ask: () => Promise.reject(new FetchError('auth', words)), close: () => undefined };
}
