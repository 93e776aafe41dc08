import type { Reading } from '../../reading.ts';
import { type Judged, STATUSES, type Status } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import { type Indicator, type IndicatorView, indicatorRow, type ReportInfo } from './model.ts';
import { counted, say, summarise } from './status-words.ts';

const STATUS_OF = { green: 'ok', yellow: 'warning', red: 'critical', unknown: 'unknown' } as const satisfies Record<
  Indicator['color'],
  Status
>;

/** What the cluster finds of itself, by the newest reading. It cannot be better than the report says as a whole. */
export function judgeReport([newest]: readonly [Reading<ReportInfo>, ...unknown[]]): ProbeJudgement {
  const { indicators, color } = newest.value;
  const named = indicators.map((indicator) => ({ name: nameOf(indicator), judged: judgeIndicator(indicator), indicator }));
  const found = summarise(named, ['indicator', 'indicators'], `${counted(indicators.length, 'indicator')}, all green`);
  const whole = STATUS_OF[color];
  const isWorse = STATUSES.indexOf(whole) < STATUSES.indexOf(found.status);
  return {
    judged: isWorse ? say(whole, `the report is ${color}: ${found.reason}`) : found,
    rows: named.map(({ indicator, judged }) => {
      const value: IndicatorView = { kind: 'indicator', ...indicator };
      return { id: indicatorRow(indicator.name), judged, value };
    }),
  };
}

function judgeIndicator({ color, symptom }: Indicator): Judged {
  return say(STATUS_OF[color], symptom === null ? color : `${color}: ${symptom}`);
}

function nameOf({ name }: Indicator): string {
  return name.replaceAll('_', ' ');
}
