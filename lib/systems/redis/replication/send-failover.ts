import type { Sent } from '../../../acting.ts';
import { pause } from '../../../io/pause.ts';
import type { RedisActor } from '../actor.ts';
import type { Detail } from './details.ts';
import { SENTINEL_MS, WAIT_MS } from './limits.ts';
import { askInfo, failed, tell } from './tell.ts';

const LOOK_EVERY_MS = 50;

/** What ending a failover may take beyond its own time, in ms. */
const GRACE_MS = 2_000;

/** Tells the master to hand over by itself, and waits until it says that it is a replica. It gives up after its own time and stays the master then. */
export async function sendFailover(actor: RedisActor, detail: Extract<Detail, { is: 'failover' }>, signal: AbortSignal): Promise<Sent> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(WAIT_MS + GRACE_MS)]);
  const sent = await tell(actor, ['FAILOVER', 'TO', detail.host, String(detail.port), 'TIMEOUT', String(WAIT_MS)], bounded);
  if (sent.is !== 'taken') return sent;
  try {
    for (const end = performance.now() + WAIT_MS + GRACE_MS / 2; performance.now() < end; ) {
      const { role } = await askInfo(actor, bounded);
      if (role === 'replica') return { is: 'taken', answer: `${sent.answer}, and it is a replica` };
      await pause(LOOK_EVERY_MS, bounded);
    }
    return {
      is: 'refused',
      answer: `it took the command and is still the master: ${detail.to} did not catch up within ${WAIT_MS / 1_000} s`,
    };
  } catch (error) {
    const { answer } = bounded.aborted ? { answer: 'it gave no answer after that' } : failed(error);
    return { is: 'no answer', answer: `FAILOVER was taken, then: ${answer}` };
  }
}

/** Waits until a master was told by a Sentinel to follow another one. Changes nothing. */
export async function sendSeeReplica(actor: RedisActor, signal: AbortSignal): Promise<Sent> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(SENTINEL_MS)]);
  try {
    for (;;) {
      const { role } = await askInfo(actor, bounded);
      if (role === 'replica') return { is: 'taken', answer: 'it is a replica' };
      await pause(LOOK_EVERY_MS, bounded);
    }
  } catch (error) {
    if (!bounded.aborted) return failed(error);
    return { is: 'no answer', answer: `it was not told within ${SENTINEL_MS / 1_000} s: the Sentinel may still do it, look at the group` };
  }
}
