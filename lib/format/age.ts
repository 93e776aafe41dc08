const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "2s", "4m 12s", "3h 05m", "6d 2h". Rounds down, so that an age never looks older than it is; what lies ahead reads "in 3s". */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return 'unknown';
  if (ms <= -SECOND) return `in ${formatAge(-ms)}`;
  if (ms < MINUTE) return `${Math.floor(Math.max(ms, 0) / SECOND)}s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}m ${pad((ms % MINUTE) / SECOND)}s`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)}h ${pad((ms % HOUR) / MINUTE)}m`;
  return `${Math.floor(ms / DAY)}d ${Math.floor((ms % DAY) / HOUR)}h`;
}

function pad(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
