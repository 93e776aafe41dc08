import type { Aliases } from './config.ts';
import { figure, lastChangeAt } from './figures.ts';
import type { PastRow, RowView, StatsRow } from './model.ts';
import { NO_RATES, type Rates, ratesOf } from './rates.ts';
import { isUnchecked } from './status-server.ts';

/** The same row of an earlier reading, taken `elapsedMs` earlier. */
type Before = { row: PastRow; elapsedMs: number };

/** What a page shows of a row. Without the row before there are no rates. */
export function viewRow(row: StatsRow, observedAt: number, before: Before | null, aliases: Aliases): RowView {
  const rates: Rates = before ? ratesOf(row, before.row, before.elapsedMs) : NO_RATES;
  return {
    kind: row.kind,
    proxy: row.proxy,
    alias: Object.hasOwn(aliases, row.proxy) ? (aliases[row.proxy] ?? null) : null,
    name: row.name,
    state: row.state,
    check: row.check,
    agentCheck: row.agentCheck,
    isUnchecked: isUnchecked(row),
    isBackup: row.kind === 'server' && figure(row, 'backupServers') === 1,
    mode: row.mode,
    hasCookie: (row.cookie ?? '') !== '',
    tracks: row.tracks,
    weight: figure(row, 'weight'),
    activeServers: figure(row, 'activeServers'),
    backupServers: figure(row, 'backupServers'),
    sessions: figure(row, 'sessions'),
    sessionsLimit: figure(row, 'sessionsLimit'),
    sessionRate: figure(row, 'sessionsPerSecond'),
    requestRate: figure(row, 'requestsPerSecond') ?? rates.requestRate,
    queue: figure(row, 'queue'),
    usedConnections: figure(row, 'usedConnections'),
    bytesInPerSecond: rates.bytesInPerSecond,
    bytesOutPerSecond: rates.bytesOutPerSecond,
    errorsPerMinute: rates.errorsPerMinute,
    deniedPerMinute: rates.deniedPerMinute,
    retriesPerMinute: rates.retriesPerMinute,
    responses5xxPerMinute: rates.responses5xxPerMinute,
    responseTimeMs: figure(row, 'responseTimeMs'),
    changedAt: lastChangeAt(row, observedAt),
  };
}
