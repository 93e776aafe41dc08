import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
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

/** What nodes of the tier Public prove together about a server of be_web. */
export function finding(nodes: readonly string[], over: Partial<Finding> = {}, name = 'web2'): Finding {
  return {
    ...{
      system: 'haproxy',
      group: 'public',
      id: `state of ${name}`,
      kind: 'disagreement',
      title: 'Disagreement',
      subject: name,
      place: 'be_web',
    },
    ...{ host: name, told: ['lb05 says drain, lb06 says up'], nodes, probe: 'stats', followsRows: false },
    verdict: { status: 'warning', reason: 'lb05 says drain, lb06 says up', since: { at: NOW - 30_000, how: 'seen' } },
    rows: nodes.map((node) => ({ node, row: `be_web/server/${name}` })),
    ...over,
  };
}

export function subjectOf(_system: string, { id, value }: LiveRow): RowSubject {
  const { kind, proxy, name } = value as RowView;
  return kind === 'server'
    ? { name, alike: `server ${name}`, heads: null, under: proxy, host: name }
    : { name: proxy, alike: id, heads: kind === 'backend' ? proxy : null, under: null, host: null };
}

export function find(parts: readonly Part[], own: Moment = MOMENT, findings: readonly Finding[] = []): Issues {
  const board = boardMoment(
    parts.map(({ probe }) => probe),
    own,
  );
  return findIssues({ parts, findings }, { own, board }, subjectOf);
}

/** "critical be_web on lb05, lb06 (4)": status, name, nodes, and how many symptoms it stands for. */
export function said({ is, verdict, head, symptoms }: Issue): string {
  const witnessed = head.witnessed?.finding.subject;
  const name =
    is === 'finding' ? `${witnessed}, found,` : is === 'row' ? head.row?.subject.name : is === 'node' ? head.probe.source.node : 'vigil';
  const nodes = [...new Set(symptoms.map(({ probe }) => probe.source.node))].join(', ');
  return `${verdict.status} ${name} on ${nodes} (${symptoms.length})`;
}
