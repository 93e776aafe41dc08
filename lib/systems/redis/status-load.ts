import { formatAge } from '../../format/age.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import type { Judged } from '../../status.ts';
import type { RedisLimits } from './config-limits.ts';
import type { RedisInfo, RedisView } from './model.ts';

/** What is wrong with the room that a node has: for data, and for clients. `rejected` is counted over the readings that are kept. */
export function judgeLoad(info: RedisInfo, rejected: RedisView['rejected'], limits: RedisLimits): Judged[] {
  return [
    ...judgeMemory(info, limits),
    ...judgeClients(info, limits),
    ...judgeBlocked(info, limits),
    ...judgeRejected(info, rejected, limits),
  ];
}

/** Where any key may be evicted a full memory is how a cache is meant to be. */
function judgeMemory({ memory: { usedBytes, maxBytes, policy } }: RedisInfo, limits: RedisLimits): Judged[] {
  if (maxBytes === null || policy?.startsWith('allkeys-')) return [];
  const ratio = usedBytes / maxBytes;
  const words = `${formatBytes(usedBytes)} of ${formatBytes(maxBytes)} of memory, ${percent(ratio)}`;
  const then = policy === 'noeviction' ? 'writes are refused when it is full' : 'only keys that expire are evicted when it is full';
  const say = (status: 'warning' | 'critical', limit: number): Judged[] => [
    { status, reason: `${words}: the ${status} limit is ${percent(limit)}; ${then}`, since: null },
  ];
  const { memoryWarningRatio: warning, memoryCriticalRatio: critical } = limits;
  if (critical !== null && ratio >= critical) return say('critical', critical);
  return warning !== null && ratio >= warning ? say('warning', warning) : [];
}

function judgeClients({ clients, maxClients }: RedisInfo, { clientsWarningRatio: limit }: RedisLimits): Judged[] {
  if (limit === null || maxClients === null || maxClients === 0 || clients < limit * maxClients) return [];
  const words = `${formatCount(clients)} clients of at most ${formatCount(maxClients)}`;
  return [{ status: 'warning', reason: `${words}, ${percent(clients / maxClients)}: the warning limit is ${percent(limit)}`, since: null }];
}

function judgeBlocked({ blockedClients }: RedisInfo, { blockedWarning: limit }: RedisLimits): Judged[] {
  if (limit === null || blockedClients < limit) return [];
  return [{ status: 'warning', reason: `${formatCount(blockedClients)} blocked clients: the warning limit is ${limit}`, since: null }];
}

function judgeRejected({ maxClients }: RedisInfo, rejected: RedisView['rejected'], { rejectedWarning: limit }: RedisLimits): Judged[] {
  if (limit === null || rejected === null || rejected.count < limit) return [];
  const many = `${formatCount(rejected.count)} ${rejected.count === 1 ? 'connection' : 'connections'} rejected in the last ${formatAge(rejected.overMs)}`;
  const most = maxClients === null ? '' : ` (maxclients ${formatCount(maxClients)})`;
  return [{ status: 'warning', reason: `${many}${most}: the warning limit is ${limit}`, since: null }];
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 1_000) / 10} %`;
}
