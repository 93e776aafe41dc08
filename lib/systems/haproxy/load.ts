import { isWorse, type Judged } from '../../status.ts';
import type { HAProxyLimits } from './config.ts';
import { figure } from './figures.ts';
import type { StatsRow } from './model.ts';

/** The verdict on a row's state, made worse by what its sessions and its queue say. Every reason that is not ok is kept. */
export function withLoad(state: Judged, row: StatsRow, limits: HAProxyLimits): Judged {
  const sessions = judgeSessions(row, limits);
  const queue = judgeQueue(row, limits);
  const busy = sessions ? add(state, sessions) : state;
  return queue ? add(busy, queue) : busy;
}

function judgeSessions(row: StatsRow, limits: HAProxyLimits): Judged | null {
  // The limit of a backend row is fullconn, which only scales the limits of its servers and holds nothing back.
  if (row.kind === 'backend') return null;
  const sessions = figure(row, 'sessions');
  const most = figure(row, 'sessionsLimit');
  if (sessions === null || most === null || most <= 0) return null;
  const crossed = cross(sessions / most, limits.sessionsWarningRatio, limits.sessionsCriticalRatio);
  if (!crossed) return null;
  const words = `${sessions} of ${most} sessions, ${percent(sessions / most)}`;
  return { status: crossed.status, reason: `${words}: the ${crossed.status} limit is ${percent(crossed.limit)}`, since: null };
}

function judgeQueue(row: StatsRow, limits: HAProxyLimits): Judged | null {
  const queue = figure(row, 'queue');
  const crossed = queue === null ? null : cross(queue, limits.queueWarning, limits.queueCritical);
  if (!crossed) return null;
  return { status: crossed.status, reason: `${queue} waiting in the queue: the ${crossed.status} limit is ${crossed.limit}`, since: null };
}

// A limit is crossed when it is reached; a limit of 0 is not reached by nothing.
function cross(value: number, warning: number | null, critical: number | null): { status: 'critical' | 'warning'; limit: number } | null {
  if (value <= 0) return null;
  if (critical !== null && value >= critical) return { status: 'critical', limit: critical };
  if (warning !== null && value >= warning) return { status: 'warning', limit: warning };
  return null;
}

function add(sum: Judged, load: Judged): Judged {
  if (sum.status === 'ok') return load;
  return isWorse(load.status, sum.status)
    ? { ...load, reason: `${load.reason}; ${sum.reason}` }
    : { ...sum, reason: `${sum.reason}; ${load.reason}` };
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 1_000) / 10} %`;
}
