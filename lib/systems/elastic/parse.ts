import { ALLOCATION, HEALTH, INDICES, LOAD, MEMBERS, OWN, RECOVERIES, REPORT, SHARDS, UPKEEP, VOLUME } from './model.ts';
import { parseAllocation } from './parse-allocation.ts';
import { parseHealth } from './parse-health.ts';
import { parseIndices } from './parse-indices.ts';
import { parseLoad } from './parse-load.ts';
import { parseMembers } from './parse-members.ts';
import { parseOwn } from './parse-own.ts';
import { parseRecoveries } from './parse-recoveries.ts';
import { parseReport } from './parse-report.ts';
import { parseShards } from './parse-shards.ts';
import { parseUpkeep } from './parse-upkeep.ts';
import { parseVolume } from './parse-volume.ts';

/** How the answer to each probe is read. All throw ParseError. */
export const PARSE = {
  [OWN]: parseOwn,
  [HEALTH]: parseHealth,
  [LOAD]: parseLoad,
  [MEMBERS]: parseMembers,
  [ALLOCATION]: parseAllocation,
  [SHARDS]: parseShards,
  [RECOVERIES]: parseRecoveries,
  [INDICES]: parseIndices,
  [VOLUME]: parseVolume,
  [UPKEEP]: parseUpkeep,
  [REPORT]: parseReport,
} as const;
