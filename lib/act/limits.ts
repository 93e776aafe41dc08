/** How long the door waits for what, in ms. */
export type Limits = {
  /** For the turn on the groups. */
  turnMs: number;
  /** For readings that are newer than the turn. */
  readMs: number;
  /** For the answer to one step. */
  sendMs: number;
  /** For the proof, from when a node's last step was sent. */
  proofMs: number;
  /** Between two readings of a proof. */
  pauseMs: number;
  /** For the audit to take a line. */
  auditMs: number;
  /** At the stop, for what is under way to end by itself; well within what server.ts gives the whole stop. */
  stopMs: number;
};

export const LIMITS: Limits = {
  turnMs: 30_000,
  readMs: 5_000,
  sendMs: 5_000,
  proofMs: 10_000,
  pauseMs: 1_000,
  auditMs: 5_000,
  stopMs: 4_000,
};
