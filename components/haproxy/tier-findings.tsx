'use client';
import { EVENT_KEPT_MS, type Finding, type NodeEvent } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Source } from '#lib/reading.ts';
import { worst } from '#lib/status.ts';
import { useTimeFormat } from '../display/display-context.tsx';
import { useFindingsIn, useLastEvent } from '../findings/use-findings.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { ToldText } from '../reading/told-text.tsx';

/** In the head of a tier: what its instances disagree about and what a restart undid, counted; nothing where there is nothing. */
export function TierFindings({ system, group }: Pick<Source, 'system' | 'group'>) {
  const wrong = useFindingsIn({ system, group }).filter(({ verdict }) => verdict.status !== 'ok');
  if (wrong.length === 0) return null;
  const status = worst(wrong.map(({ verdict }) => verdict.status));
  return (
    <span
      className={`w ${status} reason`}
      title={wrong.map(({ title, subject, verdict }) => `${title}: ${subject}, ${verdict.reason}`).join('\n')}
    >
      {tierWords(wrong)}
    </span>
  );
}

/** Beside the name of an instance: that it is on standby, and when it was last restarted or reloaded. */
export function NodeRemarks({ source }: { source: Source }) {
  const findings = useFindingsIn(source);
  const event = useLastEvent(source);
  const { own } = useBoardTime();
  const format = useTimeFormat();
  const remarks = findings.filter(({ verdict, nodes }) => verdict.status === 'ok' && nodes.includes(source.node));
  const isRecent = event !== null && own.now - event.to < EVENT_KEPT_MS;
  return (
    <>
      {remarks.map(({ id, title, told }) => (
        <span key={id} className="q small">
          {title.toLowerCase()}: <ToldText told={told} />
        </span>
      ))}
      {isRecent ? (
        <span className="w warning small" title={`${event.words} ${whenWords(event, format.full)}`}>
          {event.words.replace(/,$/, '')} {formatAge(own.now - event.to)} ago
        </span>
      ) : null}
    </>
  );
}

/** "at 14:02:05" where the source tells when it was, else "between" two readings. */
function whenWords({ from, to }: Pick<NodeEvent, 'from' | 'to'>, full: (at: number) => string): string {
  return from === to ? `at ${full(to)}` : `between ${full(from)} and ${full(to)}`;
}

function tierWords(findings: readonly Finding[]): string {
  const of = (kind: string) => findings.filter((finding) => finding.kind === kind);
  const servers = new Set(of('disagreement').flatMap(({ host }) => (host === null ? [] : [host]))).size;
  const others = of('disagreement').filter(({ host }) => host === null).length;
  const about = [...(servers > 0 ? [counted(servers)] : []), ...(others > 0 ? ['which servers and proxies there are'] : [])].join(' and ');
  const back = of('put back').length;
  return [
    ...(about === '' ? [] : [`instances disagree about ${about}`]),
    ...(back > 0 ? [`${counted(back)} put back past Vigil`] : []),
    ...(of('timer').length > 0
      ? [`${formatCount(of('timer').length)} ${of('timer').length === 1 ? 'timer' : 'timers'} did not put back`]
      : []),
    ...of('own error').map(({ verdict }) => verdict.reason),
  ].join(', ');
}

function counted(servers: number): string {
  return `${formatCount(servers)} ${servers === 1 ? 'server' : 'servers'}`;
}
