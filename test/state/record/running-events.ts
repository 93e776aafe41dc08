import { vi } from 'vitest';
import type { AuditRecord } from '#lib/act/audit/record.ts';
import type { IssueNews } from '#lib/attention/watch.ts';
import { createClock, machineTicks } from '#lib/clock.ts';
import type { WitnessChange } from '#lib/finding.ts';
import type { JudgedRow, Judgement, Transition } from '#lib/judge/judge.ts';
import { Listeners } from '#lib/listeners.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import { recordEvents } from '#lib/state/record/event-recorder.ts';
import { countStatuses, type Since, type Status, type Verdict } from '#lib/status.ts';
import { fakeHistory } from '#test/fakes/history.ts';

export const T = 1_800_000_000_000;
export const SEEN: Since = { at: T + 500, how: 'seen' };
export const source = (node: string, probe = 'stats'): Source => ({ system: 'haproxy', group: 'web', node, probe });

export const verdict = (status: Status, since = SEEN, reason = `it is ${status}`): Verdict => ({ status, reason, since });

/** A recorder, and all that it may be told. */
export function startEvents() {
  const onError = (error: unknown): never => {
    throw error;
  };
  const listeners = {
    judged: new Listeners<Source>(onError),
    transitions: new Listeners<Transition>(onError),
    findings: new Listeners<WitnessChange>(onError),
    issues: new Listeners<IssueNews>(onError),
    records: new Listeners<AuditRecord>(onError),
  };
  const judgements = new Map<string, Judgement>();
  const history = fakeHistory();
  const wall = { aheadMs: 0 };
  const clock = createClock(() => ({ ...machineTicks(), wallMs: Date.now() + wall.aheadMs }));
  const system = { subjectOf: (row: JudgedRow) => ({ name: row.id, alike: row.id, heads: null, under: null, host: null }) };
  const parts = {
    get: (id: string) => {
      const [, , node = '', probe = ''] = id.split('/');
      return { card: { source: source(node, probe) }, subject: { vital: probe === 'stats' }, system } as never;
    },
  };
  const recorder = recordEvents({
    ...{ history, clock, parts, watchedSince: T, onError },
    judge: {
      judgement: (id) => judgements.get(id) ?? { verdict: null, rows: new Map(), counts: countStatuses([]) },
      subscribe: (listener) => listeners.judged.add(listener),
      onTransition: (listener) => listeners.transitions.add(listener),
    },
    onFindings: (listener) => listeners.findings.add(listener),
    onIssues: (listener) => listeners.issues.add(listener),
    onRecord: (listener) => listeners.records.add(listener),
  });
  const lines = () =>
    history.written.map(({ kind, node: at, subject, status, words }) => [kind, at, subject, status, words].join(' | ')).slice(1);
  return {
    ...{ recorder, history, wall, lines, listeners },
    turns: (to: Status, more: { from?: Status | null; node?: string; probe?: string; since?: Since } = {}) => {
      const from = more.from === undefined ? verdict('ok') : more.from && verdict(more.from);
      listeners.transitions.tell({ source: source(more.node ?? 'lb1', more.probe), from, to: verdict(to, more.since) });
    },
    reads: (at: string, rows: Record<string, Status>) => {
      const judged = Object.entries(rows).map(([id, status]): [string, JudgedRow] => [id, { id, verdict: verdict(status), value: {} }]);
      judgements.set(sourceId(source(at)), { verdict: null, rows: new Map(judged), counts: countStatuses([]) });
      listeners.judged.tell(source(at));
    },
    pass: (ms: number) => vi.advanceTimersByTime(ms),
    last: () => history.written.at(-1),
  };
}
