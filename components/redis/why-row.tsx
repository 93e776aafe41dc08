'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Verdict } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { PlannedNote } from '../issues/planned-note.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { PollButton } from '../reading/poll-button.tsx';
import { ProbeTrouble } from '../reading/probe-trouble.tsx';
import { SinceWords } from '../reading/since-words.tsx';
import { Flash } from '../ui/flash.tsx';

/** Why a node is not ok and since when, or why it is not read. Nothing while all is well. */
export function WhyRow({ probe, verdict, width }: { probe: ProbeRow; verdict: Verdict; width: number }) {
  const { board } = useBoardTime();
  const { system, group, node } = probe.source;
  const target = { system, group, node };
  const poll = <PollButton target={target} name={node} isPlain />;
  const isTrusted = isReliedOn(probe, board);
  // Why it is not read stands below, with what was tried.
  const isSaid = verdict.status !== 'ok' && verdict.reason !== probe.attempt?.failure?.message;
  return (
    <tr className="why">
      <td colSpan={width}>
        <div className="line">
          {isSaid ? (
            <span className="reason">
              <Flash of={verdict.status} className={`w ${verdict.status}`}>
                {verdict.status}
              </Flash>{' '}
              <SinceWords since={verdict.since} />: {sentence(verdict.reason)} {isTrusted ? poll : null}
            </span>
          ) : null}
          <PlannedNote place={{ ...target, host: probe.host }} />
          <ProbeTrouble probe={probe} moment={board} action={poll} />
        </div>
      </td>
    </tr>
  );
}
