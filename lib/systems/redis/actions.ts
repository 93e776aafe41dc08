import { type Acting, defineActing } from '../../acting.ts';
import { connectActor, HOW_TO_ENABLE, type RedisActor } from './actor.ts';
import type { RedisSettings } from './config.ts';
import { instanceActions } from './instance/actions.ts';
import { replicationActions } from './replication/actions.ts';

/** What an admin can do with Redis: with one instance and its clients, and with who replicates whom. */
export const redisActing: Acting<RedisSettings> = defineActing<RedisSettings, RedisActor>({
  probe: 'info',
  connect: connectActor,
  close: (actor) => actor.close(),
  howToEnable: HOW_TO_ENABLE,
  actions: [...instanceActions, ...replicationActions],
});
