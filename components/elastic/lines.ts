import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { CLUSTER_NODE, OWN, type OwnView } from '#lib/systems/elastic/model.ts';
import type { ElasticView } from '#lib/systems/elastic/rows.ts';
import { arrangeGroups, type BoardGroup } from '../reading/arrange.ts';
import type { RowsOf } from '../reading/gather-rows.tsx';

type Kind = ElasticView['kind'];
type ViewOf<Name extends Kind> = Extract<ElasticView, { kind: Name }>;

/** A row of one kind, with its verdict as it was read. */
export type ToldRow<Name extends Kind> = { row: LiveRow; view: ViewOf<Name> };

/** What is asked of a cluster all the time, and the rows that came of it last. */
export type Told = { probe: ProbeRow; rows: readonly LiveRow[] };

/** A configured URL, and what it says of itself; null where it was never read. */
export type UrlLine = { key: string; name: string; probe: ProbeRow; view: OwnView | null };

/** A cluster in the order of the configuration. `told` is what was asked of the cluster as a whole, by the name of the probe. */
export type ClusterLine = {
  board: BoardGroup;
  probes: readonly ProbeRow[];
  urls: readonly UrlLine[];
  told: ReadonlyMap<string, Told>;
};

// Always the same none: rows are sorted once for each list of them.
const NO_ROWS: readonly LiveRow[] = [];

export function toClusters(probes: readonly ProbeRow[], rows: RowsOf): ClusterLine[] {
  return arrangeGroups(probes).map((board) => {
    const all = board.nodes.flatMap((node) => node.probes);
    const told = all
      .filter(({ source }) => source.node === CLUSTER_NODE)
      .map((probe): [string, Told] => [probe.source.probe, { probe, rows: rowsOf(probe, rows) }]);
    return { board, probes: all, urls: board.nodes.flatMap((node) => toUrl(node, rows)), told: new Map(told) };
  });
}

function toUrl({ key, name, probes }: BoardGroup['nodes'][number], rows: RowsOf): UrlLine[] {
  const probe = probes.find(({ source }) => source.probe === OWN);
  if (probe === undefined) return [];
  const [own] = rowsIn({ probe, rows: rowsOf(probe, rows) }, 'own');
  return [{ key, name, probe, view: own?.view ?? null }];
}

function rowsOf({ source }: ProbeRow, rows: RowsOf): readonly LiveRow[] {
  return rows.get(sourceId(source)) ?? NO_ROWS;
}

// The feed keeps the rows of a source until there is another reading: so long they are sorted once.
const sorted = new WeakMap<readonly LiveRow[], ReadonlyMap<string, readonly ToldRow<Kind>[]>>();

/** The rows of one kind, none where it is not asked or was never read. */
export function rowsIn<Name extends Kind>(told: Told | undefined, kind: Name): readonly ToldRow<Name>[] {
  if (told === undefined || told.rows.length === 0) return [];
  const known = sorted.get(told.rows);
  const byKind = known ?? Map.groupBy(told.rows.map(toTold), ({ view }) => view.kind);
  if (known === undefined) sorted.set(told.rows, byKind);
  // Grouped by that kind.
  return (byKind.get(kind) ?? []) as unknown as readonly ToldRow<Name>[];
}

/** The one row of a kind of which there is no more than one. */
export function viewIn<Name extends Kind>(told: Told | undefined, kind: Name): ViewOf<Name> | null {
  return rowsIn(told, kind)[0]?.view ?? null;
}

/** The rows of this system are what its status rules made. */
function toTold(row: LiveRow): ToldRow<Kind> {
  return { row, view: row.value as ElasticView };
}
