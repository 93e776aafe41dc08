import { NO_ATTENTION } from '#lib/attention/attention.ts';
import type { ChangeEvent, HeartbeatEvent, LiveRow, ProbeRow, SnapshotEvent } from '#lib/feed/events.ts';
import { countStatuses } from '#lib/status.ts';

export const LB1 = 'haproxy/web/lb1/stats';
export const LB2 = 'haproxy/web/lb2/stats';
export const BOOT = 'boot-1';

/** A probe row of a source that was read at `observedAt`. */
export function probeRow(id: string, observedAt: number): ProbeRow {
  const [system = '', group = '', node = '', probe = ''] = id.split('/');
  return {
    ...{ source: { system, group, node, probe }, question: probe, systemTitle: system, groupTitle: group, address: node },
    ...{ host: null, tags: [], notes: [] },
    ...{ intervalMs: 5_000, timeoutMs: 2_000, staleAfterMs: 9_000, staleAfterWhy: null, vital: true, scope: 'node' },
    acting: null,
    ...{
      newest: { observedAt, producedAt: null },
      attempt: { at: observedAt, tookMs: 1, failure: null },
      asked: { times: 1, since: observedAt },
    },
    ...{ failing: null, asking: null, nextAt: null, backoff: null, successes: 1, counts: countStatuses([]) },
    ...{ heldSince: observedAt, keyFigures: [] },
    verdict: { status: 'ok', reason: 'it answers', since: { at: observedAt, how: 'before' } },
  };
}

export function liveRow(id: string, said = id): LiveRow {
  return { id, verdict: { status: 'ok', reason: 'fine', since: { at: 0, how: 'before' } }, value: { said } };
}

export function snapshotOf(changes: Partial<SnapshotEvent> = {}): SnapshotEvent {
  return {
    now: 0,
    doubtBefore: 0,
    boot: BOOT,
    build: 'build-1',
    viewer: 'ann',
    seqs: {},
    probes: [],
    rows: {},
    marks: [],
    findings: [],
    events: [],
    attention: NO_ATTENTION,
    timers: [],
    hosts: [],
    ...changes,
  };
}

type ChangeParts = { system?: string; seq: number; now?: number; probe?: ProbeRow; rows?: LiveRow[]; gone?: string[] };

export function changeOf({ system = 'haproxy', seq, now = 0, probe = probeRow(LB1, now), rows = [], gone = [] }: ChangeParts): ChangeEvent {
  return { now, doubtBefore: 0, boot: BOOT, system, seq, change: { probe, rows, gone } };
}

export function heartbeatAt(now: number): HeartbeatEvent {
  return { now, doubtBefore: 0, boot: BOOT };
}
