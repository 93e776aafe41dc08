import type { DatabaseConnection, SqlRow } from '../../io/database.ts';
import { numberIn, numberOrNull, onlyRow, sumIn, textIn } from './cells.ts';
import { rollupOf, type StoreNode } from './connection.ts';
import { HOURS, MINUTES } from './model.ts';
import type { InHour, RawRates, RawRecent } from './parse.ts';
import {
  arrivalsStatement,
  clockStatement,
  deletedStatement,
  ratesStatement,
  recentStatement,
  totalsStatement,
  zonesStatement,
} from './statements-poll.ts';
import { emptyZones, lowestId, OLD_ZONES, ZONE_SIZE, type ZoneMap, zoneOf } from './zone-map.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** How many zones are read at once. */
const ZONES_AT_ONCE = 24;
/** Whole hours of long ago do not change, but for rows that waited in their application: they are read again so often. */
const FULL_EVERY_MS = 6 * HOUR_MS;
/** The hours that are read each time: a row takes up repeats in its own. */
const OPEN_HOURS = 3;

/** What came lately. Throws FetchError. */
export async function fetchRecent(node: StoreNode, signal: AbortSignal): Promise<RawRecent> {
  const { polls, table, learned, settings } = node;
  const clock = (await polls.ask(clockStatement(table), signal)).rows;
  const said = onlyRow(clock);
  const [storeAt, lastId] = [numberIn(said, 'store_at'), numberOrNull(said, 'last_id')];
  const { before } = learned;
  learned.before = { lastId: lastId ?? 0, storeAt };
  if (lastId === null) return { clock, rows: [], arrivals: null, recentMs: settings.recentMs };
  const sinceAt = (Math.floor(storeAt / MINUTE_MS) - MINUTES + 1) * MINUTE_MS;
  const reach = Math.min(sinceAt, storeAt - settings.recentMs);
  const fromId = await reaching(node, { lastId, at: reach - rollupOf(node) }, signal);
  const { rows } = await polls.ask(recentStatement(table, { fromId, sinceAt: reach, recentFrom: storeAt - settings.recentMs }), signal);
  // A table that was emptied begins anew.
  const isMore = before !== null && lastId > before.lastId;
  const arrived = isMore ? await polls.ask(arrivalsStatement(table, { aboveId: before.lastId, upToId: lastId }), signal) : null;
  const arrivals = before && arrived ? { rows: arrived.rows, beforeAt: before.storeAt } : null;
  return { clock, rows, arrivals, recentMs: settings.recentMs };
}

/** All that is not deleted. Throws FetchError. */
export async function fetchTotals(
  { polls, table, learned }: StoreNode,
  signal: AbortSignal,
): Promise<{ rows: readonly SqlRow[]; deleted: readonly SqlRow[] }> {
  const [totals, deleted] = await Promise.all([polls.ask(totalsStatement(table), signal), polls.ask(deletedStatement(table), signal)]);
  // Applications may be set to take up repeats for longer than anybody told Vigil: nothing is to be missed for that.
  learned.rollupMs = Math.max(0, ...totals.rows.map((row) => (sumIn(row, 'taken_minutes') + 1) * MINUTE_MS));
  return { rows: totals.rows, deleted: deleted.rows };
}

