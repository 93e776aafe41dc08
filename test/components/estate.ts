import type { FailureKind } from '#lib/failure.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import type { RowState, RowView } from '#lib/systems/haproxy/model.ts';

/** 14:11:12 UTC on a day in March. */
export const NOW = Date.UTC(2026, 2, 4, 14, 11, 12);
export const MOMENT: Moment = { now: NOW, doubtBefore: 0 };
export const SILENT: Moment = { now: NOW, doubtBefore: Number.POSITIVE_INFINITY };

const NO_COUNTS = { critical: 0, stale: 0, warning: 0, unknown: 0, maintenance: 0, ok: 0 };

/** A probe of lb05 of the tier Public: asked every 5 s, waits 3 s, stale after 10 s, read 2 s ago and ok. */
export function probe(over: Partial<ProbeRow> = {}, node = 'lb05'): ProbeRow {
  return {
    source: { system: 'haproxy', group: 'public', node, probe: 'stats' },
    question: 'statistics CSV',
    systemTitle: 'HAProxy',
    groupTitle: 'Public',
    address: `${node}:8404`,
    host: null,
    tags: [],
    notes: [],
    intervalMs: 5_000,
    timeoutMs: 3_000,
    staleAfterMs: 10_000,
    staleAfterWhy: null,
    vital: true,
    scope: 'node',
    acting: { isEnabled: true, howToEnable: '' },
    nextAt: NOW + 3_000,
    backoff: null,
    successes: 812,
    counts: { ...NO_COUNTS, ok: 1 },
    heldSince: NOW - 3_600_000,
    keyFigures: [],
    verdict: { status: 'ok', reason: 'all servers up', since: { at: NOW - 3_600_000, how: 'seen' } },
    newest: { observedAt: NOW - 2_000, producedAt: null },
    attempt: { at: NOW - 2_000, tookMs: 12, failure: null },
    asked: { times: 812, since: NOW - 3_600_000 },
    failing: null,
    asking: null,
    ...over,
  };
}

export function readAgo(ageMs: number): Pick<ProbeRow, 'newest'> {
  return { newest: { observedAt: NOW - ageMs, producedAt: null } };
}

/** Failing since `sinceMs` ago, last tried 1 s ago. */
export function failing(kind: FailureKind, sinceMs: number, message: string = kind): Pick<ProbeRow, 'attempt' | 'failing'> {
  const failure = { kind, message, node: 'lb05', question: 'statistics CSV', received: kind === 'http' ? 'HTTP/1.1 503 <html>' : null };
  return { attempt: { at: NOW - 1_000, tookMs: 3_000, failure }, failing: { times: 3, since: NOW - sinceMs } };
}

export const NEVER_READ: Pick<ProbeRow, 'newest' | 'verdict' | 'attempt'> = { newest: null, verdict: null, attempt: null };

export function state(over: Partial<RowState> = {}): RowState {
  return { word: 'up', by: null, via: null, checks: null, said: 'UP', ...over };
}

/** A row of which the product tells nothing but its name and state: every figure is null. */
export function view(over: Partial<RowView> = {}): RowView {
  return {
    kind: 'server',
    proxy: 'be_web',
    alias: null,
    name: 'web01',
    state: state(),
    check: null,
    agentCheck: null,
    isUnchecked: false,
    isBackup: false,
    mode: 'http',
    hasCookie: false,
    tracks: null,
    weight: null,
    activeServers: null,
    backupServers: null,
    sessions: null,
    sessionsLimit: null,
    sessionRate: null,
    requestRate: null,
    queue: null,
    usedConnections: null,
    bytesInPerSecond: null,
    bytesOutPerSecond: null,
    errorsPerMinute: null,
    deniedPerMinute: null,
    retriesPerMinute: null,
    responses5xxPerMinute: null,
    responseTimeMs: null,
    changedAt: null,
    ...over,
  };
}

export function row(over: Partial<RowView> = {}, status: Status = 'ok', reason = 'up'): LiveRow {
  const value = view(over);
  return { id: `${value.proxy}/${value.kind}/${value.name}`, verdict: { status, reason, since: { at: NOW - 60_000, how: 'seen' } }, value };
}

/** be_web with web01 up and web02 down, and the frontend before them. */
export const ROWS: readonly LiveRow[] = [
  row({
    kind: 'frontend',
    proxy: 'fe_web',
    name: 'FRONTEND',
    state: state({ word: 'open', said: 'OPEN' }),
    sessions: 12,
    sessionsLimit: 2_000,
  }),
  row({ kind: 'backend', name: 'BACKEND', sessions: 7 }),
  row({ sessions: 7, queue: 0, requestRate: 142.4 }),
  row({ name: 'web02', state: state({ word: 'down', said: 'DOWN 1/2', checks: { count: 1, of: 2 } }) }, 'critical', 'down for 1m 00s'),
];

/** Vigil's own probe of its event loop. */
export function ownProbe(over: Partial<ProbeRow> = {}): ProbeRow {
  return {
    ...probe({ ...over }),
    source: { system: 'vigil', group: 'vigil', node: 'vigil', probe: 'event-loop' },
    question: 'event loop',
    systemTitle: 'Vigil',
    groupTitle: 'Vigil itself',
    scope: 'board',
    acting: null,
  };
}
