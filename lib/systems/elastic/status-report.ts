import type { Reading } from '../../reading.ts';
import { isWorse, type Judged, type Status, worst } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { Indicator, IndicatorView, ReportInfo } from './model-data.ts';
import { COVERED } from './report-covered.ts';
import { indicatorRow } from './rows.ts';
import { counted, say, summarise } from './status-words.ts';

const STATUS_OF = { green: 'ok', yellow: 'warning', red: 'critical', unknown: 'unknown' } as const satisfies Record<
  Indicator['color'],
  Status
>;

/**
 * What the cluster finds of itself, by the newest reading. It cannot be better than the report says as a whole; but what Vigil reads itself, and sooner, counts there alone: a report is asked for
 * seldom, and would go on being red when nothing is any more.
 */
export function judgeReport([newest]: readonly [Reading<ReportInfo>, ...unknown[]]): ProbeJudgement {
  const { indicators, color } = newest.value;
  const named = indicators.map((indicator) => ({ name: nameOf(indicator), judged: judgeIndicator(indicator), indicator }));
  const counting = named.filter(({ indicator }) => !COVERED.includes(indicator.name));
  const elsewhere = named.filter(({ indicator }) => COVERED.includes(indicator.name) && indicator.color !== 'green');
  const found = summarise(counting, ['indicator', 'indicators'], `${counted(counting.length, 'indicator')}, all green`);
  const isExplained = !isWorse(STATUS_OF[color], worst(named.map(({ judged }) => judged.status)));
  const judged = isExplained ? found : say(STATUS_OF[color], `the report is ${color}: ${found.reason}`);
  const besides = elsewhere.map(({ name, indicator }) => `; ${name} ${indicator.color}, which is judged by its own readings`).join('');
  return {
    judged: { ...judged, reason: judged.reason + besides },
    rows: named.map(({ indicator, judged: own }) => {
      const value: IndicatorView = { kind: 'indicator', ...indicator };
      return { id: indicatorRow(indicator.name), judged: own, value };
    }),
  };
}

function judgeIndicator({ color, symptom }: Indicator): Judged {
  return say(STATUS_OF[color], symptom === null ? color : `${color}: ${symptom}`);
}

function nameOf({ name }: Indicator): string {
  return name.replaceAll('_', ' ');
}
