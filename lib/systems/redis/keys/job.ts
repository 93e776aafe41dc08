import { type AnyJob, defineJob } from '../../../job.ts';
import type { RedisSettings } from '../config.ts';
import { analyseKeys } from './analysis.ts';
import { checkAnalysis, readInput } from './check.ts';
import { compareAnalyses } from './compare.ts';
import type { BigKey, KeyAnalysis, KeyAnalysisInput } from './model.ts';
import { KEY_TABLES } from './tables.ts';

const HOW_TO_ENABLE =
  'no user to analyse as is configured: add analyse: { user, password } to the redis section, the group or the node, and a user with the rights that README.md lists to the server';

/** The analysis of the keys of one node. Names of keys are for those alone who may see details; sums by pattern, type, time to live, encoding and size for all. */
const keyAnalysis = defineJob<RedisSettings, KeyAnalysisInput, KeyAnalysis>({
  name: 'keys',
  title: 'Analysis of keys',
  form: 1,
  unavailable: ({ analyse }) => (analyse === null ? HOW_TO_ENABLE : null),
  read: readInput,
  check: checkAnalysis,
  run: analyseKeys,
  mask: (analysis) => ({ ...analysis, prefixes: null, biggest: analysis.biggest.map(maskBiggest) }),
  compare: compareAnalyses,
  tables: KEY_TABLES,
});

/** What runs long at a Redis. */
export const redisJobs: readonly AnyJob[] = [keyAnalysis];

function maskBiggest({ database, all, byType }: KeyAnalysis['biggest'][number]): KeyAnalysis['biggest'][number] {
  return { database, all: all.map(maskKey), byType: byType.map(({ type, keys }) => ({ type, keys: keys.map(maskKey) })) };
}

function maskKey(key: BigKey): BigKey {
  return { ...key, name: null, isCut: false };
}
