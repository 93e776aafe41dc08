'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import { UPKEEP } from '#lib/systems/elastic/model.ts';
import { judgeVouched } from '#lib/vouch.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import { type ClusterLine, rowsIn, type ToldRow } from '../lines.ts';
import { counted } from '../words.ts';
import { Fact, FactPart } from './fact-part.tsx';

/** Names beyond this many are counted. */
const NAMED = 2;

/** Snapshots and life cycles in brief; what cannot be asked is said by the probe itself. */
export function UpkeepFacts({ cluster: { told } }: { cluster: ClusterLine }) {
  const { board } = useBoardTime();
  const upkeep = told.get(UPKEEP);
  if (upkeep === undefined) return null;
  const policies = rowsIn(upkeep, 'policy');
  const wrong = policies.filter(({ row }) => judgeVouched(row.verdict, upkeep.probe, board).status !== 'ok');
  const errors = rowsIn(upkeep, 'lifecycle');
  const untold = upkeep.probe.verdict?.reason ?? '';
  return (
    <FactPart title="Snapshots and life cycles" told={upkeep}>
      <Fact name="snapshots">
        {untold.includes('snapshots not told') ? <span className="q">not told</span> : <Policies policies={policies} wrong={wrong} />}
      </Fact>
      <Fact name="newest">{newestWords(policies, board.now)}</Fact>
      <Fact name="life cycles">
        {untold.includes('life cycles not told') ? (
          <span className="q">not told</span>
        ) : (
          <Errors indices={errors.map(({ view }) => view.index)} />
        )}
      </Fact>
    </FactPart>
  );
}

function Errors({ indices }: { indices: readonly string[] }) {
  if (indices.length === 0) return <span className="q">none in error</span>;
  return (
    <b className="w warning" title={indices.join('\n')}>
      {counted(indices.length, 'index', 'indices')} in error: {namesOf(indices)}
    </b>
  );
}

function Policies({ policies, wrong }: { policies: readonly ToldRow<'policy'>[]; wrong: readonly ToldRow<'policy'>[] }) {
  if (policies.length === 0) return <span className="q">no policy</span>;
  if (wrong.length === 0) return `${counted(policies.length, 'policy', 'policies')}, all as planned`;
  return (
    <b className="w warning" title={wrong.map(({ view, row }) => `${view.name}: ${row.verdict.reason}`).join('\n')}>
      {formatCount(wrong.length)} of {counted(policies.length, 'policy', 'policies')} not well:{' '}
      {namesOf(wrong.map(({ view }) => view.name))}
    </b>
  );
}

function newestWords(policies: readonly ToldRow<'policy'>[], now: number): string {
  const made = policies.flatMap(({ view }) => view.lastSuccessAt ?? []);
  return made.length === 0 ? '–' : `${formatAge(Math.max(0, now - Math.max(...made)))} ago`;
}

function namesOf(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}
