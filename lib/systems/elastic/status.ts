import type { Reading } from '../../reading.ts';
import type { ProbeJudgement, StatusInput } from '../../system.ts';
import {
  ALLOCATION,
  type AllocationInfo,
  HEALTH,
  type HealthInfo,
  INDICES,
  LOAD,
  MEMBERS,
  type MembersInfo,
  OWN,
  type OwnInfo,
  RECOVERIES,
  REPORT,
  SHARDS,
  UPKEEP,
  VOLUME,
} from './model.ts';
import type { IndicesInfo, ReportInfo, ShardsInfo, UpkeepInfo } from './model-data.ts';
import type { LoadWindow, VolumeWindow } from './past.ts';
import type { ElasticSettings } from './settings.ts';
import { judgeAllocation } from './status-allocation.ts';
import { judgeHealth } from './status-health.ts';
import { judgeIndices, judgeVolume } from './status-indices.ts';
import { judgeLoad } from './status-load.ts';
import { judgeMembers } from './status-members.ts';
import { judgeOwn } from './status-own.ts';
import { judgeRecoveries, type RecoveryWindow } from './status-recoveries.ts';
import { judgeReport } from './status-report.ts';
import { judgeShards } from './status-shards.ts';
import { judgeUpkeep } from './status-upkeep.ts';

type Input = StatusInput<ElasticSettings>;
type Window<T> = readonly [Reading<T>, ...unknown[]];

/** How each probe is judged. The engine hands back what the probe of that name made, which is what makes the casts sound; older readings are as PAST leaves them. */
const JUDGES: Readonly<Record<string, (window: Window<unknown>, input: Input) => ProbeJudgement>> = {
  [OWN]: (window, { settings }) => judgeOwn(window as Window<OwnInfo>, settings),
  [HEALTH]: (window, { settings }) => judgeHealth(window as Window<HealthInfo>, settings.limits),
  [LOAD]: (window, { settings }) => judgeLoad(window as unknown as LoadWindow, settings.limits),
  [MEMBERS]: (window) => judgeMembers(window as Window<MembersInfo>),
  [ALLOCATION]: (window) => judgeAllocation(window as Window<AllocationInfo>),
  [SHARDS]: (window) => judgeShards(window as Window<ShardsInfo>),
  [RECOVERIES]: (window) => judgeRecoveries(window as unknown as RecoveryWindow),
  [INDICES]: (window) => judgeIndices(window as Window<IndicesInfo>),
  [VOLUME]: (window) => judgeVolume(window as unknown as VolumeWindow),
  [UPKEEP]: (window, { settings, now }) => judgeUpkeep(window as Window<UpkeepInfo>, settings.limits, now),
  [REPORT]: (window) => judgeReport(window as Window<ReportInfo>),
};

/** Judges the readings of any probe of a cluster or of one of its URLs (newest first), row by row and as a whole. */
export function judgeElastic(input: Input): ProbeJudgement {
  const [newest, ...older] = input.window;
  const judge = JUDGES[input.probe];
  if (newest === undefined || judge === undefined)
    return { judged: { status: 'unknown', reason: 'nothing was read', since: null }, rows: [] };
  return withOwnIds(judge([newest, ...older], input));
}

/** Two members of one name are two rows all the same. */
function withOwnIds(judgement: ProbeJudgement): ProbeJudgement {
  const turns = new Map<string, number>();
  const rows = judgement.rows.map((row) => {
    const turn = (turns.get(row.id) ?? 0) + 1;
    turns.set(row.id, turn);
    return turn === 1 ? row : { ...row, id: `${row.id}/${turn}` };
  });
  return { ...judgement, rows };
}
