'use client';
import Link from 'next/link';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatCount } from '#lib/format/number.ts';
import { sourceId } from '#lib/reading.ts';
import { rollUp } from '#lib/roll-up.ts';
import { judgeProbe } from '#lib/status.ts';
import { Age } from '../reading/age.tsx';
import { worstWords } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { barTone } from '../reading/row-tone.ts';
import { StatusShape } from '../ui/status-shape.tsx';
import { markOf } from '../ui/use-place.ts';
import { timesWords } from './poller-words.ts';

/** Vigil's own probes: what each says of itself in words. Two of the six statuses here make the whole board stale. */
export function OwnPanel({ probes, place }: { probes: readonly ProbeRow[]; place: string }) {
  const { own } = useBoardTime();
  const whole = rollUp(probes, own);
  const { status } = whole.verdict;
  return (
    <section className="panel pollers own" aria-label="Vigil itself">
      <header>
        <h2>
          <StatusShape status={status} label={status} />
          Vigil itself
        </h2>
        <span className={`w ${status} reason`}>{worstWords(whole)}</span>
        <span className="q small">while one of these is stale or critical, so is everything else; a warning is about Vigil alone</span>
        <span className="grow" />
        <Link className="btn plain" href="/about" prefetch={false}>
          What Vigil costs
        </Link>
      </header>
      <div className="scroll pin">
        <table>
          <colgroup>
            {['node', 'said', 'times', 'answers', 'read'].map((id) => (
              <col key={id} className={`c-${id}`} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">Question</th>
              <th scope="col">What it says</th>
              <th scope="col" className="n" title="The interval, how long an answer may take, and the age at which a reading is stale">
                Every / waits / stale
              </th>
              <th scope="col" className="n">
                Answers
              </th>
              <th scope="col" className="n">
                Last read
              </th>
            </tr>
          </thead>
          <tbody>
            {probes.map((probe) => (
              <OwnRow key={sourceId(probe.source)} probe={probe} isHere={place === sourceId(probe.source)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function OwnRow({ probe, isHere }: { probe: ProbeRow; isHere: boolean }) {
  const { own } = useBoardTime();
  const verdict = judgeProbe(probe, own);
  return (
    <tr id={sourceId(probe.source)} tabIndex={-1} className={barTone(verdict.status)} aria-current={markOf(isHere)}>
      <th scope="row" className="name">
        {probe.question}
      </th>
      <td>
        <span className="state">
          <StatusShape status={verdict.status} small label={verdict.status} />
          <span className={verdict.status === 'ok' ? 'm' : `w ${verdict.status}`}>{verdict.reason}</span>
        </span>
      </td>
      <td className="n small m">{timesWords(probe)}</td>
      <td className="n">{formatCount(probe.successes)}</td>
      <td className={`n${verdict.status === 'stale' ? ' hatch' : ''}`}>
        <Age probe={probe} wide />
      </td>
    </tr>
  );
}
