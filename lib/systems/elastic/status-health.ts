import { formatAge } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { ClusterView, HealthInfo, ShardCounts } from './model.ts';
import { CLUSTER_ROW } from './rows.ts';
import type { ElasticLimits } from './settings.ts';
import { counted, say, summed } from './status-words.ts';

/** Judges the cluster by its own health, in its newest reading: its colour, and whether its master keeps up. */
export function judgeHealth([newest]: readonly [Reading<HealthInfo>, ...unknown[]], limits: ElasticLimits): ProbeJudgement {
  const { value } = newest;
  const judged = summed([...judgeColor(value), ...judgeTimeout(value), ...judgePending(value, limits)], wellWords(value));
  const view: ClusterView = { kind: 'cluster', ...value };
  return { judged, rows: [{ id: CLUSTER_ROW, judged, value: view }] };
}

function judgeColor({ color, shards }: HealthInfo): Judged[] {
  switch (color) {
    case 'green':
      return [];
    case 'yellow':
      return [say('warning', `yellow: ${yellowWords(shards)}, nothing is lost while their primaries live`)];
    case 'red':
      return [say('critical', `red: ${redWords(shards)}: part of the data cannot be read or written`)];
  }
}

/** While it is yellow all primaries are active, so that what is not assigned are replicas. */
function yellowWords({ unassigned, initializing, delayed }: ShardCounts): string {
  const late =
    delayed === null || delayed === 0
      ? ''
      : ` (${delayed === 1 ? '1 waits for its' : `${formatCount(delayed)} wait for their`} member to come back)`;
  const words = [
    ...(unassigned === 0 ? [] : [`${counted(unassigned, 'replica')} ${areIs(unassigned)} not assigned${late}`]),
    ...(initializing === 0 ? [] : [`${counted(initializing, 'copy', 'copies')} ${areIs(initializing)} being made`]),
  ];
  return words.length === 0 ? 'some replicas are not active' : words.join(', ');
}

/** Before 8.16 it is not told how many of them are primaries. */
function redWords({ unassigned, unassignedPrimary, initializing }: ShardCounts): string {
  if (unassignedPrimary !== null && unassignedPrimary > 0)
    return `${counted(unassignedPrimary, 'primary shard')} ${areIs(unassignedPrimary)} not assigned`;
  const words = [
    ...(unassigned === 0 || unassignedPrimary === 0 ? [] : [`${formatCount(unassigned)} not assigned`]),
    ...(initializing === 0 ? [] : [`${formatCount(initializing)} being made`]),
  ];
  const which = words.length === 0 ? '' : `, of ${words.join(' and ')}`;
  return `at least one primary shard is not active${which}`;
}

function judgeTimeout({ isTimedOut }: HealthInfo): Judged[] {
  return isTimedOut ? [say('warning', 'its master did not get to answer in time: the health is told without what waits there')] : [];
}

function judgePending({ pendingTasks, oldestPendingMs }: HealthInfo, limits: ElasticLimits): Judged[] {
  const { pendingWarning: most, pendingWarningSeconds: longest } = limits;
  const many = pendingTasks !== null && most !== null && pendingTasks >= most;
  const old = oldestPendingMs !== null && longest !== null && oldestPendingMs >= longest * 1_000;
  const wait = 'of changes that the master is to make, mappings and indices among them';
  return [
    ...(many ? [say('warning', `${counted(pendingTasks, 'pending task')} ${wait}: the warning limit is ${formatCount(most)}`)] : []),
    ...(old ? [say('warning', `its oldest pending task waits for ${formatAge(oldestPendingMs)}: the warning limit is ${longest} s`)] : []),
  ];
}

function wellWords({ nodes, shards }: HealthInfo): string {
  const moving = shards.relocating === 0 ? '' : `, ${formatCount(shards.relocating)} on the move`;
  return `green: ${counted(nodes, 'member')}, ${counted(shards.active, 'shard')}${moving}`;
}

function areIs(count: number): string {
  return count === 1 ? 'is' : 'are';
}
