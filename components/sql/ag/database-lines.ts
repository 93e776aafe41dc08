import type { Finding } from '#lib/finding.ts';
import { type Status, worst } from '#lib/status.ts';
import { judgeVouched } from '#lib/vouch.ts';
import { type Side, sideOf } from './figures.ts';
import { type Ag, isPrimary, isSplit, type Replica } from './groups.ts';
import { type Judging, rank } from './judge.ts';
import { foundAt, movementsOf } from './movement.ts';

/** A database at a replica, with what that comes to: null where the replica was never read, or does not have the database. */
export type Placed = { replica: Replica; side: Side; status: Status | null };

/** A database of a group, with its place at each replica in the order of the columns. */
export type DatabaseLine = { id: string; name: string; status: Status; places: readonly Placed[] };

/** The databases of a group, worst first, then by name. */
export function databaseLines(ag: Ag, judging: Judging): DatabaseLine[] {
  return ag.databases
    .map(({ id, name }): DatabaseLine => {
      const places = ag.replicas.map((replica): Placed => {
        const side = sideOf(ag, replica, id, judging.found);
        return { replica, side, status: worseOfTwo(ag, replica, judging, statusOf(replica, side, judging)) };
      });
      return { id, name, places, status: worst(places.flatMap(({ status }) => status ?? [])) };
    })
    .sort((a, b) => rank(a.status) - rank(b.status) || a.name.localeCompare(b.name));
}

function statusOf(replica: Replica, { own, movement }: Side, { board, verdictOf, found }: Judging): Status | null {
  if (replica.node === null || replica.rows === null || replica.rows.view.own?.mode === 'configuration only') return null;
  if (own === null) {
    const { missing } = movementsOf(found, replica.node.name, replica.rows);
    return missing === null ? 'unknown' : verdictOf(missing).status;
  }
  const proved = movement === null ? (isPrimary(replica) ? [] : (['unknown'] as const)) : [verdictOf(movement).status];
  return worst([judgeVouched(own.row.verdict, replica.node.ag, board).status, ...proved]);
}

/** Where two say that they are the primary no database at either of them is well: whatever it says of itself, the other may have written otherwise. */
function worseOfTwo(ag: Ag, replica: Replica, judging: Judging, status: Status | null): Status | null {
  if (status === null || !isPrimary(replica) || !isSplit(ag)) return status;
  const found = twoPrimaries(replica, judging);
  return worst([status, found === null ? 'unknown' : judging.verdictOf(found).status]);
}

/** That a replica is one of two primaries; null until that is found. */
export function twoPrimaries({ node, rows }: Replica, { found }: Judging): Finding | null {
  if (node === null || rows === null) return null;
  return foundAt(found, node.name, rows.row.id).find(({ kind }) => kind === 'two primaries') ?? null;
}

/** How many lines are drawn before somebody asks for more: all that are wrong, up to a limit, and some of the others beside them. */
export const SHOWN_AT_FIRST = 12;
