import type { Finding } from '#lib/finding.ts';
import { redoSeconds } from '#lib/systems/sql/ag/estimate.ts';
import type { DatabaseClaim } from '#lib/systems/sql/ag/model.ts';
import { type Ag, isPrimary, type Replica, replicaId } from './groups.ts';
import { type FoundIn, movementOf } from './movement.ts';
import type { DatabaseRow, LogRow, SqlNode } from './nodes.ts';

/** One database at one replica: its own word, what the primary says of it, its log there, and what is proved of its movement. */
export type Side = { own: DatabaseRow | null; claim: DatabaseClaim | null; log: LogRow | null; movement: Finding | null };

/** What the primary wrote to the log of a database since a moment (epoch ms), in bytes; null where that is not known. */
export type WroteSince = (database: string, moment: number) => number | null;

const KB = 1_024;

export function sideOf(ag: Ag, replica: Replica, id: string, found: FoundIn): Side {
  const own = replica.rows?.databases.get(id) ?? null;
  const owner = replicaId(replica);
  const claims = ag.primary?.rows?.databases.get(id)?.view.claims ?? [];
  return {
    own,
    claim: (owner === null ? undefined : claims.find((claim) => claim.replicaId === owner)) ?? null,
    log: replica.node?.logFiles.get(id) ?? null,
    movement: own === null || replica.node === null ? null : movementOf(found, replica.node.name, own.row.id),
  };
}

/** What waits at the primary to be sent, in bytes, by the word of the primary: nobody else knows. Null where it does not say. */
export function behindBytes({ claim }: Pick<Side, 'claim'>): number | null {
  return bytes(claim?.sendQueueKb ?? null);
}

/**
 * How far a copy is behind, in bytes. Of one that stands it is what the primary wrote since then: its word on what waits stands too, and may be 0. Else what waits to be sent, by its word. Null where
 * that is not known: of a frozen view too, because what does not change is what it says, and its log may have got all of it.
 */
export function distanceOf(side: Pick<Side, 'claim' | 'movement'>, database: string, wroteSince: WroteSince): number | null {
  const { movement } = side;
  if (movement?.kind === 'frozen') return null;
  return isStanding(movement) ? wroteSince(database, movement.verdict.since.at) : behindBytes(side);
}

/** True of what gets nothing, and of what says no more what it gets. */
export function isStanding(movement: Finding | null): movement is Finding {
  return movement !== null && STANDING.includes(movement.kind);
}

/** What has arrived and is not applied yet, by the replica's own word, and how long that takes at its rate; null where it does not say. */
export function redoOf({ own }: Pick<Side, 'own'>): { bytes: number | null; seconds: number | null } {
  const said = own?.view.own ?? null;
  return said === null ? { bytes: null, seconds: null } : { bytes: bytes(said.redoQueueKb), seconds: redoSeconds(said) };
}

/** Movements of a copy that gets nothing, of which a lag says nothing: it stands at what it was, and that may be 0. */
const STANDING: readonly string[] = ['frozen', 'stuck', 'suspended', 'standing still'];

/** secondary_lag_seconds, which the primary tells, and the replica of itself where the primary does not. Null where nothing arrives. */
export function lagSeconds({ own, claim, movement }: Pick<Side, 'own' | 'claim' | 'movement'>): number | null {
  if (own?.view.own.isSuspended === true || claim?.isSuspended === true || isStanding(movement)) return null;
  return claim?.lagSeconds ?? own?.view.own.lagSeconds ?? null;
}

/**
 * The last commit at a replica (epoch ms). Its time is in the zone of the primary wherever it is told, and only what the primary tells is read by the offset of that zone: of a copy it is the word of
 * the primary, null where that says nothing.
 */
export function commitAt({ own, claim }: Pick<Side, 'own' | 'claim'>, replica: Pick<Replica, 'rows'>): number | null {
  return (isPrimary(replica) ? own?.view.own : claim)?.positions.lastCommitAt ?? null;
}

