import type { ReactNode } from 'react';
import { isSilence } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatSpan } from '#lib/format/time.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import { isOutOfRollUp, judgeProbe } from '#lib/status.ts';
import { sentence } from '#lib/text/sentence.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { DoctorLink } from '../doctor/doctor-link.tsx';
import { Void } from '../ui/void.tsx';
import { clocksApart, failingWords, failureTitle, lastReadWords } from './failure-words.ts';

type TroubleProps = {
  probe: ProbeRow;
  moment: Moment;
  action: ReactNode;
  /** The question stands in the title: its node has others. */
  isNamed?: boolean;
  /** With the question the name of its node, where several nodes are told of together. */
  isAmongNodes?: boolean;
};

/** Why a probe has no trustworthy values: what happened, where, since when, what to do. Nothing while its values can be trusted. */
export function ProbeTrouble(props: TroubleProps) {
  const { probe, moment } = props;
  const fresh = freshness(probe.newest, probe.staleAfterMs, moment);
  const failure = probe.attempt?.failure ?? null;
  // Silence that is not yet stale is said beside the age: the values still stand.
  if (failure && !(isSilence(failure) && fresh.is === 'fresh')) return <Failed {...props} />;
  if (fresh.is === 'never') return <NeverRead {...props} />;
  if (fresh.is === 'stale' && fresh.why === 'clocks disagree') return <ClocksDisagree {...props} />;
  return null;
}

function Failed({ probe, moment, action, isNamed, isAmongNodes }: TroubleProps) {
  const format = useTimeFormat();
  const failure = probe.attempt?.failure;
  if (!failure) return null;
  const { now } = moment;
  const { status } = judgeProbe(probe, moment);
  const where = failure.message.includes(probe.address) ? '' : `Asked at ${probe.address}. `;
  const title = `${failureTitle(failure.kind)}${isNamed ? `: ${probe.question}` : ''}${isAmongNodes ? ` at ${probe.source.node}` : ''}`;
  const next = probe.nextAt !== null && probe.nextAt > now ? ` Next try in ${formatAge(probe.nextAt - now)}.` : '';
  return (
    <Void status={status} title={title} received={failure.received} action={action}>
      {sentence(failure.message)} {where}
      {isOutOfRollUp(probe) ? 'Nothing else of this node is affected, and it does not count against it.' : null}
      <DoctorLink of={probe.source} failure={failure} />
      {/* What ticks has a line of its own: it must not move the words around it from line to line. */}
      <br />
      {sentence(failingWords(probe, now, format))} {sentence(lastReadWords(probe, now))}
      {next}
    </Void>
  );
}

/** What was read bears a time that has not come yet: its age cannot be told, so that it counts as stale. */
function ClocksDisagree({ probe, moment, action }: TroubleProps) {
  return (
    <Void status={judgeProbe(probe, moment).status} title="Clocks disagree" action={action}>
      What {probe.source.node} said is {clocksApart(probe, moment)}: how old it is cannot be told. Compare the clock of {probe.address} with
      that of the machine that runs Vigil.
    </Void>
  );
}

function NeverRead({ probe, moment, action }: TroubleProps) {
  const format = useTimeFormat();
  const verdict = judgeProbe(probe, moment);
  if (verdict.status === 'stale') {
    return (
      <Void status="stale" title="Never read" action={action}>
        {probe.address}: {verdict.reason}.
      </Void>
    );
  }
  if (!probe.asked) {
    const when =
      probe.nextAt === null ? 'The first poll is not due yet.' : `The first poll is due at ${format.moment(probe.nextAt, moment.now)}.`;
    return (
      <Void status="unknown" title="Not asked yet" action={action} isRunning>
        {when}
      </Void>
    );
  }
  return (
    <Void status="unknown" title="First poll under way" isRunning>
      Asked {probe.address} {formatAge(moment.now - probe.asked.since)} ago, waits up to {formatSpan(probe.timeoutMs)} for an answer.
    </Void>
  );
}
