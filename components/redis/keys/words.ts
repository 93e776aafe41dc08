import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { DatabaseCoverage, KeyAnalysis, KeyProgress } from '#lib/systems/redis/keys/model.ts';

/** "db0 Core", as the other parts of the page call it. */
export function databaseWords(database: number, titles: ReadonlyMap<number, string>): string {
  const title = titles.get(database);
  return title === undefined ? `db${database}` : `db${database} ${title}`;
}

/** The number of the database that is called db3 on the wire. */
export function databaseNumber(name: string): number {
  return Number(name.replace('db', ''));
}

/** Where the figures come from: "a replica, Redis 7.0.15, in 3m 10s, at most 5,000 keys/s". */
export function fromWords({ from: { role, version, startedAt, endedAt, pace, keysPerSecond } }: Pick<KeyAnalysis, 'from'>): string {
  const pacing = pace === 'paced' && keysPerSecond !== null ? `, at most ${formatCount(keysPerSecond)} keys/s` : ', as fast as it answered';
  return `a ${role}, Redis ${version}, in ${spentWords(Math.max(0, endedAt - startedAt))}${pacing}`;
}

function spentWords(ms: number): string {
  return ms < 1_000 ? 'less than 1s' : formatAge(ms);
}

/** What was not counted in a database, in words; null where all was. */
export function missingWords({ isWhole, gone, notPermitted, moved }: DatabaseCoverage): string | null {
  const parts = [
    ...(isWhole ? [] : ['not read to its end']),
    ...(gone > 0 ? [`${formatCount(gone)} deleted or expired before they were asked about`] : []),
    ...(notPermitted > 0 ? [`${formatCount(notPermitted)} that the user may not ask about`] : []),
    ...(moved > 0 ? [`${formatCount(moved)} moved to another node`] : []),
  ];
  return parts.length === 0 ? null : parts.join('; ');
}

/** "12,500 of about 1,000,003 keys, 38 %". */
export function progressWords({ read, expected }: Pick<KeyProgress, 'read' | 'expected'>): string {
  const part = expected > 0 ? `, ${Math.min(100, Math.floor((read / expected) * 100))} %` : '';
  return `${formatCount(read)} of about ${formatCount(expected)} keys${part}`;
}

/** How long it will still take at the pace of now: "about 3m 10s left"; null where that cannot be told. */
export function leftWords({ read, expected, keysPerSecond }: Pick<KeyProgress, 'read' | 'expected' | 'keysPerSecond'>): string | null {
  if (!(keysPerSecond > 0) || expected <= read) return null;
  return `about ${formatAge(((expected - read) / keysPerSecond) * 1_000)} left`;
}
