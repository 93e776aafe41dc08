import type { Finding } from '../../../finding.ts';
import { type Status, worst } from '../../../status.ts';
import { databaseRow } from './rows.ts';

/** The kinds of findings that tell the movement of a database, the worst first. */
export const MOVEMENTS = ['frozen', 'stuck', 'suspended', 'seeding', 'standing still', 'behind', 'not known', 'idle', 'moving'] as const;
export type MovementKind = (typeof MOVEMENTS)[number];

/** What is proved of the databases of a group at one node: how many of each kind, and the worst of it. */
export type ReplicaVerdict = { status: Status; counts: Readonly<Record<MovementKind, number>>; words: string };

type Told = Pick<Finding, 'kind' | 'rows' | 'verdict'>;

/** The finding that tells the movement of a database at a node; null where none does, which is "not known" and never well. */
export function movementFinding<One extends Told>(findings: readonly One[], at: { node: string; row: string }): One | null {
  const own = findings.filter(({ kind, rows }) => isMovement(kind) && rows.some(({ node, row }) => node === at.node && row === at.row));
  return own.toSorted((a, b) => orderOf(a.kind) - orderOf(b.kind))[0] ?? null;
}

/**
 * The verdict on a copy of a group by what is proved of each of its databases: as bad as the worst, and one of which no finding tells is not known. Of no databases nothing is proved.
 * The age of the readings is judged by whoever shows it.
 */
export function replicaVerdict(
  findings: readonly Told[],
  { node, group, databases }: { node: string; group: string; databases: readonly string[] },
): ReplicaVerdict {
  const found = databases.map((name) => movementFinding(findings, { node, row: databaseRow(group, name) }));
  const kinds = found.map((one) => (one && isMovement(one.kind) ? one.kind : 'not known'));
  const entries = MOVEMENTS.map((kind) => [kind, kinds.filter((one) => one === kind).length] as const);
  // Every kind is in it, by the list itself.
  const counts = Object.fromEntries(entries) as Record<MovementKind, number>;
  const words = entries.filter(([, count]) => count > 0).map(([kind, count]) => (count === databases.length ? kind : `${count} ${kind}`));
  return { status: worst(found.map((one) => one?.verdict.status ?? 'unknown')), counts, words: words.join(', ') || 'not known' };
}

function isMovement(kind: string): kind is MovementKind {
  return (MOVEMENTS as readonly string[]).includes(kind);
}

function orderOf(kind: string): number {
  return (MOVEMENTS as readonly string[]).indexOf(kind);
}
