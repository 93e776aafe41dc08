import { formatAge } from '../../format/age.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { RecoveriesInfo, Recovery, RecoveryView } from './model-data.ts';
import { recoveryRow } from './rows.ts';
import { counted, say, summarise } from './status-words.ts';

export type RecoveryWindow = readonly [Reading<RecoveriesInfo>, ...Reading<RecoveriesInfo>[]];

/** The stage in which files are copied. */
const COPYING = 'INDEX';

/** For how long no byte may come to a copy that is being made. */
const STILL_MS = 30_000;

/** The copies that are being made, and how fast by all readings that are kept. */
export function judgeRecoveries(window: RecoveryWindow): ProbeJudgement {
  const { recoveries, isAsked } = window[0].value;
  const named = recoveries.map((recovery) => {
    const pace = paceOf(recovery, window);
    const view: RecoveryView = { kind: 'recovery', ...recovery, percent: percentOf(recovery), ...pace.shown };
    return { name: `${recovery.index} ${recovery.number}`, judged: judgeOne(view, pace.stillMs), view };
  });
  const well = isAsked ? `${counted(recoveries.length, 'copy', 'copies')} being made` : 'nothing moves';
  return {
    judged: summarise(named, ['recovery', 'recoveries'], well),
    rows: named.map(({ view, judged }) => ({ id: recoveryRow(view), judged, value: view })),
  };
}

function judgeOne({ stage, from, to, percent, leftMs, totalBytes }: RecoveryView, stillMs: number): Judged {
  const way = `${from === null ? '' : `from ${from} `}to ${to ?? 'a member that is not told'}`;
  if (stage === COPYING && stillMs >= STILL_MS)
    return say('warning', `${way}: no byte came for ${formatAge(stillMs)}, the warning limit is ${formatAge(STILL_MS)}`);
  const done = percent === null ? '' : `, ${formatCount(Math.floor(percent))} % of ${formatBytes(totalBytes)}`;
  return say('ok', `${way}${done}${leftMs === null ? '' : `, about ${formatAge(leftMs)} left`}`);
}

/** How fast it goes, and for how long nothing has come, by the readings in which it is the same recovery. */
function paceOf(recovery: Recovery, window: RecoveryWindow): { shown: Pick<RecoveryView, 'bytesPerSecond' | 'leftMs'>; stillMs: number } {
  const id = recoveryRow(recovery);
  const run = window.flatMap(({ value, observedAt }) => {
    const own = value.recoveries.find((one) => recoveryRow(one) === id && one.startedAt === recovery.startedAt);
    return own === undefined || own.recoveredBytes === null ? [] : [{ at: observedAt, bytes: own.recoveredBytes }];
  });
  const [newest, oldest] = [run[0], run.at(-1)];
  if (newest === undefined || oldest === undefined || newest.at <= oldest.at || newest.bytes < oldest.bytes)
    return { shown: { bytesPerSecond: null, leftMs: null }, stillMs: 0 };
  const bytesPerSecond = ((newest.bytes - oldest.bytes) * 1_000) / (newest.at - oldest.at);
  const still = run.filter(({ bytes }) => bytes === newest.bytes).at(-1) ?? newest;
  const left = recovery.totalBytes === null ? null : Math.max(0, recovery.totalBytes - newest.bytes);
  const leftMs = left === null || bytesPerSecond <= 0 ? null : (left / bytesPerSecond) * 1_000;
  return { shown: { bytesPerSecond, leftMs }, stillMs: newest.at - still.at };
}

function percentOf({ totalBytes, recoveredBytes }: Recovery): number | null {
  if (totalBytes === null || recoveredBytes === null) return null;
  return totalBytes <= 0 ? 100 : Math.min(100, (recoveredBytes / totalBytes) * 100);
}
