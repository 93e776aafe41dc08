'use client';
import { useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import type { ExplainInput } from '#lib/systems/elastic/asked/explain/model.ts';
import { GRID, type Grid, type GridCopy } from '#lib/systems/elastic/asked/grid/model.ts';
import { ALLOCATION, CLUSTER_NODE, HEALTH, INDICES } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { AskedPanel } from '../../asked/asked-panel.tsx';
import { OwnTable } from '../../asked/own-table.tsx';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { FilterBox } from '../../ui/filter-box.tsx';
import { useUrlText, useUrlWord } from '../../ui/use-url.ts';
import { type ClusterLine, rowsIn, toClusters } from '../lines.ts';
import { ExplainPanel } from '../trouble/explain-panel.tsx';
import { readCopy, writeCopy } from '../trouble/picked-copy.ts';
import { useElasticRows } from '../use-elastic-rows.ts';
import { counted } from '../words.ts';
import { gridColumns, widthOf } from './grid-columns.tsx';
import { gridIndices, gridPages } from './grid-pages.ts';

/** While somebody looks the grid is asked again this often. */
const EVERY_MS = 15_000;

/** Where every copy of the indices of a cluster is: a row for each index, a column for each member, and one for what is nowhere. Asked a page of indices at a time. */
export function ShardGrid({ group }: { group: string }) {
  const { probes, rows } = useElasticRows();
  const cluster = useMemo(() => toClusters(probes, rows).find(({ board }) => board.name === group), [probes, rows, group]);
  const [filter, setFilter] = useUrlText('index');
  const [picked, pick] = useUrlWord('why');
  if (cluster === undefined) return null;
  const copy = readCopy(picked, group);
  return (
    <div className="es-grid">
      <GridHead cluster={cluster} filter={filter} onFilter={setFilter} />
      {copy === null ? null : <ExplainPanel cluster={cluster} copy={copy} onShut={() => pick('')} />}
      <Pages cluster={cluster} filter={filter} onPick={(input) => pick(writeCopy(group, input))} />
    </div>
  );
}

function GridHead({ cluster: { told }, filter, onFilter }: { cluster: ClusterLine; filter: string; onFilter(text: string): void }) {
  const { board } = useBoardTime();
  const indices = told.get(INDICES);
  const isOld = indices !== undefined && !isReliedOn(indices.probe, board);
  return (
    <div className="crumb">
      <span className={`small${isOld ? ' w stale' : ' q'}`}>
        {counted(rowsIn(indices, 'index').length, 'index', 'indices')} by the list of {indices ? <Age probe={indices.probe} /> : 'nothing'}{' '}
        ago
      </span>
      <span className="grow" />
      <FilterBox text={filter} onText={onFilter} placeholder="Filter indices  ( / )" label="Filter the indices by a part of their name" />
    </div>
  );
}

type PagesProps = { cluster: ClusterLine; filter: string; onPick(input: ExplainInput): void };

function Pages({ cluster, filter, onPick }: PagesProps) {
  const [at, setAt] = useUrlWord('page');
  const indices = rowsIn(cluster.told.get(INDICES), 'index');
  const names = useMemo(
    () =>
      gridIndices(
        indices.map(({ view }) => view),
        filter,
      ),
    [indices, filter],
  );
  const pages = useMemo(() => gridPages(names), [names]);
  const place = Math.min(Math.max(0, Number.parseInt(at, 10) - 1 || 0), Math.max(0, pages.length - 1));
  const page = pages[place];
  if (page === undefined)
    return (
      <p className="note none">
        {indices.length === 0 ? 'No index is known: the list of indices was not read, or it is empty.' : 'No index passes the filter.'}
      </p>
    );
  const before = pages.slice(0, place).reduce((sum, one) => sum + one.length, 0);
  const go = (to: number) => setAt(to === 0 ? '' : String(to + 1));
  return (
    <>
      {pages.length < 2 ? null : (
        <nav className="es-pages" aria-label="Pages of indices">
          <button type="button" className="btn" disabled={place === 0} onClick={() => go(place - 1)}>
            Before
          </button>
          <span className="small">
            {formatCount(before + 1)} to {formatCount(before + page.length)} of {counted(names.length, 'index', 'indices')}, worst first
          </span>
          <button type="button" className="btn" disabled={place >= pages.length - 1} onClick={() => go(place + 1)}>
            Next
          </button>
        </nav>
      )}
      <AskedPanel
        source={{ system: 'elastic', group: cluster.board.name, node: CLUSTER_NODE, probe: HEALTH }}
        question={GRID}
        input={{ indices: page }}
        title="Shards by member"
        everyMs={EVERY_MS}
      >
        {(grid: Grid) => <Drawn grid={grid} cluster={cluster} onPick={onPick} />}
      </AskedPanel>
    </>
  );
}

function Drawn({ grid, cluster, onPick }: { grid: Grid } & Pick<PagesProps, 'cluster' | 'onPick'>) {
  const holdings = rowsIn(cluster.told.get(ALLOCATION), 'holding');
  const members = useMemo(
    () =>
      dataMembers(
        grid,
        holdings.map(({ view }) => view.name),
      ),
    [grid, holdings],
  );
  const columns = useMemo(
    () =>
      gridColumns({
        ...{ members, indices: grid.indices },
        onPick: (index: string, { number, isPrimary, state, member }: GridCopy) =>
          onPick({ index, number, isPrimary, member: state === 'UNASSIGNED' ? null : member }),
      }),
    [grid, members, onPick],
  );
  return (
    <>
      <Legend />
      <OwnTable
        label={`Shards of ${cluster.board.title} by member`}
        columns={columns}
        rows={grid.indices}
        keyOf={({ name }) => name}
        minWidth={widthOf(columns)}
      />
      {grid.gone.length === 0 ? null : <p className="note">Not there any more: {grid.gone.join(', ')}.</p>}
    </>
  );
}

/** Those that hold any of what is shown, and those that could: one that does not is a column without a mark. */
function dataMembers({ members, indices }: Grid, holding: readonly string[]): string[] {
  const used = new Set(indices.flatMap(({ copies }) => copies.flatMap(({ member, to }) => [member, to].flatMap((one) => one ?? []))));
  const all = new Set([...members.filter((name) => used.has(name) || holding.includes(name)), ...used]);
  return [...all].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function Legend() {
  return (
    <p className="note es-legend">
      <i className="es-mark p">0</i> primary <i className="es-mark r">0</i> replica <i className="es-mark r made">0…</i> being made{' '}
      <i className="es-mark r going">0→</i> moves away <i className="es-mark r coming">0←</i> comes <i className="es-mark p lost">0×</i>{' '}
      nowhere. Pick one to see why it is there.
    </p>
  );
}
