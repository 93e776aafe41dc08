import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Issue, Part } from '#lib/issues/issue.ts';
import { findIssues, type Issues } from '#lib/issues.ts';
import type { Moment } from '#lib/reading.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { countStatuses, type Status } from '#lib/status.ts';
import type { RowSubject } from '#lib/system.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { MOMENT, NOW, probe, row } from '../components/estate.ts';

/** A node that was read, with these rows. */
export function part(node: string, rows: readonly LiveRow[] = [], over: Partial<ProbeRow> = {}): Part {
  const counts = countStatuses(rows.map(({ verdict }) => verdict.status));
  const whole = rows.length === 0 ? {} : { verdict: worstOf(rows) };
  return { probe: probe({ counts, ...whole, ...over }, node), rows };
}

function worstOf(rows: readonly LiveRow[]): ProbeRow['verdict'] {
  const order: Status[] = ['critical', 'warning', 'unknown', 'maintenance', 'ok'];
  const status = order.find((one) => rows.some(({ verdict }) => verdict.status === one)) ?? 'unknown';
  return { status, reason: `the worst row is ${status}`, since: { at: NOW - 60_000, how: 'seen' } };
}

export function server(name: string, status: Status = 'ok', proxy = 'be_web'): LiveRow {
  return row({ name, proxy }, status, status === 'critical' ? 'down' : status);
}

export function backend(status: Status = 'ok', proxy = 'be_web'): LiveRow {
  return row({ kind: 'backend', name: 'BACKEND', proxy }, status, status === 'critical' ? 'no server can take traffic' : status);
}

export function subjectOf(_system: string, { id, value }: LiveRow): RowSubject {
  const { kind, proxy, name } = value as RowView;
  return kind === 'server'
    ? { name, alike: `server ${name}`, heads: null, under: proxy, host: name }
    : { name: proxy, alike: id, heads: kind === 'backend' ? proxy : null, under: null, host: null };
}

export function find(parts: readonly Part[], own: Moment = MOMENT): Issues {
  const board = boardMoment(
    parts.map(({ probe }) => probe),
    own,
  );
  return findIssues(parts, { own, board }, subjectOf);
}

/** "critical be_web on lb05, lb06 (4)": status, name, nodes, and how many symptoms it stands for. */
export function said({ is, verdict, head, symptoms }: Issue): string {
  const name = is === 'row' ? head.row?.subject.name : is === 'node' ? head.probe.source.node : 'vigil';
  const nodes = [...new Set(symptoms.map(({ probe }) => probe.source.node))].join(', ');
  return `${verdict.status} ${name} on ${nodes} (${symptoms.length})`;
}
