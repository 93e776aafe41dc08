import { AG_STATEMENTS } from '#lib/systems/sql/ag/statements.ts';
import { CLUSTER_STATEMENTS } from '#lib/systems/sql/ag/statements-cluster.ts';
import { heartbeatStatements } from '#lib/systems/sql/ag/statements-heartbeat.ts';
import { LOG_STATEMENTS } from '#lib/systems/sql/ag/statements-logs.ts';
import { SEEDING_STATEMENTS } from '#lib/systems/sql/ag/statements-seeding.ts';
import { CONFIGURATION_STATEMENTS, SERVICE_STATEMENTS } from '#lib/systems/sql/instance/statements-configuration.ts';
import { CPU_STATEMENTS, LOAD_STATEMENTS, WAIT_STATEMENTS } from '#lib/systems/sql/instance/statements-load.ts';
import { BACKUP_STATEMENTS, DATABASE_STATEMENTS, VOLUME_STATEMENTS } from '#lib/systems/sql/instance/statements-storage.ts';
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
  load: LOAD_STATEMENTS,
  cpu: CPU_STATEMENTS,
  waits: WAIT_STATEMENTS,
  volumes: VOLUME_STATEMENTS,
  databases: DATABASE_STATEMENTS,
  backups: BACKUP_STATEMENTS,
  configuration: CONFIGURATION_STATEMENTS,
  services: SERVICE_STATEMENTS,
};

/** What is sent to a server of that version, an Enterprise edition, with the probe that sends it. */
export function sentTo(major: number): { probe: string; statement: SqlStatement }[] {
  if (major < OLDEST_MAJOR) throw new Error(`nothing is sent to version ${major}`);
  return Object.entries(PROBES).flatMap(([probe, all]) =>
    statementsFor(all, { major, edition: 3 }).map((statement) => ({ probe, statement })),
  );
}
