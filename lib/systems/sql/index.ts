import type { Reading } from '../../reading.ts';
import { defineProbe, defineSystem, type ProbeJudgement, type StatusInput } from '../../system.ts';
import { judgeHeartbeat, parseHeartbeat } from './ag/heartbeat.ts';
import type { AgInfo, Beat, LogInfo, WindowsCluster } from './ag/model.ts';
import type { SeedingInfo } from './ag/model-seeding.ts';
import { parseAg } from './ag/parse.ts';
import { parseWindowsCluster } from './ag/parse-cluster.ts';
import { parseLogs } from './ag/parse-logs.ts';
import { parseSeeding } from './ag/parse-seeding.ts';
import { pastAg, pastLogs } from './ag/past.ts';
import type { RawAg } from './ag/statements.ts';
import type { RawCluster } from './ag/statements-cluster.ts';
import type { RawHeartbeat } from './ag/statements-heartbeat.ts';
import type { RawLogs } from './ag/statements-logs.ts';
import type { RawSeeding } from './ag/statements-seeding.ts';
import { judgeWindowsCluster } from './ag/status-cluster.ts';
import { judgeLogs } from './ag/status-logs.ts';
import { judgeSeeding } from './ag/status-seeding.ts';
import { witnessAg } from './ag/witness.ts';
import { AG, CLUSTER, HEARTBEAT, LOGS, SEEDING } from './ag/witness-parties.ts';
import type { SqlSettings } from './config.ts';
import { sqlDoctor } from './doctor.ts';
import {
  closeSql,
  connectSql,
  fetchAg,
  fetchCluster,
  fetchHeartbeat,
  fetchLogs,
  fetchSeeding,
  fetchServer,
  type SqlNode,
} from './fetch.ts';
import { LOAD_FIGURES, loadValues, restartedBetween } from './instance/figures.ts';
import { LOAD, type LoadInfo } from './instance/model.ts';
import { instanceProbes, judgeInstance } from './instance/probes.ts';
import { instanceQuestions } from './instance/questions.ts';
import { witnessBackups } from './instance/witness-backups.ts';
import type { ServerInfo } from './model.ts';
import { parseServer } from './parse.ts';
import { ROW_SERIES } from './row-series.ts';
import { ROW_FIGURES, trendValues } from './row-trend.ts';
import type { RawServer } from './statements.ts';
import { judgeGroups, judgeServer } from './status.ts';
import { subjectOf } from './subject.ts';

const SERVER = 'server';

const times = ({ intervalMs, timeoutMs }: SqlSettings): { intervalMs: number; timeoutMs: number } => ({ intervalMs, timeoutMs });

const server = defineProbe<SqlSettings, SqlNode, RawServer, ServerInfo>({
  name: SERVER,
  question: 'SERVERPROPERTY and its start',
  vital: true,
  keep: 2,
  round: false,
  times,
  fetch: fetchServer,
  parse: (raw) => ({ value: parseServer(raw), producedAt: null }),
});

const ag = defineProbe<SqlSettings, SqlNode, RawAg, AgInfo>({
  name: AG,
  question: 'availability groups',
  vital: true,
  // Two and a half minutes of them by default: whether a replica moves is told by an earlier reading of its primary.
  keep: 15,
  round: true,
  times,
  fetch: fetchAg,
  parse: (raw) => ({ value: parseAg(raw), producedAt: null }),
  past: pastAg,
});

const logs = defineProbe<SqlSettings, SqlNode, RawLogs, LogInfo>({
  name: LOGS,
  question: 'log files and their volumes',
  vital: false,
  // As many as of the groups, which they are held against.
  keep: 15,
  round: true,
  times,
  fetch: fetchLogs,
  parse: (raw) => ({ value: parseLogs(raw), producedAt: null }),
  past: pastLogs,
});

const cluster = defineProbe<SqlSettings, SqlNode, RawCluster, WindowsCluster | null>({
  name: CLUSTER,
  question: 'Windows cluster',
  vital: false,
  keep: 2,
  round: true,
  isAsked: ({ isClustered }) => isClustered,
  times,
  fetch: fetchCluster,
  parse: (raw) => ({ value: parseWindowsCluster(raw), producedAt: null }),
});

const seeding = defineProbe<SqlSettings, SqlNode, RawSeeding, SeedingInfo>({
  name: SEEDING,
  question: 'automatic seeding',
  vital: false,
  // A minute of them: how fast bytes come over is told by two of ours.
  keep: 7,
  round: false,
  isAsked: ({ isClustered }) => isClustered,
  times,
  fetch: fetchSeeding,
  parse: (raw) => ({ value: parseSeeding(raw), producedAt: null }),
});

const heartbeat = defineProbe<SqlSettings, SqlNode, RawHeartbeat, Beat>({
  name: HEARTBEAT,
  question: 'heartbeat row',
  vital: false,
  // As many as of the groups, which they are held against.
  keep: 15,
  round: true,
  isAsked: ({ heartbeat }) => heartbeat !== null,
  times,
  fetch: fetchHeartbeat,
  parse: (raw) => ({ value: parseHeartbeat(raw), producedAt: null }),
});

/** SQL Server, read by its system views, over three connections a node and a small pool. */
export const sql = defineSystem<SqlSettings, SqlNode>({
  name: 'sql',
  title: 'SQL Server',
  knock: SERVER,
  probes: [server, ag, logs, cluster, seeding, heartbeat, ...instanceProbes],
  connect: connectSql,
  close: closeSql,
  status: judge,
  witness: (input) => [...witnessAg(input), ...witnessBackups(input.nodes)],
  happened: ({ probe, window }) => (probe === LOAD ? restartedBetween(window.map(asLoad)) : []),
  keyFigures: [{ probe: LOAD, figures: LOAD_FIGURES, valuesOf: ({ window }) => loadValues(window.map(asLoad)) }],
  rowTrends: { probes: [LOGS, LOAD], figures: ROW_FIGURES, valuesOf: ({ value }) => trendValues(value as { kind: string }) },
  rowSeries: ROW_SERIES,
  questions: instanceQuestions,
  subjectOf: ({ value }) => subjectOf(value),
  // The page shows all that a reading holds.
  figures: () => null,
  acting: null,
  doctor: sqlDoctor,
});

// The engine hands back what the probe made.
function asLoad(reading: Reading<unknown>): Reading<LoadInfo> {
  return reading as Reading<LoadInfo>;
}

// Here too.
function judge(input: StatusInput<SqlSettings>): ProbeJudgement {
  const { probe, window, settings } = input;
  switch (probe) {
    case AG:
      return judgeGroups(window as readonly Reading<AgInfo>[], settings);
    case LOGS:
      return judgeLogs(window as readonly Reading<LogInfo>[], settings.limits);
    case CLUSTER:
      return judgeWindowsCluster(window as readonly Reading<WindowsCluster | null>[]);
    case SEEDING:
      return judgeSeeding(window as readonly Reading<SeedingInfo>[], settings.name);
    case HEARTBEAT:
      return judgeHeartbeat(window as readonly Reading<Beat>[], settings.heartbeat);
    default:
      return judgeInstance(input) ?? judgeServer(window as readonly Reading<ServerInfo>[], settings);
  }
}
