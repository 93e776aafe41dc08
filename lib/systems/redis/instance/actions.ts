import type { Action } from '../../../acting.ts';
import type { RedisSettings } from '../config.ts';
import { configSet } from './config-set.ts';
import { keyPurge } from './key-purge.ts';
import { killClient, unblockClient } from './kill-client.ts';
import { killClients } from './kill-clients.ts';
import { latencyReset, slowlogReset, statsReset } from './logs.ts';
import { bgsave, configRewrite, memoryPurge } from './upkeep.ts';

/** What an admin can do with one instance and its clients. Who replicates whom is not touched by any of them. */
export const instanceActions: readonly Action<RedisSettings, unknown, unknown>[] = [
  ...[killClient, unblockClient, killClients, configSet, configRewrite],
  ...[slowlogReset, latencyReset, statsReset, memoryPurge, bgsave, keyPurge],
];
