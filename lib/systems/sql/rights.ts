import type { Needing } from '../../doctor.ts';
import { AG_STATEMENTS } from './ag/statements.ts';
import { CLUSTER_STATEMENTS } from './ag/statements-cluster.ts';
import { heartbeatStatements } from './ag/statements-heartbeat.ts';
import { LOG_STATEMENTS } from './ag/statements-logs.ts';
import { SEEDING_STATEMENTS } from './ag/statements-seeding.ts';
import type { Heartbeat } from './config-heartbeat.ts';
import { INSTANCE_NEEDS } from './instance/needs.ts';
import { OLDEST_MAJOR, type Right, type SqlStatement, statementsFor } from './statement.ts';
import { SERVER_STATEMENTS } from './statements.ts';

/** From this version on VIEW SERVER STATE is split. */
export const SPLIT_MAJOR = 16;

/** What a panel is read by. Its rights are those of its statements. */
export type SqlNeed = {
  panel: string;
  of: readonly Needing[];
  isVital: boolean;
  isClustered: boolean;
  statements: readonly SqlStatement[];
};

const probe = (name: string): readonly Needing[] => [{ is: 'probe', name }];

const NEEDS: readonly SqlNeed[] = [
  { panel: 'who it is and since when it runs', of: probe('server'), isVital: true, isClustered: false, statements: SERVER_STATEMENTS },
  { panel: 'availability groups', of: probe('ag'), isVital: true, isClustered: false, statements: AG_STATEMENTS },
  {
    panel: 'log files, what is written to them, and their volumes',
    of: probe('logs'),
    isVital: false,
    isClustered: false,
    statements: LOG_STATEMENTS,
  },
  {
    panel: 'Windows cluster: members, votes, networks',
    of: probe('cluster'),
    isVital: false,
    isClustered: true,
    statements: CLUSTER_STATEMENTS,
  },
  ...INSTANCE_NEEDS.map((need) => ({ ...need, isVital: false, isClustered: false })),
  {
    panel: 'automatic seeding: how far it has come, and why it failed',
    of: probe('seeding'),
    isVital: false,
    isClustered: true,
    statements: SEEDING_STATEMENTS,
  },
];

/** Everything that asks a SQL Server of these settings, each with the statements that it sends. */
export function sqlNeeds({ isClustered, heartbeat }: { isClustered: boolean; heartbeat: Heartbeat | null }): readonly SqlNeed[] {
  const own = NEEDS.filter((need) => isClustered || !need.isClustered);
  if (heartbeat === null) return own;
  const statements = heartbeatStatements(heartbeat);
  return [...own, { panel: 'heartbeat row', of: probe('heartbeat'), isVital: false, isClustered: false, statements }];
}

/** Where everybody who may sign in may ask. */
export const SIGN_IN = 'a login that may sign in';

/** The rights that a panel takes on a server of this version; those of each kind of version where it is not known. Never none. */
export function rightsFor({ statements }: SqlNeed, version: string | null): string[] {
  if (version === null) return orSignIn(statements.flatMap(({ right }) => (right === null ? [] : [eitherWords(right)])));
  const major = Number.parseInt(version, 10);
  // What an edition lacks is not looked at: a right too many does no harm here.
  const sent = statementsFor(
    statements.map((one) => ({ ...one, editions: null })),
    { major: Math.max(major, OLDEST_MAJOR), edition: 0 },
  );
  return orSignIn(sent.flatMap(({ right }) => partsOf(right, major)));
}

function orSignIn(rights: readonly string[]): string[] {
  return rights.length === 0 ? [SIGN_IN] : [...new Set(rights)];
}

/** All rights, but that to sign in, that any of them takes. */
export function allRights(needs: readonly SqlNeed[], version: string): string[] {
  return [...new Set(needs.flatMap((need) => rightsFor(need, version)))].filter((right) => right !== SIGN_IN);
}

function partsOf(right: Right, major: number): string[] {
  if (right === null) return [];
  return (major >= SPLIT_MAJOR ? right.from2022 : right.before2022).split(' and ');
}

function eitherWords({ before2022, from2022 }: NonNullable<Right>): string {
  return before2022 === from2022 ? before2022 : `${before2022} (from 2022 on ${from2022})`;
}

/** What a right is on: one on the server is on nothing further, "SELECT on msdb.dbo.backupset" on an object, its parts without brackets. */
export function partedRight(right: string): { permission: string; object: readonly string[] | null } {
  const [permission = right, object] = right.split(' on ');
  if (object === undefined) return { permission, object: null };
  return { permission, object: object.split('.').map((part) => part.replaceAll(/^\[|\]$/g, '').replaceAll(']]', ']')) };
}
