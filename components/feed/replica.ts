import type { ChangeEvent, LiveRow, ProbeRow, SnapshotEvent } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';

/** The server's board as this browser has it. Never changed in place, so that whoever holds a part can compare it. */
export type Replica = {
  boot: string;
  build: string;
  seqs: Readonly<Record<string, number>>;
  probes: readonly ProbeRow[];
  rows: Readonly<Record<string, readonly LiveRow[]>>;
};

/** A replica made of a snapshot alone. */
export function fromSnapshot({ boot, build, seqs, probes, rows }: SnapshotEvent): Replica {
  return { boot, build, seqs, probes, rows };
}

/** The replica after a change; null when a change is missing in between, or it comes from another run of the server. */
export function applyChange(replica: Replica, { boot, system, seq, change }: ChangeEvent): Replica | null {
  if (boot !== replica.boot || seq !== (replica.seqs[system] ?? 0) + 1) return null;
  const id = sourceId(change.probe.source);
  const probes = replica.probes.map((probe) => (sourceId(probe.source) === id ? change.probe : probe));
  const seqs = { ...replica.seqs, [system]: seq };
  if (change.rows.length === 0 && change.gone.length === 0) return { ...replica, seqs, probes };
  return { ...replica, seqs, probes, rows: { ...replica.rows, [id]: mergeRows(replica.rows[id] ?? [], change.rows, change.gone) } };
}

/** Changed rows in their places, new ones at the end, gone ones out. */
function mergeRows(before: readonly LiveRow[], changed: readonly LiveRow[], gone: readonly string[]): readonly LiveRow[] {
  const news = new Map(changed.map((row) => [row.id, row]));
  const lost = new Set(gone);
  const kept = before.filter((row) => !lost.has(row.id)).map((row) => news.get(row.id) ?? row);
  const had = new Set(before.map((row) => row.id));
  return [...kept, ...changed.filter((row) => !had.has(row.id))];
}
