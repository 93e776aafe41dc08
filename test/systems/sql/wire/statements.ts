import { AG_STATEMENTS } from '#lib/systems/sql/ag/statements.ts';
import { CLUSTER_STATEMENTS } from '#lib/systems/sql/ag/statements-cluster.ts';
import { heartbeatStatements } from '#lib/systems/sql/ag/statements-heartbeat.ts';
import { LOG_STATEMENTS } from '#lib/systems/sql/ag/statements-logs.ts';
import { SEEDING_STATEMENTS } from '#lib/systems/sql/ag/statements-seeding.ts';
import { OLDEST_MAJOR, type SqlStatement, statementsFor } from '#lib/systems/sql/statement.ts';
import { SERVER_STATEMENTS } from '#lib/systems/sql/statements.ts';

/** The statements of each probe. */
export const PROBES: Readonly<Record<string, readonly SqlStatement[]>> = {
  server: SERVER_STATEMENTS,
  ag: AG_STATEMENTS,
  logs: LOG_STATEMENTS,
  cluster: CLUSTER_STATEMENTS,
  seeding: SEEDING_STATEMENTS,
  heartbeat: heartbeatStatements({ database: 'Sites', table: 'dbo.heartbeat', column: 'beat_utc' }),
};

/** What is sent to a server of that version, an Enterprise edition, with the probe that sends it. */
export function sentTo(major: number): { probe: string; statement: SqlStatement }[] {
  if (major < OLDEST_MAJOR) throw new Error(`nothing is sent to version ${major}`);
  return Object.entries(PROBES).flatMap(([probe, all]) =>
    statementsFor(all, { major, edition: 3 }).map((statement) => ({ probe, statement })),
  );
}
