import type { Reading } from '../../reading.ts';
import { defineProbe, defineSystem } from '../../system.ts';
import type { RedisSettings } from './config.ts';
import { closeRedis, connectRedis, fetchInfo, type RedisNode } from './fetch.ts';
import { keyFigures } from './key-figures.ts';
import type { RedisInfo, RedisView } from './model.ts';
import { parseRedis, type RawAnswer } from './parse.ts';
import { redisQuestions } from './questions.ts';
import { judgeRedis } from './status.ts';
import { subjectOf } from './subject.ts';
import { witnessGroup } from './witness.ts';

const info = defineProbe<RedisSettings, RedisNode, RawAnswer, RedisInfo>({
  name: 'info',
  question: 'INFO and ROLE',
  vital: true,
  // A minute of them by default: what was rejected or evicted in it is counted.
  keep: 12,
  round: true,
  times: ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }),
  fetch: fetchInfo,
  parse: (raw) => ({ value: parseRedis(raw), producedAt: null }),
});

/** Redis, read by INFO and ROLE of each node, over one connection a node. */
export const redis = defineSystem<RedisSettings, RedisNode>({
  name: 'redis',
  title: 'Redis',
  knock: 'info',
  probes: [info],
  connect: connectRedis,
  close: closeRedis,
  status: ({ window, settings }) => judgeRedis(window.map(asInfo), settings),
  witness: witnessGroup,
  keyFigures: ({ window }) => keyFigures(window.map(asInfo)),
  subjectOf: ({ value }) => subjectOf(value as RedisView),
  // The page shows all that a reading holds.
  figures: () => null,
  questions: redisQuestions,
  acting: null,
});

// The engine hands back what the probe made.
function asInfo(reading: Reading<unknown>): Reading<RedisInfo> {
  return reading as Reading<RedisInfo>;
}
