import { figure, lastChangeAt } from './figures.ts';
import type { RowView, StatsRow } from './model.ts';
import { NO_RATES, type Rates, ratesOf } from './rates.ts';
import { isUnchecked } from './status-server.ts';

/** What a page shows of a row. `before` is the same row of an earlier reading, taken `elapsedMs` earlier; null where rates can not be had. */
export function viewRow(row: StatsRow, observedAt: number, before: { row: StatsRow; elapsedMs: number } | null): RowView {
  const rates: Rates = before ? ratesOf(row, before.row, before.elapsedMs) : NO_RATES;
  return {
    kind: row.kind,
    proxy: row.proxy,
    name: row.name,
    state: row.state,
    check: row.check,
    agentCheck: row.agentCheck,
    isUnchecked: isUnchecked(row),
    isBackup: row.kind === 'server' && figure(row, 'backupServers') === 1,
    mode: row.mode,
    tracks: row.tracks,
    weight: figure(row, 'weight'),
    activeServers: figure(row, 'activeServers'),
    backupServers: figure(row, 'backupServers'),
    sessions: figure(row, 'sessions'),
    sessionsLimit: figure(row, 'sessionsLimit'),
    sessionRate: figure(row, 'sessionsPerSecond'),
    requestRate: figure(row, 'requestsPerSecond') ?? rates.requestRate,
    queue: figure(row, 'queue'),
    bytesInPerSecond: rates.bytesInPerSecond,
    bytesOutPerSecond: rates.bytesOutPerSecond,
    errorsPerMinute: rates.errorsPerMinute,
    responses5xxPerMinute: rates.responses5xxPerMinute,
    responseTimeMs: figure(row, 'responseTimeMs'),
    changedAt: lastChangeAt(row, observedAt),
  };
}
