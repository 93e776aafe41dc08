import { formatAge } from '../../../format/age.ts';
import { formatBytes } from '../../../format/bytes.ts';
import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
import type { ProbeJudgement, Row } from '../../../system.ts';
import { say, summed } from '../ag/status-words.ts';
import type { InstanceLimits } from './limits.ts';
import type { BackupInfo, BackupView, DatabaseInfo, DatabaseView, LateBackups, Lateness } from './model.ts';
import { backupRow, databaseRow } from './rows.ts';

/** Never backed up: made anew at each start. */
const TEMPDB = 'tempdb';
/** Its recovery model is what new databases begin with, and nothing is written there. */
const MODEL = 'model';
const FULL_MODELS: readonly string[] = ['full', 'bulk logged'];

/** Judges the databases of a node by their states; a row for each. */
export function judgeDatabases([newest]: readonly Reading<readonly DatabaseInfo[]>[], node: string): ProbeJudgement {
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const rows = newest.value.map((database): Row => {
    const value: DatabaseView = { kind: 'database', node, database };
    return { id: databaseRow(database.name), judged: judgeDatabase(database), value };
  });
  return { judged: overall(rows, 'databases'), rows };
}

/** Judges how old the newest backups are that were made on this node, at the time of the reading; a row for each database that has any to be made. */
export function judgeBackups(
  [newest]: readonly Reading<readonly BackupInfo[]>[],
  own: { node: string; limits: InstanceLimits },
): ProbeJudgement {
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const rows = newest.value.filter(isBackedUp).map((backup): Row => {
    const value: BackupView = { kind: 'backup', node: own.node, backup, late: lateOf(backup, own.limits, newest.observedAt) };
    return { id: backupRow(backup.database), judged: judgeBackup(backup, own.limits, newest.observedAt), value };
  });
  return { judged: overall(rows, 'databases with backups'), rows };
}

/** Whether a database is one of which backups are made: no snapshot of another, and not tempdb. */
function isBackedUp({ database, isSnapshot }: BackupInfo): boolean {
  return database.toLowerCase() !== TEMPDB && !isSnapshot;
}

/** How a backup is too old at a moment: of the data and of the log; empty where both are young enough. A database that was never backed up is as old as it is itself. */
export function backupTroubles(backup: BackupInfo, limits: InstanceLimits, at: number): { what: 'data' | 'log'; judged: Judged }[] {
  // A differential backup is worth nothing without a full one.
  const data = backup.fullAt === null ? null : Math.max(backup.fullAt, backup.differentialAt ?? backup.fullAt);
  const aged = (what: 'data' | 'log', made: number | null, [warning, critical]: readonly [number | null, number | null]) => {
    const since = made ?? backup.createdAt;
    const age = since === null ? Number.POSITIVE_INFINITY : (at - since) / 1_000;
    const status = critical !== null && age > critical ? 'critical' : warning !== null && age > warning ? 'warning' : null;
    if (status === null) return [];
    const limit = formatAge(((status === 'critical' ? critical : warning) ?? 0) * 1_000);
    const name = what === 'data' ? 'full or differential backup' : 'backup of its log';
    const words = made === null ? `no ${name} is known` : `its newest ${name} is ${formatAge(at - made)} old`;
    return [{ what, judged: say(status, `${words}: the ${status} limit is ${limit}`, made) }];
  };
  const isLogged = FULL_MODELS.includes(backup.recoveryModel ?? '') && backup.database.toLowerCase() !== MODEL;
  return [
    ...aged('data', data, [limits.backupWarningSeconds, limits.backupCriticalSeconds]),
    ...(isLogged ? aged('log', backup.logAt, [limits.logBackupWarningSeconds, limits.logBackupCriticalSeconds]) : []),
  ];
}

/** Of a database of a group that is told by what all its replicas prove, and of one that cannot be backed up now by nobody. */
function lateOf(backup: BackupInfo, limits: InstanceLimits, at: number): LateBackups {
  const isOwn = backup.groupDatabaseId === null && backup.state === 'online';
  const troubles = isOwn ? backupTroubles(backup, limits, at) : [];
  const of = (wanted: 'data' | 'log'): Lateness => {
    const status = troubles.find(({ what }) => what === wanted)?.judged.status;
    return status === 'critical' || status === 'warning' ? status : null;
  };
  return { data: of('data'), log: of('log') };
}

function judgeBackup(backup: BackupInfo, limits: InstanceLimits, at: number): Judged {
  const newest = backup.fullAt === null ? 'no full backup was made here' : `full backup here ${formatAge(at - backup.fullAt)} ago`;
  if (backup.groupDatabaseId !== null) return say('ok', `${newest}; it is in an availability group and judged over all its replicas`);
  if (backup.state !== 'online') return say('unknown', `${newest}; it is ${backup.state} and cannot be backed up now`);
  return summed(backupTroubles(backup, limits, at).map(({ judged }) => judged)) ?? say('ok', newest);
}

function judgeDatabase({ name, state, userAccess, isReadOnly, isInStandby, groupDatabaseId, dataBytes }: DatabaseInfo): Judged {
  const inGroup = groupDatabaseId === null ? '' : ': its availability group says how it stands';
  switch (state) {
    case 'online':
      break;
    case 'restoring':
      return say('unknown', `${name} is being restored and cannot be read${inGroup}`);
    case 'recovering':
      return groupDatabaseId === null
        ? say('warning', `${name} is recovering and cannot be read yet`)
        : say('unknown', `${name} is recovering${inGroup}`);
    case 'copying':
      return say('warning', `${name} is being copied`);
    case 'offline':
      return say('warning', `${name} is offline: somebody took it from service`);
    case 'recovery pending':
      return say('critical', `${name} waits for recovery: a file or something else that it needs is missing`);
    case 'suspect':
    case 'emergency':
      return say('critical', `${name} is ${state}`);
    default:
      return say('unknown', `${name} is "${state}", which Vigil does not know`);
  }
  if (userAccess === 'single user') return say('warning', `${name} lets only one user in`);
  const how = [isReadOnly === true ? 'read-only' : null, isInStandby === true ? 'standby' : null].filter((word) => word !== null);
  return say('ok', ['online', ...how, ...(dataBytes === null ? [] : [formatBytes(dataBytes)])].join(', '));
}

function overall(rows: readonly Row[], what: string): Judged {
  if (rows.length === 0) return say('unknown', `tells of no ${what} at all`);
  const troubles = rows.filter(({ judged }) => judged.status !== 'ok');
  const told = troubles.map(({ id, judged }) => ({ ...judged, reason: `${id.slice(id.indexOf('/') + 1)}: ${judged.reason}` }));
  const worst = summed(told);
  if (worst === null) return say('ok', `${rows.length} ${what}`);
  return told.length > 3 ? { ...worst, reason: `${worst.reason.split('; ')[0]}; and ${told.length - 1} more` } : worst;
}
