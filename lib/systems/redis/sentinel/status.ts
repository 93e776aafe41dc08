import { formatAge } from '../../../format/age.ts';
import { formatCount } from '../../../format/number.ts';
import type { Reading } from '../../../reading.ts';
import { type Judged, STATUSES } from '../../../status.ts';
import type { ProbeJudgement } from '../../../system.ts';
import { formatAddress } from '../address.ts';
import type { RedisSettings } from '../config.ts';
import type { SentinelSet } from './config.ts';
import type { SentinelInfo, SentinelView, WatchedSet } from './model.ts';

/** Judges a Sentinel by the newest of its readings: whether it can do what it is there for. What it says of its master is its view, and no verdict on the master. */
export function judgeSentinel([newest]: readonly Reading<SentinelInfo>[], settings: RedisSettings): ProbeJudgement {
  const { set } = settings;
  if (!newest || set === null) return { judged: { status: 'unknown', reason: 'nothing was read', since: null }, rows: [] };
  const judged = judge(newest, set);
  return { judged, rows: [{ id: 'sentinel', judged, value: viewOf(newest, settings, set) }] };
}

function viewOf({ value, observedAt }: Reading<SentinelInfo>, { name, address }: RedisSettings, set: SentinelSet): SentinelView {
  const { uptimeSeconds, ...shown } = value;
  const startedAt = (Math.floor(observedAt / 1_000) - uptimeSeconds) * 1_000;
  return { ...shown, name, address, set: set.name, configured: set.sentinels, isDiscovering: set.isDiscovering, startedAt };
}

function judge({ value, observedAt }: Reading<SentinelInfo>, set: SentinelSet): Judged {
  const { watched, sets } = value;
  if (watched === null) {
    const others = sets.length === 0 ? 'it watches nothing' : `it watches ${sets.join(', ')}`;
    return { status: 'critical', reason: `knows no master by the name ${set.name}: ${others}; compare sentinels.master`, since: null };
  }
  const troubles = [
    ...judgeTilt(value, observedAt),
    ...judgeMaster(watched, observedAt),
    ...judgeQuorum(watched),
    ...judgeOthers(watched, set),
    ...judgePending(watched, set),
  ];
  const [worst, ...others] = troubles.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  if (worst) return { ...worst, reason: [worst, ...others].map(({ reason }) => reason).join('; ') };
  const known = watched.others + 1;
  return {
    status: 'ok',
    reason: `watches ${set.name} at ${formatAddress(watched.master)}: ${watched.quorum} of ${known} have to agree that it is down`,
    since: null,
  };
}

// One of several: that too few are left is what the group proves together.
function judgeTilt({ tilt }: SentinelInfo, observedAt: number): Judged[] {
  if (tilt === null) return [];
  const since = tilt.forSeconds === null ? null : (Math.floor(observedAt / 1_000) - tilt.forSeconds) * 1_000;
  const reason = 'is in TILT: its clock jumped or it was held up, and it does nothing until 30 s have passed without that';
  return [{ status: 'warning', reason, since }];
}

function judgeMaster({ master, failover, downAfterMs }: WatchedSet, observedAt: number): Judged[] {
  const at = formatAddress(master);
  const since = master.downMs === null ? null : Math.floor((observedAt - master.downMs) / 1_000) * 1_000;
  const say = (status: Judged['status'], reason: string): Judged => ({ status, reason, since });
  const after = formatAge(downAfterMs);
  const down = master.flags.includes('o_down')
    ? [say('critical', `agrees with others that its master ${at} is down (o_down): without a failover nothing is written`)]
    : master.flags.includes('s_down')
      ? [say('warning', `has no answer of its master ${at} for longer than ${after} (s_down); the others do not agree yet`)]
      : master.flags.includes('disconnected')
        ? [say('warning', `is not connected to its master ${at}`)]
        : [];
  const step = failover === null ? '' : ` (${failover})`;
  const isMoving = failover !== null || master.flags.includes('failover_in_progress');
  return [...down, ...(isMoving ? [say('warning', `a failover is under way${step}`)] : [])];
}

function judgeQuorum({ check, quorum, others }: WatchedSet): Judged[] {
  if (check === null) {
    const reason = 'does not tell whether a quorum can be reached: its user needs +sentinel|ckquorum';
    return [{ status: 'unknown', reason, since: null }];
  }
  if (check.isReachable) return [];
  // What follows its first sentence stands on the page of the Sentinel.
  const [first = ''] = check.words.split(/\.(?:\s|$)/);
  const reason = `no failover is possible by its own word: ${first} (${quorum} have to agree, it knows ${others + 1})`;
  return [{ status: 'critical', reason, since: null }];
}

function judgeOthers({ others }: WatchedSet, { sentinels, isDiscovering }: SentinelSet): Judged[] {
  const known = others + 1;
  // One that was discovered is asked itself, and says by its silence that it is gone.
  if (known === sentinels || (known > sentinels && isDiscovering)) return [];
  const say = (reason: string): Judged[] => [{ status: 'warning', reason, since: null }];
  return known < sentinels
    ? say(`knows ${counted(known)}, itself included, and ${sentinels} are configured here`)
    : say(
        `knows ${counted(known)}, itself included, and only ${sentinels} are configured here: one that is gone for good still counts for the majority until SENTINEL RESET`,
      );
}

function judgePending({ pendingCommands }: WatchedSet, { limits: { pendingWarning: limit } }: SentinelSet): Judged[] {
  if (limit === null || pendingCommands < limit) return [];
  const reason = `${formatCount(pendingCommands)} commands to its master wait for an answer: the warning limit is ${limit}`;
  return [{ status: 'warning', reason, since: null }];
}

function counted(count: number): string {
  return count === 1 ? 'one Sentinel' : `${formatCount(count)} Sentinels`;
}
