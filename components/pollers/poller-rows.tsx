'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount, measureMs } from '#lib/format/number.ts';
import { freshness } from '#lib/reading.ts';
import type { Verdict } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { DoctorLink } from '../doctor/doctor-link.tsx';
import { Age, Ago } from '../reading/age.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { addressBeside, DiscoveredMark } from '../reading/discovered-mark.tsx';
import { failingWords, failureTitle, lastReadWords } from '../reading/failure-words.ts';
import { PollButton } from '../reading/poll-button.tsx';
import { barTone } from '../reading/row-tone.ts';
import { Flash } from '../ui/flash.tsx';
import { HeldHeight } from '../ui/held-height.tsx';
import { Quantity } from '../ui/quantity.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { useHeld } from '../ui/use-held.ts';
import { markOf } from '../ui/use-place.ts';
import { nextWords, timesWords } from './poller-words.ts';

type RowsProps = { id: string; probe: ProbeRow; verdict: Verdict; isHere: boolean; columns: number; isHeld: boolean };

/** One probe of one node: how the asking goes, and under it, while it fails, what went wrong. */
export function PollerRows({ id, probe, verdict, isHere, columns, isHeld }: RowsProps) {
  const { own } = useBoardTime();
  const { source, attempt } = probe;
  // Nothing comes between the rows while a mouse is on them: the state says why until there is room.
  const isExplained = useHeld(attempt?.failure != null || probe.backoff !== null || verdict.status === 'stale', isHeld);
  return (
    <tbody>
      <tr id={id} tabIndex={-1} className={barTone(verdict.status)} aria-current={markOf(isHere)}>
        <th scope="row" className="name">
          {source.node} <span className="q small">{addressBeside(probe)}</span>
          <DiscoveredMark probe={probe} />
        </th>
        <td>
          {probe.question}
          {probe.vital ? null : <span className="chip">not vital</span>}
        </td>
        <td className="says" title={verdict.reason}>
          <Flash of={verdict.status} className="state">
            <StatusShape status={verdict.status} small label={verdict.status} />
            <span className={verdict.status === 'ok' ? 'm' : `w ${verdict.status}`}>
              {verdict.status}
              {verdict.status === 'ok' || (attempt?.failure && isExplained) ? '' : `: ${verdict.reason}`}
            </span>
          </Flash>
        </td>
        <td className="n small m">{attempt ? <Ago at={attempt.at} /> : 'never'}</td>
        <td className="n">
          <Quantity {...measureMs(attempt?.tookMs ?? null)} />
        </td>
        <td className="n small m">{nextWords(probe, own.now)}</td>
        <td className="n small m" title={probe.staleAfterWhy ?? 'stale after interval + wait + 2 s'}>
          {timesWords(probe)}
        </td>
        <td className="n">{formatCount(probe.successes)}</td>
        <td className={`n${verdict.status === 'stale' ? ' hatch' : ''}`}>
          <Age probe={probe} wide />
        </td>
        <td className="x">
          <PollButton
            target={{ system: source.system, group: source.group, node: source.node }}
            name={`${source.node}, ${probe.question}`}
            isPlain
          />
        </td>
      </tr>
      {isExplained ? <FailureRow probe={probe} verdict={verdict} columns={columns} isHeld={isHeld} /> : null}
    </tbody>
  );
}

function FailureRow({ probe, verdict, columns, isHeld }: Omit<RowsProps, 'id' | 'isHere'>) {
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const failure = probe.attempt?.failure ?? null;
  const fresh = freshness(probe.newest, probe.staleAfterMs, own);
  const isAhead = fresh.is === 'stale' && fresh.why === 'clocks disagree';
  return (
    <tr className={`why ${barTone(verdict.status)}`}>
      <td colSpan={columns}>
        <HeldHeight isHeld={isHeld}>
          <div className="line">
            {failure ? (
              <p>
                <b className={`w ${verdict.status}`}>{failureTitle(failure.kind)}.</b> {sentence(failure.message)}{' '}
                {sentence(failingWords(probe, own.now, format))} {sentence(lastReadWords(probe, own.now))}{' '}
                <DoctorLink of={probe.source} failure={failure} />
              </p>
            ) : null}
            {!failure && verdict.status === 'stale' ? (
              <p>
                {verdict.reason}. The latest attempt did not fail:{' '}
                {isAhead
                  ? 'compare the clock of this node with that of the machine that runs Vigil.'
                  : 'it is Vigil that does not ask, or is not heard.'}
              </p>
            ) : null}
            {failure?.received ? (
              <p className="received">
                Received: <code>{failure.received}</code>
              </p>
            ) : null}
            {probe.backoff ? (
              <p className="q">
                Asked less often: {probe.backoff.why}
                {probe.nextAt !== null && probe.nextAt > own.now ? `, next in ${formatAge(probe.nextAt - own.now)}` : ''}. “Poll now” does
                not wait.
              </p>
            ) : null}
          </div>
        </HeldHeight>
      </td>
    </tr>
  );
}
