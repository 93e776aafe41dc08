import type { FindingRow, Found } from '../../../finding.ts';
import type { Reading } from '../../../reading.ts';
import { isWorse, type Status } from '../../../status.ts';
import type { WitnessNode } from '../../../system.ts';
import type { AgInfo } from '../ag/model.ts';
import { AG, isNamed } from '../ag/witness-parties.ts';
import { foundOf, listed, many } from '../ag/witness-words.ts';
import type { InstanceLimits } from './limits.ts';
import { BACKUPS, type BackupInfo } from './model.ts';
import { backupRow } from './rows.ts';
import { backupTroubles } from './status-databases.ts';

/** How many databases are named. */
const NAMED = 5;

type Holder = { node: string; limits: InstanceLimits; observedAt: number; backup: BackupInfo };
type Group = { id: string; name: string; databases: ReadonlySet<string>; replicas: readonly string[] };
type Trouble = { database: string; status: Status; madeAt: number | null; rows: readonly FindingRow[]; holders: readonly Holder[] };

/**
 * Backups of databases in availability groups that are too old. A server knows of those alone that were made on it, and any replica may be the one that makes them: the newest over all replicas
 * counts. Where a replica is not read that is no proof.
 */
export function witnessBackups(nodes: readonly WitnessNode<unknown>[]): Found[] {
  const holders = Map.groupBy(nodes.flatMap(holdersOf), ({ backup }) => backup.groupDatabaseId ?? '');
  if (holders.size === 0) return [];
  return groupsOf(nodes).flatMap((group) =>
    (['data', 'log'] as const).flatMap((what) => {
      const unread = unreadOf(group, nodes);
      const troubles = [...group.databases].flatMap((id) => troublesOf(holders.get(id) ?? [], what));
      return troubles.length === 0 ? [] : [finding(group, { what, troubles, unread })];
    }),
  );
}

// The engine hands back the settings and the readings of this very system.
function holdersOf({ node, settings, windows }: WitnessNode<unknown>): Holder[] {
  const [newest] = (windows[BACKUPS] ?? []) as readonly Reading<readonly BackupInfo[]>[];
  const { limits } = settings as { limits: InstanceLimits };
  if (!newest) return [];
  return newest.value.flatMap((backup) =>
    backup.groupDatabaseId === null ? [] : [{ node, limits, observedAt: newest.observedAt, backup }],
  );
}

function newestAg({ windows }: WitnessNode<unknown>): AgInfo | null {
  return ((windows[AG] ?? []) as readonly Reading<AgInfo>[])[0]?.value ?? null;
}

/** The groups of all nodes by their id, with the databases and replicas that any of them tells of. */
function groupsOf(nodes: readonly WitnessNode<unknown>[]): Group[] {
  const told = nodes.flatMap((node) => newestAg(node)?.groups ?? []);
  return [...Map.groupBy(told, ({ id }) => id)].map(([id, own]) => ({
    id,
    name: own[0]?.name ?? id,
    databases: new Set(own.flatMap(({ databases }) => databases.map((database) => database.id))),
    replicas: [...new Set(own.flatMap(({ replicas }) => replicas.map(({ name }) => name)))],
  }));
}

/** The replicas of a group on no node whose backups are read. */
function unreadOf({ replicas }: Group, nodes: readonly WitnessNode<unknown>[]): string[] {
  const read = nodes.filter(({ windows }) => (windows[BACKUPS] ?? []).length > 0).flatMap((node) => newestAg(node)?.server ?? []);
  return replicas.filter((name) => !read.some((server) => isNamed(server, name)));
}

/** The newest of each kind over all replicas, as if one server had made them. */
function troublesOf(holders: readonly Holder[], what: 'data' | 'log'): Trouble[] {
  const [first] = holders;
  if (!first) return [];
  const newest = (of: (backup: BackupInfo) => number | null): number | null =>
    holders.reduce<number | null>((max, { backup }) => later(max, of(backup)), null);
  const merged: BackupInfo = {
    ...first.backup,
    fullAt: newest(({ fullAt }) => fullAt),
    differentialAt: newest(({ differentialAt }) => differentialAt),
    logAt: newest(({ logAt }) => logAt),
  };
  const at = Math.max(...holders.map(({ observedAt }) => observedAt));
  const found = backupTroubles(merged, first.limits, at).find((trouble) => trouble.what === what);
  if (!found) return [];
  const rows = holders.map(({ node, backup }) => ({ node, row: backupRow(backup.database) }));
  return [{ database: first.backup.database, status: found.judged.status, madeAt: found.judged.since, rows, holders }];
}

function later(a: number | null, b: number | null): number | null {
  return a === null || (b !== null && b > a) ? b : a;
}

type Told = { what: 'data' | 'log'; troubles: readonly Trouble[]; unread: readonly string[] };

function finding(group: Group, { what, troubles, unread }: Told): Found {
  const worst = troubles.reduce<Status>((found, { status }) => (isWorse(status, found) ? status : found), 'ok');
  const name = what === 'data' ? 'full or differential backup' : 'backup of the log';
  const oldest = troubles.toSorted((a, b) => (a.madeAt ?? 0) - (b.madeAt ?? 0));
  const named = oldest
    .slice(0, NAMED)
    .flatMap(({ database, madeAt }, index): (string | number)[] => [
      `${index === 0 ? '' : ', '}${database} (`,
      ...(madeAt === null ? ['none known'] : [madeAt]),
      ')',
    ]);
  const more = troubles.length > NAMED ? ` and ${many(troubles.length - NAMED, 'more database')}` : '';
  const doubt = unread.length === 0 ? '' : `. The backups of ${listed(unread)} are not read: a newer one may have been made there`;
  const nodes = [...new Set(troubles.flatMap(({ holders }) => holders.map(({ node }) => node)))];
  return foundOf({
    ...{ id: `backup ${what} ${group.id}`, kind: 'backup', title: 'Backup too old', place: '', subject: group.name, probe: BACKUPS },
    about: nodes.map((node) => ({ node })),
    status: unread.length === 0 ? worst : 'unknown',
    rows: troubles.flatMap(({ rows }) => rows),
    told: [`The newest ${name} over all replicas is too old of ${many(troubles.length, 'database')}: `, ...named, more, doubt],
  });
}
