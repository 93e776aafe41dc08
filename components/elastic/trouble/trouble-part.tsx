'use client';
import { useCallback, useMemo } from 'react';
import { formatCount } from '#lib/format/number.ts';
import { HEALTH, INDICES, RECOVERIES, SHARDS, TROUBLED_KEPT } from '#lib/systems/elastic/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { OwnTable } from '../../asked/own-table.tsx';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { useUrlWord } from '../../ui/use-url.ts';
import { type ClusterLine, rowsIn, type Told, viewIn } from '../lines.ts';
import { counted } from '../words.ts';
import { ExplainPanel } from './explain-panel.tsx';
import { readCopy, writeCopy } from './picked-copy.ts';
import { reasonWords } from './reason-words.ts';
import { troubleColumns } from './trouble-columns.tsx';
import { type TroubleLine, toTroubles } from './trouble-lines.ts';

/** What is wrong with the shards of a cluster, or moves: which indices and copies, the worst first, what each does and why. Nothing while all are where they should be. */
export function TroublePart({ cluster }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const troubles = useMemo(() => toTroubles(cluster), [cluster]);
  const [picked, pick] = useUrlWord('why');
  const group = cluster.board.name;
  const copy = readCopy(picked, group);
  const color = viewIn(cluster.told.get(HEALTH), 'cluster')?.color ?? null;
  const shards = cluster.told.get(SHARDS);
  const isWrong = color !== null && color !== 'green';
  const onWhy = useCallback(
    ({ index, number, isPrimary, state, member }: TroubleLine) =>
      pick(writeCopy(group, { index, number, isPrimary, member: state === 'UNASSIGNED' ? null : member })),
    [pick, group],
  );
  const pickedKey = copy === null ? null : (troubles.find((line) => isOf(line, copy))?.key ?? null);
  const columns = useMemo(() => troubleColumns(pickedKey, onWhy), [pickedKey, onWhy]);
  if (troubles.length === 0 && !isWrong && copy === null) return null;
  const isOld = shards !== undefined && shards.probe.newest !== null && !isReliedOn(shards.probe, board);
  return (
    <section className="es-trouble" aria-label={`Shards in trouble in ${cluster.board.title}`}>
      <header>
        <h3>{isWrong ? 'What is wrong' : 'What moves'}</h3>
        {shards === undefined ? null : <Age probe={shards.probe} />}
        <Summary cluster={cluster} troubles={troubles} />
      </header>
      {copy === null ? null : <ExplainPanel cluster={cluster} copy={copy} onShut={() => pick('')} />}
      <Untold told={shards} />
      <Untold told={cluster.told.get(RECOVERIES)} />
      {troubles.length === 0 ? (
        <p className="note">
          No copy of a shard is listed as wrong
          {shards?.probe.newest === null ? ': the table of shards was never read' : ' by the newest table of shards'}.
        </p>
      ) : (
        <div className={isOld ? 'hatch stale-value' : undefined}>
          <OwnTable label={`Copies in trouble in ${cluster.board.title}`} columns={columns} rows={troubles} keyOf={keyOf} minWidth={900} />
        </div>
      )}
      <More cluster={cluster} />
    </section>
  );
}

const keyOf = ({ key }: TroubleLine): string => key;

function isOf(line: TroubleLine, copy: NonNullable<ReturnType<typeof readCopy>>): boolean {
  return (
    line.index === copy.index &&
    line.number === copy.number &&
    line.isPrimary === copy.isPrimary &&
    (copy.member === null || copy.member === line.member)
  );
}

/** What was not read of it, and why. */
function Untold({ told }: { told: Told | undefined }) {
  const { board } = useBoardTime();
  if (told === undefined) return null;
  const { system, group, node } = told.probe.source;
  return (
    <ProbeTrouble
      probe={told.probe}
      moment={board}
      action={<PollButton target={{ system, group, node }} name={told.probe.groupTitle} isPlain />}
      isNamed
    />
  );
}

/** Which indices by colour, and how many copies for which reason. */
function Summary({ cluster: { told }, troubles }: { cluster: ClusterLine; troubles: readonly TroubleLine[] }) {
  const indices = rowsIn(told.get(INDICES), 'index').map(({ view }) => view);
  const red = indices.filter(({ color }) => color === 'red').map(({ name }) => name);
  const yellow = indices.filter(({ color }) => color === 'yellow').map(({ name }) => name);
  const reasons = Map.groupBy(
    rowsIn(told.get(SHARDS), 'shard').flatMap(({ view }) => (view.state === 'UNASSIGNED' ? [view] : [])),
    ({ unassigned }) => unassigned?.reason ?? 'not told',
  );
  const moving = troubles.filter(({ state }) => state === 'RELOCATING').length;
  return (
    <span className="small es-summary">
      {red.length === 0 ? null : <span className="w critical">Red: {namesWords(red)}. </span>}
      {yellow.length === 0 ? null : <span className="w warning">Yellow: {namesWords(yellow)}. </span>}
      {[...reasons].map(([reason, own]) => (
        <span key={reason}>
          {counted(own.length, 'copy', 'copies')} nowhere because {reason === 'not told' ? 'of what is not told' : reasonWords(reason)}.{' '}
        </span>
      ))}
      {moving === 0 ? null : <span className="q">{formatCount(moving)} on the move.</span>}
    </span>
  );
}

const NAMED = 3;

function namesWords(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

/** How many more there are than are told. */
function More({ cluster: { told } }: { cluster: ClusterLine }) {
  const count = viewIn(told.get(SHARDS), 'table')?.troubledCount ?? 0;
  if (count <= TROUBLED_KEPT) return null;
  return (
    <p className="note">
      The worst {formatCount(TROUBLED_KEPT)} of {formatCount(count)} are listed; {formatCount(count - TROUBLED_KEPT)} more are no better
      placed than the last of them.
    </p>
  );
}
