import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { type Verdict, worstVerdict } from '#lib/status.ts';
import type { AgDatabaseView, AgReplicaView, HeartbeatView, LogView, TransportView } from '#lib/systems/sql/ag/model.ts';
import type { SeedingView } from '#lib/systems/sql/ag/model-seeding.ts';
import { arrangeGroups, type BoardNode } from '../../reading/arrange.ts';
import type { RowsOf } from '../../reading/gather-rows.tsx';

/** The questions that this page lives on. */
export const AG = 'ag';
export const LOGS = 'logs';
export const CLUSTER = 'cluster';
export const SERVER = 'server';
export const SEEDING = 'seeding';
const HEARTBEAT = 'heartbeat';
/** What else an instance is asked stands on its own page, and the heartbeat with its group alone: where a replica may not be read, it never comes. */
const OWN: readonly string[] = [SERVER, AG, LOGS, CLUSTER, SEEDING];

export type DatabaseRow = { row: LiveRow; view: AgDatabaseView };
export type SeedingRow = { row: LiveRow; view: SeedingView };
export type LogRow = { row: LiveRow; view: LogView };

/** What one node says of one group: its own replica, and its databases by their group_database_id. `worst` is the worst of all these verdicts, as they were when they were read. */
export type GroupRows = { row: LiveRow; view: AgReplicaView; databases: ReadonlyMap<string, DatabaseRow>; worst: Verdict };

/** What one node says of its logs: by the group_database_id of their database. */
type LogRows = ReadonlyMap<string, LogRow>;

/**
 * An instance of SQL Server. `server` is what it calls itself, null where it is not known. `groups` is what it says of its groups, by their id, and
 * `logFiles` of its logs; `seedings` are those of which it is one end. `heartbeat` is null where none is configured, and `said` where none was read.
 */
export type SqlNode = {
  key: string;
  name: string;
  address: string;
  probes: readonly ProbeRow[];
  ag: ProbeRow;
  logs: ProbeRow | null;
  server: string | null;
  groups: ReadonlyMap<string, GroupRows>;
  logFiles: LogRows;
  transport: readonly TransportView[];
  heartbeat: { probe: ProbeRow; said: HeartbeatView | null } | null;
  seeding: ProbeRow | null;
  seedings: readonly SeedingRow[];
};

/** A configured group: the nodes of a Windows cluster, in the order of the configuration. */
export type SqlCluster = {
  key: string;
  system: string;
  name: string;
  title: string;
  nodes: readonly SqlNode[];
  probes: readonly ProbeRow[];
};

const NO_ROWS: readonly LiveRow[] = [];

/** All that is configured, with what each node said last. Nodes that are not asked for availability groups are left out. */
export function toClusters(probes: readonly ProbeRow[], rows: RowsOf): SqlCluster[] {
  return arrangeGroups(probes).flatMap(({ key, system, name, title, nodes }) => {
    const own = nodes.flatMap((node) => toNode(node, rows) ?? []);
    return own.length === 0 ? [] : [{ key, system, name, title, nodes: own, probes: own.flatMap((node) => node.probes) }];
  });
}

function toNode({ key, name, address, probes: all }: BoardNode, rows: RowsOf): SqlNode | null {
  const probes = all.filter(({ source }) => OWN.includes(source.probe));
  const ag = probes.find(({ source }) => source.probe === AG);
  if (!ag) return null;
  const logs = probes.find(({ source }) => source.probe === LOGS) ?? null;
  const groups = groupsIn(rows.get(sourceId(ag.source)) ?? NO_ROWS);
  const [first] = groups.values();
  const logFiles = logs === null ? NO_LOGS : logsIn(rows.get(sourceId(logs.source)) ?? NO_ROWS);
  const transport = logs === null ? [] : transportIn(rows.get(sourceId(logs.source)) ?? NO_ROWS);
  const server = first?.view.server ?? null;
  const seeding = probes.find(({ source }) => source.probe === SEEDING) ?? null;
  const seedings = seeding === null ? [] : seedingsIn(rows.get(sourceId(seeding.source)) ?? NO_ROWS);
  const heartbeat = heartbeatIn(all, rows);
  return { key, name, address, probes, ag, logs, server, groups, logFiles, transport, seeding, seedings, heartbeat };
}

const NO_LOGS: LogRows = new Map();
// The feed keeps the rows of a source until there is another reading: so long they are sorted once.
const groupsOfRows = new WeakMap<readonly LiveRow[], ReadonlyMap<string, GroupRows>>();
const logsOfRows = new WeakMap<readonly LiveRow[], LogRows>();

function groupsIn(rows: readonly LiveRow[]): ReadonlyMap<string, GroupRows> {
  const known = groupsOfRows.get(rows);
  if (known) return known;
  const databases = rows.flatMap((row) => {
    const view = viewOf(row);
    return view.kind === 'ag database' ? [{ row, view }] : [];
  });
  const byGroup = Map.groupBy(databases, ({ view }) => view.groupId);
  const groups = rows.flatMap((row): [string, GroupRows][] => {
    const view = viewOf(row);
    if (view.kind !== 'ag') return [];
    const own = byGroup.get(view.group.id) ?? [];
    const worst = worstVerdict([row.verdict, ...own.map((one) => one.row.verdict)]) ?? row.verdict;
    return [[view.group.id, { row, view, databases: new Map(own.map((one) => [one.view.own.id, one])), worst }]];
  });
  const sorted = new Map(groups);
  groupsOfRows.set(rows, sorted);
  return sorted;
}

function logsIn(rows: readonly LiveRow[]): LogRows {
  const known = logsOfRows.get(rows);
  if (known) return known;
  const sorted = new Map(
    rows.flatMap((row): [string, LogRow][] => {
      const view = viewOf(row);
      return view.kind === 'log' && view.file.groupDatabaseId !== null ? [[view.file.groupDatabaseId, { row, view }]] : [];
    }),
  );
  logsOfRows.set(rows, sorted);
  return sorted;
}

function transportIn(rows: readonly LiveRow[]): TransportView[] {
  return rows.flatMap((row) => {
    const view = viewOf(row);
    return view.kind === 'transport' ? [view] : [];
  });
}

function heartbeatIn(probes: readonly ProbeRow[], rows: RowsOf): SqlNode['heartbeat'] {
  const probe = probes.find(({ source }) => source.probe === HEARTBEAT);
  if (!probe) return null;
  const views = (rows.get(sourceId(probe.source)) ?? NO_ROWS).map(viewOf);
  return { probe, said: views.find((view) => view.kind === 'heartbeat') ?? null };
}

function seedingsIn(rows: readonly LiveRow[]): SeedingRow[] {
  return rows.flatMap((row) => {
    const view = viewOf(row);
    return view.kind === 'seeding' ? [{ row, view }] : [];
  });
}

type AnyView = AgReplicaView | AgDatabaseView | HeartbeatView | LogView | SeedingView | TransportView;

/** The rows of these questions are what the status rules of the system made. */
function viewOf({ value }: Pick<LiveRow, 'value'>): AnyView {
  return value as AnyView;
}
