import type { Level } from './fetch-socket.ts';

/** Reading the statistics page. */
export const PAGE_RIGHT = 'its statistics page';
/** Sending commands by the form of that page (configuration.txt, "stats admin"). */
export const STATS_ADMIN = 'stats admin';

/** From the lowest to the highest: each may what the ones before it may (management.txt 9.3). */
export const LEVELS: readonly Level[] = ['user', 'operator', 'admin'];

/** "level operator". */
export function levelRight(level: Level): string {
  return `level ${level}`;
}
