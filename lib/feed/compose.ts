import type { Judgement } from '../judge/judge.ts';
import type { PlanState } from '../poll/poller.ts';
import { known, type Observed } from '../reading.ts';
import type { ProbeRow } from './events.ts';

/** What is configured of a source and does not change while the process runs. */
export type ProbeCard = Pick<
  ProbeRow,
  | 'source'
  | 'question'
  | 'systemTitle'
  | 'groupTitle'
  | 'address'
  | 'host'
  | 'intervalMs'
  | 'timeoutMs'
  | 'staleAfterMs'
  | 'staleAfterWhy'
  | 'vital'
  | 'scope'
  | 'acting'
>;

/** Everything known of a source, put together for the browser: stamps and verdict, never the values of its rows. */
export function composeProbeRow(card: ProbeCard, observed: Observed<unknown>, judgement: Judgement, plan: PlanState | null): ProbeRow {
  return {
    ...card,
    ...known(observed),
    verdict: judgement.verdict,
    counts: judgement.counts,
    nextAt: plan?.nextAt ?? null,
    backoff: plan?.backoff ?? null,
    successes: observed.successes,
  };
}
