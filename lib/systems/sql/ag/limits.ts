/** The limits of availability groups by name; null where there is none. */
export type AgLimits = {
  /** How far a secondary may be behind what its primary had, as positions prove it. */
  behindWarningSeconds: number | null;
  behindCriticalSeconds: number | null;
  /** log_send_queue_size and redo_queue_size. */
  sendQueueWarningKb: number | null;
  sendQueueCriticalKb: number | null;
  redoQueueWarningKb: number | null;
  redoQueueCriticalKb: number | null;
  /** In what time the volume of a log is full, at the rate at which the log is growing. */
  logFullWarningSeconds: number | null;
  logFullCriticalSeconds: number | null;
};
