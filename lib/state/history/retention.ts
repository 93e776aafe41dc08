import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { inTransaction } from '../../io/transaction.ts';
import { LOG_BYTES } from './database.ts';
import type { HistoryLimits } from './messages.ts';
import type { StoreTables } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Pages that are given back to the disk in one step (4 kB each). */
const STEP_PAGES = 512;
/** So many pages may be free: what is written next takes them first. */
const FREE_PAGES = 2_048;
/** What is too much is dropped until so much of the limit is taken, so that it is not done again with every flush. */
const FULL_SHARE = 0.97;
/** What is dropped for its size in one step of tidying up. */
const HOURS_AT_ONCE = 12;

/** `isFirst`: the first step since something was written. */
type Options = { limits: HistoryLimits; now: number; isFirst: boolean };

/**
 * Drops what is older than its limit and what is too much, an hour's worth at a time: the oldest readings and boards first, then steps, then events. Then gives free pages back to the disk. True
 * where nothing is left to do at this moment.
 */
export function dropOld(database: DatabaseSync, tables: StoreTables, options: Options): boolean {
  if (options.isFirst) inTransaction(database, () => dropByAge(tables, options));
  const isFitting = dropBySize(database, tables, options);
  return giveBack(database) && isFitting;
}

// An hour at a time: where a clock runs far ahead, people have time to set it right before all that is kept is too old.
function dropByAge({ runs, events, series, boards }: StoreTables, { limits, now }: Options): void {
  const detailBefore = now - limits.days * DAY_MS;
  const stepsBefore = now - limits.stepDays * DAY_MS;
  const oldest = series.oldest();
  series.dropBefore({
    readingsBefore: anHourFrom(oldest.readings, detailBefore),
    stepsBefore: Math.min(stepsBefore, (oldest.steps ?? stepsBefore) + 2 * DAY_MS),
  });
  boards.dropBefore(anHourFrom(boards.oldestAt(), detailBefore));
  events.dropBefore(anHourFrom(events.oldestAt(), stepsBefore));
  runs.dropBefore(stepsBefore);
}

// Hours begin at whole ones: two of them on is one that is over.
function anHourFrom(oldestAt: number | null, before: number): number {
  return Math.min(before, (oldestAt ?? before) + 2 * HOUR_MS);
}

function dropBySize(database: DatabaseSync, tables: StoreTables, { limits, now }: Options): boolean {
  const most = limits.maxBytes - Math.min(LOG_BYTES, limits.maxBytes / 10);
  if (usedBytes(database) <= most) return true;
  const aim = most * FULL_SHARE;
  for (let left = HOURS_AT_ONCE; left > 0 && usedBytes(database) > aim; left -= 1) {
    let isDropped = false;
    inTransaction(database, () => {
      isDropped = dropOldest(tables, now);
    });
    if (!isDropped) return true;
  }
  return usedBytes(database) <= aim;
}

/** False where nothing could be dropped: what is kept of the last hours stays, and so does what is not packed yet. */
function dropOldest(tables: StoreTables, now: number): boolean {
  const { events, series, boards } = tables;
  const before = oldestDetail(tables, now);
  if (before < now - 3 * HOUR_MS) {
    series.dropBefore({ readingsBefore: before + 2 * HOUR_MS, stepsBefore: 0 });
    boards.dropBefore(before + 2 * HOUR_MS);
    if (oldestDetail(tables, now) > before) return true;
  }
  const { steps } = series.oldest();
  if (steps !== null && steps < now - 2 * DAY_MS) {
    series.dropBefore({ readingsBefore: steps + 2 * DAY_MS, stepsBefore: steps + 2 * DAY_MS });
    if (series.oldest().steps !== steps) return true;
  }
  const event = events.oldestAt();
  if (event === null || event > now - DAY_MS) return false;
  events.dropBefore(event + HOUR_MS);
  return events.oldestAt() !== event;
}

function oldestDetail({ series, boards }: StoreTables, now: number): number {
  return Math.min(series.oldest().readings ?? now, boards.oldestAt() ?? now);
}

/** What is kept takes so much, without pages that are free. The log beside the file takes up to LOG_BYTES more. */
function usedBytes(database: DatabaseSync): number {
  return (pragma(database, 'page_count') - pragma(database, 'freelist_count')) * pragma(database, 'page_size');
}

function giveBack(database: DatabaseSync): boolean {
  const free = pragma(database, 'freelist_count');
  if (free <= FREE_PAGES) return true;
  database.exec(`PRAGMA incremental_vacuum(${STEP_PAGES})`);
  database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  return free - STEP_PAGES <= FREE_PAGES;
}

function pragma(database: DatabaseSync, name: string): number {
  return z.number().parse(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
