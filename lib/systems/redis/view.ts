import type { Reading } from '../../reading.ts';
import type { RedisSettings } from './config.ts';
import type { Database, RedisInfo, RedisView } from './model.ts';
import { ratesOf } from './rates.ts';

/** What a page shows of the newest reading of a node (newest first), by the name and address of its configuration. */
export function viewOf(newest: Reading<RedisInfo>, window: readonly Reading<RedisInfo>[], settings: RedisSettings): RedisView {
  const { uptimeSeconds, rejectedTotal, hitsTotal, missesTotal, evictedTotal, expiredTotal, fullSyncsTotal, ...others } = newest.value;
  const { olderReplicationId, isWritable, backlogBytes, ...shown } = others;
  return {
    ...shown,
    ...ratesOf(window),
    name: settings.name,
    address: settings.address,
    databases: databasesOf(newest.value.databases, settings.databases),
    startedAt: secondsBefore(newest.observedAt, uptimeSeconds),
    downSince: downSince(newest),
    forkRoomBytes: forkRoom(newest.value),
  };
}

/** What the node says of its databases, which it does of those that hold keys, with their titles; those that only have a title hold none. */
function databasesOf(said: RedisInfo['databases'], titles: RedisSettings['databases']): Database[] {
  const titleOf = new Map(titles.map(({ index, title }) => [`db${index}`, title]));
  const told = new Set(said.map(({ name }) => name));
  const empty = [...titleOf.keys()].filter((name) => !told.has(name)).map((name) => ({ name, keys: 0, expires: 0, averageTtlMs: null }));
  return [...said, ...empty]
    .map((database) => ({ ...database, title: titleOf.get(database.name) ?? null }))
    .toSorted((a, b) => numberOf(a) - numberOf(b));
}

function numberOf({ name }: Database): number {
  return Number(name.slice(2));
}

/** Epoch ms since when the link to its master is down, by the word of the replica; null while it is up, and where it was never up. */
export function downSince({ value: { link }, observedAt }: Reading<RedisInfo>): number | null {
  return link === null || link.downSeconds === null ? null : secondsBefore(observedAt, link.downSeconds);
}

// Redis counts whole seconds of its own: from the whole second of the question the moment stays about the same from reading to reading.
function secondsBefore(at: number, seconds: number): number {
  return (Math.floor(at / 1_000) - seconds) * 1_000;
}

function forkRoom({ memory: { machineBytes, residentBytes } }: RedisInfo): number | null {
  return machineBytes === null || machineBytes === 0 || residentBytes === null ? null : machineBytes - residentBytes;
}
