import type { Reading } from '../../reading.ts';
import { defineProbe, defineSystem, type ProbeJudgement, type StatusInput } from '../../system.ts';
import { redisActing } from './actions.ts';
import { fetchCluster, type RawCluster } from './cluster/fetch.ts';
import type { ClusterInfo, ClusterView } from './cluster/model.ts';
import { parseCluster } from './cluster/parse.ts';
import { judgeCluster } from './cluster/status.ts';
import type { RedisSettings } from './config.ts';
import { redisDiscovery } from './discover.ts';
import { redisDoctor } from './doctor.ts';
import { closeRedis, connectRedis, fetchInfo, type RedisNode } from './fetch.ts';
import { happenedTo } from './happened.ts';
import { KEY_FIGURES, keyValues } from './key-figures.ts';
import { redisJobs } from './keys/job.ts';
import type { RedisInfo, RedisView } from './model.ts';
import { parseRedis, type RawAnswer } from './parse.ts';
import { redisQuestions } from './questions.ts';
import { ROW_SERIES } from './row-series.ts';
import { ROW_FIGURES, trendValues } from './row-trend.ts';
import { fetchSentinel, type RawSentinel } from './sentinel/fetch.ts';
import type { SentinelInfo, SentinelView } from './sentinel/model.ts';
import { parseSentinel } from './sentinel/parse.ts';
import { judgeSentinel } from './sentinel/status.ts';
import { judgeRedis } from './status.ts';
import { subjectOf } from './subject.ts';
import { witnessGroup } from './witness.ts';
import { CLUSTER, INFO, SENTINEL } from './witness-parties.ts';

const info = defineProbe<RedisSettings, RedisNode, RawAnswer, RedisInfo>({
  name: INFO,
  question: 'INFO and ROLE',
  vital: true,
  // A minute of them by default: what was rejected or evicted in it is counted.
  keep: 12,
  round: true,
  isAsked: ({ kind }) => kind === 'data',
  times: ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }),
  fetch: fetchInfo,
  parse: (raw) => ({ value: parseRedis(raw), producedAt: null }),
});

const sentinel = defineProbe<RedisSettings, RedisNode, RawSentinel, SentinelInfo>({
  name: SENTINEL,
  question: 'INFO and SENTINEL',
  vital: true,
  // An earlier one is compared with.
  keep: 3,
  round: true,
  isAsked: ({ kind }) => kind === 'sentinel',
  times: ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }),
  fetch: fetchOwnSentinel,
  parse: (raw) => ({ value: parseSentinel(raw), producedAt: null }),
});

const cluster = defineProbe<RedisSettings, RedisNode, RawCluster, ClusterInfo>({
  name: CLUSTER,
  question: 'CLUSTER INFO and NODES',
  vital: false,
  // An earlier one is compared with.
  keep: 3,
  round: true,
  isAsked: ({ isCluster }) => isCluster,
  isAside: true,
  times: ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }),
  fetch: fetchCluster,
  parse: (raw) => ({ value: parseCluster(raw), producedAt: null }),
});

/** Redis, read by INFO and ROLE of each node, over one connection a node. */
export const redis = defineSystem<RedisSettings, RedisNode>({
  name: 'redis',
  title: 'Redis',
  knock: INFO,
  probes: [info, sentinel, cluster],
  connect: connectRedis,
  close: closeRedis,
  status: judge,
  witness: witnessGroup,
  discovery: redisDiscovery,
  happened: ({ probe, window }) => (probe === INFO ? happenedTo(window.map(asInfo)) : []),
  keyFigures: [{ probe: INFO, figures: KEY_FIGURES, valuesOf: ({ window }) => keyValues(window.map(asInfo)) }],
  rowTrends: { probes: [INFO], figures: ROW_FIGURES, valuesOf: ({ value }) => trendValues(value as RedisView) },
  rowSeries: ROW_SERIES,
  subjectOf: ({ value }) => subjectOf(value as RedisView | SentinelView | ClusterView),
  // The page shows all that a reading holds.
  figures: () => null,
  questions: redisQuestions,
  jobs: redisJobs,
  acting: redisActing,
  doctor: redisDoctor,
});

function judge({ probe, window, settings }: StatusInput<RedisSettings>): ProbeJudgement {
  if (probe === SENTINEL) return judgeSentinel(window.map(asSentinel), settings);
  // The engine hands back what the probe made.
  return probe === CLUSTER ? judgeCluster(window as readonly Reading<ClusterInfo>[], settings) : judgeRedis(window.map(asInfo), settings);
}

function fetchOwnSentinel(node: RedisNode, signal: AbortSignal): Promise<RawSentinel> {
  if (node.set === null) throw new Error('a Sentinel of no set');
  return fetchSentinel(node, node.set, signal);
}

// The engine hands back what the probe made.
function asInfo(reading: Reading<unknown>): Reading<RedisInfo> {
  return reading as Reading<RedisInfo>;
}

function asSentinel(reading: Reading<unknown>): Reading<SentinelInfo> {
  return reading as Reading<SentinelInfo>;
}
