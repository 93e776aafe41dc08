import type { Mark } from '#lib/act/outcome.ts';
import type { Attention } from '#lib/attention/attention.ts';
import type {
  AttentionEvent,
  ChangeEvent,
  FindingsEvent,
  LiveRow,
  MarksEvent,
  ProbeRow,
  SnapshotEvent,
  TimersEvent,
} from '#lib/feed/events.ts';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import type { HostCard } from '#lib/hosts.ts';
import { sourceId } from '#lib/reading.ts';
import type { Timer } from '#lib/timers.ts';
import { extendTrend, type TrendPoint } from '#lib/trend.ts';

/** The server's board as this browser has it. Never changed in place, so that whoever holds a part can compare it. */
export type Replica = {
  boot: string;
  build: string;
  viewer: string;
  seqs: Readonly<Record<string, number>>;
  probes: readonly ProbeRow[];
  rows: Readonly<Record<string, readonly LiveRow[]>>;
  marks: readonly Mark[];
  findings: readonly Finding[];
  events: readonly NodeEvent[];
  attention: Attention;
  timers: readonly Timer[];
  hosts: readonly HostCard[];
};

/** A replica made of a snapshot alone. */
export function fromSnapshot({
  boot,
  build,
  viewer,
  seqs,
  probes,
  rows,
  marks,
  findings,
  events,
  attention,
  timers,
  hosts,
}: SnapshotEvent): Replica {
  return { boot, build, viewer, seqs, probes, rows, marks, findings, events, attention, timers, hosts };
}

/** The replica after a change, after marks, findings, timers or what is acknowledged and planned; null when something is missing in between, or it comes from another run of the server. */
export function applyNews(replica: Replica, news: ChangeEvent | MarksEvent | FindingsEvent | AttentionEvent | TimersEvent): Replica | null {
  if (news.boot !== replica.boot) return null;
  // These stand for themselves, so that they carry no number.
  if ('attention' in news) return { ...replica, attention: news.attention };
  if ('timers' in news) return { ...replica, timers: news.timers };
  const { system, seq } = news;
  if (seq !== (replica.seqs[system] ?? 0) + 1) return null;
  if ('findings' in news) return applyFindings(replica, news);
  return 'change' in news ? applyChange(replica, news) : applyMarks(replica, news);
}

function applyFindings(replica: Replica, { system, group, seq, findings, gone, events }: FindingsEvent): Replica {
  const isOther = (one: { system: string; group: string }): boolean => one.system !== system || one.group !== group;
  const seqs = { ...replica.seqs, [system]: seq };
  const own = replica.findings.filter((one) => !isOther(one));
  const isSame = findings.length === 0 && gone.length === 0;
  return {
    ...{ ...replica, seqs },
    findings: isSame ? replica.findings : [...replica.findings.filter(isOther), ...merge(own, findings, gone)],
    events: events === null ? replica.events : [...replica.events.filter(isOther), ...events],
  };
}

function applyMarks(replica: Replica, { system, seq, marks }: MarksEvent): Replica {
  const others = replica.marks.filter((mark) => mark.system !== system);
  return { ...replica, seqs: { ...replica.seqs, [system]: seq }, marks: [...others, ...marks] };
}

function applyChange(replica: Replica, { system, seq, change }: ChangeEvent): Replica {
  const id = sourceId(change.probe.source);
  const probes = replica.probes.map((probe) => (sourceId(probe.source) === id ? withTrends(change.probe, probe) : probe));
  const seqs = { ...replica.seqs, [system]: seq };
  if (change.rows.length === 0 && change.gone.length === 0) return { ...replica, seqs, probes };
  return { ...replica, seqs, probes, rows: { ...replica.rows, [id]: merge(replica.rows[id] ?? [], change.rows, change.gone) } };
}

/** A change carries only the newest point of each key figure: the others are there already. */
function withTrends(changed: ProbeRow, before: ProbeRow): ProbeRow {
  const trendOf = (name: string): readonly TrendPoint[] => before.keyFigures.find((figure) => figure.name === name)?.trend ?? [];
  const keyFigures = changed.keyFigures.map((figure) => ({ ...figure, trend: figure.trend.reduce(extendTrend, trendOf(figure.name)) }));
  return { ...changed, keyFigures };
}

/** Changed ones in their places, new ones at the end, gone ones out. */
function merge<One extends { id: string }>(before: readonly One[], changed: readonly One[], gone: readonly string[]): readonly One[] {
  const news = new Map(changed.map((row) => [row.id, row]));
  const lost = new Set(gone);
  const kept = before.filter((row) => !lost.has(row.id)).map((row) => news.get(row.id) ?? row);
  const had = new Set(before.map((row) => row.id));
  return [...kept, ...changed.filter((row) => !had.has(row.id))];
}