/** How much of a log is in use, from 0 to 1. */
export function logShare({ log }: Pick<Side, 'log'>): number | null {
  const { usedBytes, sizeBytes } = log?.view.file ?? { usedBytes: null, sizeBytes: null };
  return usedBytes === null || sizeBytes === null || sizeBytes <= 0 ? null : usedBytes / sizeBytes;
}

/** Bytes per second written to the logs of these databases at the primary: a sum only where all of them are known. */
export function writesOf({ primary, databases }: Ag): number | null {
  const rates = databases.map(({ id }) => primary?.node?.logFiles.get(id)?.view.bytesPerSecond ?? null);
  return rates.length === 0 ? null : rates.reduce((sum: number | null, rate) => (sum === null || rate === null ? null : sum + rate), 0);
}

/** The fullest log of the databases of a group at its primary, and of which database it is; null where none is told, and where one is not told and the others are empty. */
export function fullestLog({ primary, databases }: Ag): { database: string; share: number } | null {
  const shares = databases.map(({ id, name }) => ({ database: name, share: logShare({ log: primary?.node?.logFiles.get(id) ?? null }) }));
  const known = shares.flatMap(({ database, share }) => (share === null ? [] : [{ database, share }]));
  const [fullest] = known.toSorted((a, b) => b.share - a.share);
  return fullest === undefined || (fullest.share === 0 && known.length < shares.length) ? null : fullest;
}

/** A volume that holds logs of a group at its primary. `usedBytes` and `sizeBytes` are those of its log files of this group; a sum only where all are known. */
export type Volume = {
  mount: string;
  logs: number;
  totalBytes: number | null;
  freeBytes: number | null;
  usedBytes: number | null;
  sizeBytes: number | null;
  bytesPerSecond: number | null;
  fullInSeconds: number | null;
  waits: readonly string[];
};

/** The logs of a group at a node by the volume that they lie on; those of which no volume is told come last. */
export function volumesOf({ databases }: Pick<Ag, 'databases'>, { logFiles }: Pick<SqlNode, 'logFiles'>): Volume[] {
  const logs = databases.flatMap(({ id }) => logFiles.get(id)?.view ?? []);
  const byMount = Map.groupBy(logs, ({ file, volume }) => volume?.mount ?? file.volume ?? '');
  // Where the files of a log lie on several volumes it is counted on that of the least room, and the others are shown too.
  const others = new Map(logs.flatMap(({ otherVolumes = [] }) => otherVolumes.map((volume) => [volume.mount, volume] as const)));
  const bare = [...others.values()].filter(({ mount }) => !byMount.has(mount)).map((volume): Volume => ({ ...NO_LOGS, ...volume }));
  return [...byMount]
    .map(([mount, own]): Volume => {
      const volume = own[0]?.volume ?? null;
      return {
        mount,
        logs: own.length,
        totalBytes: volume?.totalBytes ?? null,
        freeBytes: volume?.freeBytes ?? null,
        usedBytes: sum(own.map(({ file }) => file.usedBytes)),
        sizeBytes: sum(own.map(({ file }) => file.sizeBytes)),
        bytesPerSecond: sum(own.map(({ bytesPerSecond }) => bytesPerSecond)),
        fullInSeconds: least(own.map(({ fullInSeconds }) => fullInSeconds)),
        waits: [...new Set(own.flatMap(({ file }) => (isWait(file.reuseWait) ? [file.reuseWait] : [])))],
      };
    })
    .concat(bare)
    .sort((a, b) => Number(a.mount === '') - Number(b.mount === '') || a.mount.localeCompare(b.mount));
}

const NO_LOGS = { logs: 0, usedBytes: null, sizeBytes: null, bytesPerSecond: null, fullInSeconds: null, waits: [] };

function isWait(wait: string | null): wait is string {
  return wait !== null && wait.toLowerCase() !== 'nothing';
}

function bytes(kb: number | null): number | null {
  return kb === null ? null : kb * KB;
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce((total, value) => (total === null || value === null ? null : total + value), 0);
}

function least(values: readonly (number | null)[]): number | null {
  return values.reduce((found, value) => (value === null ? found : Math.min(found ?? value, value)), null);
}
