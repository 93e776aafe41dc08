/** The limits of an instance by name; null where there is none. Backups: of the newest full or differential one, and of the newest of the log. */
export type InstanceLimits = {
  /** All that runs on the machine, over the last five minutes. */
  cpuWarningPercent: number | null;
  cpuCriticalPercent: number | null;
  /** How many of the workers that the server may have are in use. */
  workersWarningPercent: number | null;
  volumeFreeWarningPercent: number | null;
  volumeFreeCriticalPercent: number | null;
  /** What one read or write of a volume takes on average. */
  latencyWarningMs: number | null;
  backupWarningSeconds: number | null;
  backupCriticalSeconds: number | null;
  logBackupWarningSeconds: number | null;
  logBackupCriticalSeconds: number | null;
};

/** A full backup a week and a day late; a log that is backed up at least every few hours. A disk that takes a tenth of a second is waited for by everybody. */
export const INSTANCE_LIMITS: InstanceLimits = {
  cpuWarningPercent: 85,
  cpuCriticalPercent: 97,
  workersWarningPercent: 90,
  volumeFreeWarningPercent: 10,
  volumeFreeCriticalPercent: 4,
  latencyWarningMs: 100,
  backupWarningSeconds: 691_200,
  backupCriticalSeconds: 1_209_600,
  logBackupWarningSeconds: 14_400,
  logBackupCriticalSeconds: 86_400,
};
