import type { Status } from '#lib/status.ts';

/** How a row stands out: a bar at its left where there is trouble. */
export function barTone(status: Status): string {
  switch (status) {
    case 'critical':
      return 'bad';
    case 'stale':
      return 'old';
    case 'warning':
      return 'warn';
    case 'unknown':
    case 'maintenance':
    case 'ok':
      return '';
  }
}

/** The same for a row of values, which is hatched and dimmed when they are too old, whatever they said: what was critical stays critical and is old too. */
export function rowTone(status: Status, isStale: boolean): string {
  return `${barTone(status)}${isStale || status === 'stale' ? ' hatch' : ''}${status === 'maintenance' ? ' out' : ''}`;
}
