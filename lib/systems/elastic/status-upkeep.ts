import { formatAge } from '../../format/age.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { LifecycleError, LifecycleView, PolicyView, SnapshotPolicy, UpkeepInfo } from './model-data.ts';
import { lifecycleRow, policyRow } from './rows.ts';
import type { ElasticLimits } from './settings.ts';
import { counted, say, summarise, summed } from './status-words.ts';

const HOUR_MS = 3_600_000;

/** Judges snapshots and life cycles, by the newest reading. What cannot be asked is said, and makes nothing worse or better: where neither can it is unknown. */
export function judgeUpkeep([newest]: readonly [Reading<UpkeepInfo>, ...unknown[]], limits: ElasticLimits, now: number): ProbeJudgement {
  const { policies, whyNoPolicies, errors, whyNoErrors, product } = newest.value;
  const isWhole = product.is === 'elasticsearch';
  const named = (policies ?? []).map((policy) => ({ name: policy.name, judged: judgePolicy(policy, { limits, now, isWhole }), policy }));
  const failed = (errors ?? []).map((error) => ({ name: error.index, judged: judgeError(error), error }));
  const untold = [
    ...(policies === null ? [`snapshots not told: ${whyNoPolicies ?? 'nobody says why'}`] : []),
    ...(errors === null ? [`life cycles not told: ${whyNoErrors ?? 'nobody says why'}`] : []),
  ];
  const found = [
    summarise(named, ['snapshot policy', 'snapshot policies'], policies?.length === 0 ? 'no snapshot policy' : 'snapshots made as planned'),
    summarise(failed, ['index', 'indices'], 'no life cycle in error'),
  ];
  const told = [...(policies === null ? [] : found.slice(0, 1)), ...(errors === null ? [] : found.slice(1))];
  const troubles = told.filter(({ status }) => status !== 'ok');
  const judged = told.length === 0 ? say('unknown', '') : summed(troubles, told.map(({ reason }) => reason).join(', '));
  const reason = [judged.reason, ...untold].filter((one) => one !== '').join('; ');
  return {
    judged: { ...judged, reason },
    rows: [
      ...named.map(({ policy, judged: own }) => ({
        id: policyRow(policy.name),
        judged: own,
        value: { kind: 'policy', ...policy } satisfies PolicyView,
      })),
      ...failed.map(({ error, judged: own }) => ({
        id: lifecycleRow(error.index),
        judged: own,
        value: { kind: 'lifecycle', ...error } satisfies LifecycleView,
      })),
    ],
  };
}

type Rules = { limits: ElasticLimits; now: number; isWhole: boolean };

/** `isWhole`: it tells the last success beside a failure that came later, so that none told is none there was. */
function judgePolicy({ lastSuccessAt, lastFailureAt, lastFailure }: SnapshotPolicy, { limits, now, isWhole }: Rules): Judged {
  const { snapshotWarningHours: hours } = limits;
  const why = lastFailure === null ? '' : `: ${lastFailure}`;
  if (lastFailureAt !== null && lastFailureAt > (lastSuccessAt ?? 0)) {
    const before =
      lastSuccessAt === null
        ? isWhole
          ? ', and none was ever made'
          : ''
        : `, the last one was made ${formatAge(now - lastSuccessAt)} ago`;
    return say('warning', `its last snapshot failed ${formatAge(now - lastFailureAt)} ago${before}${why}`, lastFailureAt);
  }
  if (lastSuccessAt === null)
    return isWhole ? say('warning', 'it has never made a snapshot') : say('unknown', 'it does not tell of a snapshot that was made');
  const age = now - lastSuccessAt;
  if (hours !== null && age >= hours * HOUR_MS)
    return say(
      'warning',
      `its last snapshot is ${formatAge(age)} old: the warning limit is ${counted(hours, 'hour')}`,
      lastSuccessAt + hours * HOUR_MS,
    );
  return say('ok', `its last snapshot is ${formatAge(age)} old`);
}

function judgeError({ policy, phase, step, error, failedAt }: LifecycleError): Judged {
  const place = [phase, step].flatMap((one) => one ?? []).join(', ');
  const where = place === '' ? '' : ` at ${place}`;
  return say(
    'warning',
    `its life cycle${policy === null ? '' : ` ${policy}`} is in error${where}${error === null ? '' : `: ${error}`}`,
    failedAt,
  );
}
