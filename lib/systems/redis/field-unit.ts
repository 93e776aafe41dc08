import type { Field, Unit } from './model-asked.ts';

/** The first that fits the name counts. What is written for people already has no unit. */
const UNITS: readonly [RegExp, Unit | null][] = [
  [/_human$|_ratio$|\.ratio$|policy$/, null],
  [/_perc$|percentage$/, '%'],
  [/_save_time$|_start_time$|_last_load_time$/, 'epoch seconds'],
  [/_seconds$|_seconds_ago$|_sec$|used_cpu|rewrite_scheduled_sec/, 'seconds'],
  [/_msec$|_milliseconds$/, 'ms'],
  [/_usec$|_microseconds$|^latest_fork_usec$/, 'µs'],
  [/_in_days$|_per_sec|_kbps$/, null],
  [/keys\.count/, null],
  [/bytes|memory|_rss|buffer|backlog_size|_size$|allocat|overhead|\.backlog|^clients\.|dataset|caches$|links$|hashtable/, 'bytes'],
  [/^mem_/, 'bytes'],
];

/** A field with its number read where it is one, and the unit that its name tells of. */
export function fieldOf(name: string, said: string | number): Field {
  const isNumber = typeof said === 'number' || /^-?\d{1,15}(\.\d+)?%?$/.test(said);
  if (!isNumber) return { name, value: said, unit: null };
  const unit = UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  return { name, value: Number.parseFloat(String(said)), unit };
}
