import type { Reading } from '../../../reading.ts';
import { defineProbe, type ProbeJudgement, type StatusInput } from '../../../system.ts';
import type { SqlSettings } from '../config.ts';
import { askSql, type SqlNode } from '../fetch.ts';
import type { SqlStatement } from '../statement.ts';
import type { BackupInfo, ConfigurationInfo, CpuInfo, DatabaseInfo, LoadInfo, ServiceInfo, VolumeInfo, WaitsInfo } from './model.ts';
import { BACKUPS, CONFIGURATION, CPU, DATABASES, LOAD, SERVICES, VOLUMES, WAITS } from './model.ts';
import { parseConfiguration, parseServices } from './parse-configuration.ts';
import { parseCpu, parseLoad, parseWaits } from './parse-load.ts';
import { parseBackups, parseDatabases, parseVolumes } from './parse-storage.ts';
import { CONFIGURATION_STATEMENTS, SERVICE_STATEMENTS } from './statements-configuration.ts';
import { CPU_STATEMENTS, LOAD_STATEMENTS, WAIT_STATEMENTS } from './statements-load.ts';
import { BACKUP_STATEMENTS, DATABASE_STATEMENTS, VOLUME_STATEMENTS } from './statements-storage.ts';
import { judgeConfiguration, judgeServices } from './status-configuration.ts';
import { judgeBackups, judgeDatabases } from './status-databases.ts';
import { judgeCpu, judgeLoad } from './status-load.ts';
import { judgeVolumes } from './status-volumes.ts';
import { judgeWaits } from './status-waits.ts';

/** How often is asked at least, of what changes slowly. A longer interval of the configuration counts. */
const MINUTE_MS = 60_000;
const FIVE_MINUTES_MS = 300_000;

/** They share a few connections: besides its own time a question may wait for that of as many others. */
const TURNS = 3;

type Spec<Name extends string, Value> = {
  name: string;
  question: string;
  statements: readonly SqlStatement<Name>[];
  everyMs: number;
  keep: number;
  isAside?: true;
  parse(raw: Readonly<Record<Name, readonly Readonly<Record<string, unknown>>[]>>): Value;
};

/** Not vital, and over a connection that what is vital and what proves movement do not share. */
function probe<Name extends string, Value>({ name, question, statements, everyMs, keep, isAside, parse }: Spec<Name, Value>) {
  return defineProbe<SqlSettings, SqlNode, Parameters<typeof parse>[0], Value>({
    ...{ name, question, keep, vital: false, round: false, ...(isAside ? { isAside } : {}) },
    times: everyMs === 0 ? ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }) : (settings) => patientTimes(settings, everyMs),
    fetch: (node, signal) => askSql(everyMs === 0 ? node.load : node.unhurried, { probe: name, statements, signal }),
    parse: (raw) => ({ value: parse(raw), producedAt: null }),
  });
}

/** Up to half of the interval, so that it is never asked twice at once: the answer itself may take no longer than any other. */
function patientTimes({ intervalMs: least, timeoutMs }: SqlSettings, everyMs: number): { intervalMs: number; timeoutMs: number } {
  const intervalMs = Math.max(least, everyMs);
  return { intervalMs, timeoutMs: Math.max(timeoutMs, Math.min((TURNS + 1) * timeoutMs, intervalMs / 2)) };
}

/** What is asked of an instance besides its availability groups. Rates are over the readings that are kept. */
export const instanceProbes = [
  probe({ name: LOAD, question: 'load, memory and sessions', statements: LOAD_STATEMENTS, everyMs: 0, keep: 4, parse: parseLoad }),
  probe({
    name: CPU,
    question: 'processors by the minute',
    statements: CPU_STATEMENTS,
    everyMs: MINUTE_MS,
    keep: 1,
    isAside: true,
    parse: parseCpu,
  }),
  probe({ name: WAITS, question: 'waits', statements: WAIT_STATEMENTS, everyMs: MINUTE_MS, keep: 3, isAside: true, parse: parseWaits }),
  probe({ name: VOLUMES, question: 'files and volumes', statements: VOLUME_STATEMENTS, everyMs: MINUTE_MS, keep: 3, parse: parseVolumes }),
  probe({ name: DATABASES, question: 'databases', statements: DATABASE_STATEMENTS, everyMs: MINUTE_MS, keep: 1, parse: parseDatabases }),
  probe({
    name: BACKUPS,
    question: 'newest backups',
    statements: BACKUP_STATEMENTS,
    everyMs: FIVE_MINUTES_MS,
    keep: 1,
    parse: parseBackups,
  }),
  probe({
    ...{ name: CONFIGURATION, question: 'settings', statements: CONFIGURATION_STATEMENTS, everyMs: FIVE_MINUTES_MS, keep: 1 },
    parse: parseConfiguration,
  }),
  probe({ name: SERVICES, question: 'services', statements: SERVICE_STATEMENTS, everyMs: MINUTE_MS, keep: 1, parse: parseServices }),
];

/** Judges the readings of a probe of this part; null for one of another part. */
export function judgeInstance({ probe: name, window, settings }: StatusInput<SqlSettings>): ProbeJudgement | null {
  const { name: node, limits } = settings;
  // The engine hands back what the probe made.
  switch (name) {
    case LOAD:
      return judgeLoad(window as readonly Reading<LoadInfo>[], { node, limits });
    case CPU:
      return judgeCpu(window as readonly Reading<CpuInfo>[], node);
    case WAITS:
      return judgeWaits(window as readonly Reading<WaitsInfo>[], node);
    case VOLUMES:
      return judgeVolumes(window as readonly Reading<VolumeInfo>[], { node, limits });
    case DATABASES:
      return judgeDatabases(window as readonly Reading<readonly DatabaseInfo[]>[], node);
    case BACKUPS:
      return judgeBackups(window as readonly Reading<readonly BackupInfo[]>[], { node, limits });
    case CONFIGURATION:
      return judgeConfiguration(window as readonly Reading<ConfigurationInfo>[], node);
    case SERVICES:
      return judgeServices(window as readonly Reading<readonly ServiceInfo[]>[], node);
    default:
      return null;
  }
}
