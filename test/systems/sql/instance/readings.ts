import type { Reading } from '#lib/reading.ts';
import { INSTANCE_LIMITS, type InstanceLimits } from '#lib/systems/sql/instance/limits.ts';
import type { BackupInfo, DatabaseInfo, LoadInfo } from '#lib/systems/sql/instance/model.ts';

export const NOW = Date.UTC(2026, 10, 22, 14, 2);
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

export const own = (limits: Partial<InstanceLimits> = {}) => ({ node: 'sql1', limits: { ...INSTANCE_LIMITS, ...limits } });

export function readingOf<T>(value: T, observedAt = NOW, probe = 'load'): Reading<T> {
  return { value, observedAt, producedAt: null, source: { system: 'sql', group: 'shop', node: 'sql1', probe } };
}

/** Minutes of the scheduler monitor, the newest last and half a minute old, each with what the machine does of the whole. */
export function minutes(...busy: readonly number[]): LoadInfo['cpu'] {
  return busy.map((percent, index) => ({
    ...{ id: index + 1, agoMs: (busy.length - index) * MINUTE_MS - MINUTE_MS / 2 },
    ...{ sqlPercent: percent, otherPercent: 0, idlePercent: 100 - percent },
  }));
}

const NO_COUNTERS: LoadInfo['counters'] = {
  ...{ batches: 0, compilations: 0, recompilations: 0, transactions: 0, logins: 0, pageReads: 0, pageWrites: 0, pageLookups: 0 },
  ...{ lazyWrites: 0, deadlocks: 0, lockWaits: 0, errors: 0, logFlushedBytes: 0 },
};

/** A server that has run for a day and does little. */
export function load({ batches = 0, ...more }: Partial<Omit<LoadInfo, 'counters'>> & { batches?: number | null } = {}): LoadInfo {
  return {
    ...{ msTicks: 2 * DAY_MS, startTicks: DAY_MS, processors: 8, sockets: 2, virtualMachine: 'none', cpu: minutes(8, 9, 8, 9, 8) },
    memory: {
      ...{ physicalBytes: 64e9, availableBytes: 4e9, totalBytes: 56e9, targetBytes: 56e9, processBytes: 57e9, lockedBytes: 0 },
      ...{ isOsLow: false, isProcessLow: false, state: 'Available physical memory is high' },
    },
    counters: { ...NO_COUNTERS, batches },
    gauges: { pageLifeSeconds: 42_000, blocked: 0, grantsPending: 0, tempdbFreeBytes: 1e9, planCacheBytes: 1e9, bufferPoolBytes: 5e10 },
    ...{ sessions: 180, connections: 181, running: 4, workers: 90, maxWorkers: 576, runnableTasks: 0 },
    ...more,
  };
}

export function database(more: Partial<DatabaseInfo> = {}): DatabaseInfo {
  return {
    ...{ id: 5, name: 'Shop', state: 'online', userAccess: 'multi user', isReadOnly: false, isInStandby: false, isSnapshot: false },
    ...{
      compatibilityLevel: 150,
      recoveryModel: 'full',
      pageVerify: 'checksum',
      logReuseWait: 'nothing',
      collation: null,
      createdAt: null,
    },
    ...{ isAutoClose: false, isAutoShrink: false, isReadCommittedSnapshot: true, snapshotIsolation: 'off', isQueryStoreOn: null },
    ...{ isEncrypted: false, isTrustworthy: false, containment: 'none', groupDatabaseId: null },
    ...{ dataBytes: 1e9, logBytes: 1e8, logUsedBytes: 1e6, files: 2 },
    ...more,
  };
}

/** A database of two hundred days whose backups are of last night and of a minute ago. */
export function backup(more: Partial<BackupInfo> = {}): BackupInfo {
  return {
    ...{
      database: 'Shop',
      groupDatabaseId: null,
      recoveryModel: 'full',
      state: 'online',
      isSnapshot: false,
      createdAt: NOW - 200 * DAY_MS,
    },
    ...{ fullAt: NOW - DAY_MS / 2, differentialAt: null, logAt: NOW - MINUTE_MS },
    ...more,
  };
}
