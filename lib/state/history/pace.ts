/** How often is written and how long is waited, in ms, but for `mostBytes`: what may wait in memory. */
export type HistoryPace = {
  /** The first flushes are closer together: a Vigil that is stopped again soon has kept something. */
  firstFlushMs: number;
  firstForMs: number;
  flushMs: number;
  /** How long others wait for one step of tidying up. */
  tidyMs: number;
  answerMs: number;
  /** A flush that takes longer than this is trouble. */
  silentMs: number;
  /** The pause before a worker that died is started again, which doubles up to `mostRestartMs`. */
  restartMs: number;
  mostRestartMs: number;
  closeMs: number;
  mostBytes: number;
};

export const PACE: HistoryPace = {
  ...{ firstFlushMs: 10_000, firstForMs: 60_000, flushMs: 30_000 },
  ...{ tidyMs: 50, answerMs: 20_000, silentMs: 60_000, restartMs: 1_000, mostRestartMs: 60_000, closeMs: 5_000 },
  mostBytes: 64_000_000,
};
