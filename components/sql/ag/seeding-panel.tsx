'use client';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { judgeVouched } from '#lib/vouch.ts';
import { Age } from '../../reading/age.tsx';
import { useBoardTime } from '../../reading/board-context.tsx';
import { PollButton } from '../../reading/poll-button.tsx';
import { ProbeTrouble } from '../../reading/probe-trouble.tsx';
import { StatusShape } from '../../ui/status-shape.tsx';
import { Bytes, Meter, None } from './cells.tsx';
import type { Ag } from './groups.ts';
import { seedingsOf, type ToldSeeding } from './seedings.ts';

/** What is being seeded in a group, and what was lately: how far, how fast, when it is done, or why it failed. Nothing where nothing is, by the word of a primary that answers. */
export function SeedingPanel({ ag }: { ag: Ag }) {
  const { board } = useBoardTime();
  const seedings = seedingsOf(ag);
  const probe = ag.primary?.node?.seeding ?? null;
  const trouble =
    probe === null ? null : (
      <ProbeTrouble
        probe={probe}
        moment={board}
        action={<PollButton target={targetOf(probe)} name={probe.source.node} isPlain />}
        isNamed
        isAmongNodes
      />
    );
  if (seedings.length === 0) return trouble;
  return (
    <div className="logs">
      <header>
        <h4>Automatic seeding</h4>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is to be scrolled by the keyboard too */}
      <section className="scroll" aria-label={`Automatic seeding in ${ag.name}, scrolls`} tabIndex={0}>
        <table className="volumes" aria-label={`Automatic seeding in ${ag.name}`}>
          <thead>
            <tr>
              <th scope="col">Database</th>
              <th scope="col">State</th>
              <th scope="col" className="n">
                Seeded
              </th>
              <th scope="col" className="n">
                Came over
              </th>
              <th scope="col" className="n">
                Rate
              </th>
              <th scope="col" className="n">
                Done in
              </th>
              <th scope="col" className="n">
                Told
              </th>
            </tr>
          </thead>
          <tbody>
            {seedings.map((one) => (
              <SeedingLine key={one.row.id} told={one} />
            ))}
          </tbody>
        </table>
      </section>
      {trouble}
    </div>
  );
}

function targetOf({ source: { system, group, node } }: ToldSeeding['probe']) {
  return { system, group, node };
}

function SeedingLine({ told: { row, view, probe } }: { told: ToldSeeding }) {
  const { board } = useBoardTime();
  const { seeding, bytesPerSecond, doneAt, isOurs } = view;
  const { transfer, outcome } = seeding;
  const verdict = judgeVouched(row.verdict, probe, board);
  const [has, all] = [transfer?.transferredBytes ?? null, transfer?.totalBytes ?? null];
  const left = doneAt === null ? null : Math.max(0, doneAt - board.now);
  return (
    <tr className={verdict.status === 'stale' ? 'hatch' : ''}>
      <th scope="row" className="name">
        <b>{seeding.database ?? 'not told'}</b>{' '}
        <span className="q">
          {seeding.from ?? 'not told'} → {seeding.to ?? 'not told'}
        </span>
      </th>
      <td title={verdict.reason}>
        <StatusShape status={verdict.status} small label={verdict.status} />{' '}
        <span className={verdict.status === 'ok' ? undefined : `w ${verdict.status}`}>{stateWords(view)}</span>
      </td>
      <td className="n">
        <Meter share={outcome === 'done' ? 1 : has === null || all === null || all <= 0 ? null : has / all} />
      </td>
      <td className="n">
        <Bytes bytes={has} />
        {has === null || all === null ? null : <span className="u">of {formatBytes(all)}</span>}
      </td>
      <td className="n">
        <Bytes bytes={bytesPerSecond} isRate />
      </td>
      <td className="n" title={left === null ? undefined : isOurs ? 'By two readings of ours' : 'By its own estimate'}>
        {left === null ? <None /> : formatAge(left)}
      </td>
      <td className="n">
        <span className="q">{probe.source.node}</span> <Age probe={probe} isInRow />
      </td>
    </tr>
  );
}

/** "running", "failed: Seeding Check Message Timeout", "done". */
function stateWords({ seeding: { outcome, state, failure, transfer } }: ToldSeeding['view']): string {
  switch (outcome) {
    case 'running':
      return `running${transfer?.state ? ` (${transfer.state})` : state === null ? '' : ` (${state})`}`;
    case 'failed':
      return `failed: ${failure?.words || 'it does not tell why'}`;
    case 'done':
      return 'done';
    case 'not told':
      return state ?? 'not told';
  }
}
