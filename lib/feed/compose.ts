import type { Judgement } from '../judge/judge.ts';
import type { PlanState } from '../poll/poller.ts';
import { known, type Observed } from '../reading.ts';
import type { KeyFigureRow, ProbeRow } from './events.ts';

/** What is configured of a source and does not change while the process runs. */
export type ProbeCard = Pick<
  ProbeRow,
  | 'source'
  | 'question'
  | 'systemTitle'
  | 'groupTitle'
  | 'address'
  | 'host'
  | 'tags'
  | 'notes'
  | 'discovered'
  | 'intervalMs'
  | 'timeoutMs'
  | 'staleAfterMs'
  | 'staleAfterWhy'
  | 'vital'
  | 'scope'
  | 'acting'
  | 'isAside'
>;

/** What the engine made of the readings of a source. */
export type Made = { judgement: Judgement; heldSince: number | null; keyFigures: readonly KeyFigureRow[]; plan: PlanState | null };

/** Everything known of a source, put together for the browser: stamps and verdict, never the values of its rows. */
export function composeProbeRow(card: ProbeCard, observed: Observed<unknown>, made: Made): ProbeRow {
  const { judgement, heldSince, keyFigures, plan } = made;
  return {
    ...card,
    ...known(observed),
    verdict: judgement.verdict,
    counts: judgement.counts,
    nextAt: plan?.nextAt ?? null,
    backoff: plan?.backoff ?? null,
    successes: observed.successes,
    heldSince,
    keyFigures,
  };
}
