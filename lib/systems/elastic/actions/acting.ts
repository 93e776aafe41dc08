import { type Acting, defineActing } from '../../../acting.ts';
import { closeActor, connectActor, type ElasticActor } from '../actor.ts';
import { HEALTH } from '../model.ts';
import type { ElasticSettings } from '../settings.ts';
import { setAllocation, setRebalance } from './allocation.ts';
import { drain, endDrain } from './drain.ts';
import { HOW_TO_ENABLE } from './found.ts';
import { clearCache, flushIndex, liftBlock, refreshIndex } from './index-upkeep.ts';
import { retryLifecycle, runSnapshot } from './lifecycle.ts';
import { moveShard, retryFailed } from './reroute.ts';
import { cancelTask } from './tasks.ts';

/** What an admin can do with a cluster. Nothing of it loses data: no empty or stale primary is allocated, no index closed or deleted. */
export const elasticActing: Acting<ElasticSettings> = defineActing<ElasticSettings, ElasticActor>({
  probe: HEALTH,
  connect: connectActor,
  close: closeActor,
  howToEnable: HOW_TO_ENABLE,
  actions: [
    ...[drain, endDrain, setAllocation, setRebalance, retryFailed, moveShard],
    ...[flushIndex, refreshIndex, clearCache, liftBlock, cancelTask, retryLifecycle, runSnapshot],
  ],
});