/** Errors by hour of 14 days: all of them at first, the newest hours after that. Throws FetchError. */
export async function fetchRates(node: StoreNode, signal: AbortSignal): Promise<RawRates> {
  const { polls, table, learned } = node;
  const said = onlyRow((await polls.ask(clockStatement(table), signal)).rows);
  const [storeAt, lastId] = [numberIn(said, 'store_at'), numberOrNull(said, 'last_id') ?? 0];
  const now = Math.floor(storeAt / HOUR_MS);
  const isFull = learned.hours === null || storeAt - learned.hours.fullAt >= FULL_EVERY_MS;
  const first = isFull ? now - HOURS + 1 : now - OPEN_HOURS + 1;
  const fromId = await reaching(node, { lastId, at: first * HOUR_MS }, signal, true);
  const { rows } = await polls.ask(ratesStatement(table, { fromId, sinceAt: first * HOUR_MS }), signal);
  const kept = isFull ? new Map<string, Map<number, InHour>>() : (learned.hours?.byApp ?? new Map());
  for (const hours of kept.values()) for (const hour of hours.keys()) if (hour >= first || hour <= now - HOURS) hours.delete(hour);
  for (const row of rows) {
    const app = textIn(row, 'app');
    const hours = kept.get(app) ?? new Map<number, InHour>();
    kept.set(app, hours);
    hours.set(numberIn(row, 'in_hour'), { errors: sumIn(row, 'errors'), rows: numberIn(row, 'row_count') });
  }
  learned.hours = { byApp: kept, fullAt: isFull ? storeAt : (learned.hours?.fullAt ?? storeAt) };
  // What was learned goes on changing: what is told does not.
  return { storeAt, byApp: new Map([...kept].map(([app, hours]) => [app, new Map(hours)])) };
}

type Reaching = { lastId: number; at: number };

/**
 * The lowest id from which on all rows are that were made at `at` or later; 0 where that is not known. The map of zones is read on as far as needed, from the newest ids back; with `isWhole` to the
 * beginning of the table, once.
 */
export async function reaching(node: StoreNode, { lastId, at }: Reaching, signal: AbortSignal, isWhole = false): Promise<number> {
  await growZones(node, lastId, signal);
  while (!isReached(node.learned.zones ?? emptyZones(lastId), at, isWhole)) await readZonesBack(node, signal);
  return lowestId(node.learned.zones ?? emptyZones(lastId), at, true);
}

function isReached({ newest, fromZone, toZone }: ZoneMap, at: number, isWhole: boolean): boolean {
  if (fromZone <= 0) return true;
  if (isWhole) return false;
  let old = 0;
  for (let zone = fromZone; zone < Math.min(toZone, fromZone + OLD_ZONES); zone += 1) if ((newest.get(zone) ?? 0) < at) old += 1;
  return old === OLD_ZONES;
}

/** Zones that became whole since are read once. A table whose ids begin anew has another map. */
async function growZones({ polls, table, learned }: StoreNode, lastId: number, signal: AbortSignal): Promise<void> {
  const known = learned.zones;
  if (!known || zoneOf(lastId) < known.toZone) {
    learned.zones = emptyZones(lastId);
    return;
  }
  const toZone = zoneOf(lastId);
  if (toZone === known.toZone) return;
  const read = await zonesIn(polls, table, { from: known.toZone, to: toZone }, signal);
  learned.zones = { newest: new Map([...known.newest, ...read]), fromZone: known.fromZone, toZone };
}

async function readZonesBack({ polls, table, learned }: StoreNode, signal: AbortSignal): Promise<void> {
  const known = learned.zones;
  if (!known || known.fromZone <= 0) return;
  const from = Math.max(0, known.fromZone - ZONES_AT_ONCE);
  const read = await zonesIn(polls, table, { from, to: known.fromZone }, signal);
  // Other probes read the same map meanwhile: what both have read is one.
  const now = learned.zones ?? known;
  learned.zones = { newest: new Map([...now.newest, ...read]), fromZone: Math.min(now.fromZone, from), toZone: now.toZone };
}

type Zones = { from: number; to: number };

async function zonesIn(
  polls: DatabaseConnection,
  table: StoreNode['table'],
  { from, to }: Zones,
  signal: AbortSignal,
): Promise<[number, number][]> {
  const { rows } = await polls.ask(zonesStatement(table, { fromId: from * ZONE_SIZE, toId: to * ZONE_SIZE, size: ZONE_SIZE }), signal);
  return rows.map((row) => [numberIn(row, 'zone'), numberIn(row, 'newest')]);
}
