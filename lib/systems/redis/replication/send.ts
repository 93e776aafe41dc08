import type { Others, Sent, Step } from '../../../acting.ts';
import { FetchError } from '../../../failure.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/number.ts';
import { pause } from '../../../io/pause.ts';
import type { RedisActor } from '../actor.ts';
import type { RedisInfo } from '../model.ts';
import { type Detail, detailOf } from './details.ts';
import { PAUSE_MS, PROMOTE_MS, WAIT_MS } from './limits.ts';
import { sendCheck } from './send-check.ts';
import { sendFailover, sendSeeReplica } from './send-failover.ts';
import { askInfo, failed, tell, tellSurely } from './tell.ts';

/** Between two looks at a replica that is catching up, in ms. */
const LOOK_EVERY_MS = 20;

/** What a step is sent with: the node itself, the other one that it is compared with, and when to end. */
type Given<Is extends Detail['is']> = {
  actor: RedisActor;
  detail: Extract<Detail, { is: Is }>;
  other: RedisActor | null;
  signal: AbortSignal;
};

/** Sends one step of a procedure. Never throws; ends when the signal aborts. */
export async function sendStep(actor: RedisActor, step: Step, signal: AbortSignal, others: Others<RedisActor> = () => null): Promise<Sent> {
  const detail = detailOf(step);
  const otherOf = (node: string | null): RedisActor | null => (node === null ? null : others({ group: step.group, node }));
  switch (detail.is) {
    case 'check':
      return sendCheck(actor, detail, signal);
    case 'pause':
      return tellSurely(actor, ['CLIENT', 'PAUSE', String(PAUSE_MS), 'WRITE'], signal);
    case 'wait':
      return sendWait({ actor, detail, other: otherOf(detail.master), signal });
    case 'promote':
      return sendPromote({ actor, detail, other: otherOf(detail.paused), signal });
    case 'follow':
      return sendFollow({ actor, detail, other: null, signal });
    case 'resume':
      return tellSurely(actor, ['CLIENT', 'UNPAUSE'], signal);
    case 'failover':
      return sendFailover(actor, detail, signal);
    case 'see master':
      return sendSeeMaster(actor, signal);
    case 'sentinel':
      return tell(actor, ['SENTINEL', 'FAILOVER', detail.set], signal);
    case 'see replica':
      return sendSeeReplica(actor, signal);
  }
}

/** Waits until the replica has carried out all that its master has, which takes no writes meanwhile. Changes nothing. */
async function sendWait({ actor, detail, other, signal }: Given<'wait'>): Promise<Sent> {
  if (other === null) return noWay(detail.master);
  const late = AbortSignal.timeout(WAIT_MS);
  const bounded = AbortSignal.any([signal, late]);
  let lacking: string | null = null;
  try {
    for (;;) {
      const seen = await compare(actor, other, bounded);
      if (seen.is === 'equal') return { is: 'taken', answer: `both at offset ${formatCount(seen.offset)}` };
      if (seen.is === 'apart') return { is: 'refused', answer: seen.why };
      lacking = formatBytes(seen.bytes);
      await pause(LOOK_EVERY_MS, bounded);
    }
  } catch (error) {
    if (!bounded.aborted) return asRefused(error, detail.master);
    const silent = `one of the two gave no answer within ${WAIT_MS / 1_000} s`;
    const slow = `it still lacked ${lacking} of ${detail.master} after ${WAIT_MS / 1_000} s without writes: is it paused (CLIENT UNPAUSE), or too slow?`;
    return { is: 'refused', answer: late.aborted && lacking !== null ? slow : silent };
  }
}

/** The pause is held anew first, so that it outlasts all that follows; what is equal after that stays equal. */
async function sendPromote({ actor, detail, other, signal }: Given<'promote'>): Promise<Sent> {
  if (detail.paused === null) return tell(actor, ['REPLICAOF', 'NO', 'ONE'], AbortSignal.any([signal, AbortSignal.timeout(PROMOTE_MS)]));
  if (other === null) return noWay(detail.paused);
  const look = AbortSignal.any([signal, AbortSignal.timeout(PROMOTE_MS)]);
  let offset: number;
  try {
    await other.ask([['CLIENT', 'PAUSE', String(PAUSE_MS), 'WRITE']], look);
    const seen = await compare(actor, other, look);
    if (seen.is !== 'equal') {
      const why = seen.is === 'apart' ? seen.why : `${detail.paused} has written ${formatBytes(seen.bytes)} that it does not have`;
      return { is: 'refused', answer: `not promoted: ${why}` };
    }
    offset = seen.offset;
  } catch (error) {
    return asRefused(error, detail.paused);
  }
  const sent = await tell(actor, ['REPLICAOF', 'NO', 'ONE'], AbortSignal.any([signal, AbortSignal.timeout(PROMOTE_MS)]));
  const at = `the pause of ${detail.paused} was begun anew and both were at offset ${formatCount(offset)}`;
  return { ...sent, answer: `${sent.answer}; ${at}` };
}

async function sendFollow({ actor, detail, signal }: Given<'follow'>): Promise<Sent> {
  const sent = await tell(actor, ['REPLICAOF', detail.host, String(detail.port)], signal);
  if (sent.is === 'taken' || !detail.isOldMaster) return sent;
  const left = `it may still be a master, and takes writes again within ${PAUSE_MS / 1_000} s, which ${detail.from} will not have`;
  return { ...sent, answer: `${sent.answer}; ${left}` };
}

async function sendSeeMaster(actor: RedisActor, signal: AbortSignal): Promise<Sent> {
  try {
    const { role } = await askInfo(actor, signal);
    return role === 'master' ? { is: 'taken', answer: 'it is the master' } : { is: 'refused', answer: 'it is still a replica' };
  } catch (error) {
    return failed(error);
  }
}

type Compared = { is: 'equal'; offset: number } | { is: 'behind'; bytes: number } | { is: 'apart'; why: string };

/** First the master, then the replica, whose answer is of a later moment: what it has then, the master had before. */
async function compare(replica: RedisActor, master: RedisActor, signal: AbortSignal): Promise<Compared> {
  const led = await askInfo(master, signal);
  const own = await askInfo(replica, signal);
  const why = apart(own, led);
  if (why !== null) return { is: 'apart', why };
  const bytes = (led.offset ?? Number.NaN) - (own.offset ?? Number.NaN);
  if (Number.isNaN(bytes)) return { is: 'apart', why: 'one of the two does not tell how far it is' };
  return bytes <= 0 ? { is: 'equal', offset: own.offset ?? 0 } : { is: 'behind', bytes };
}

function apart(own: RedisInfo, led: RedisInfo): string | null {
  if (led.role !== 'master') return 'its master is a replica now: somebody else acts on this group';
  if (own.role !== 'replica' || own.link === null) return 'it is no replica any more: somebody else acts on this group';
  if (!own.link.isUp) return `its link to its master is down (${own.link.said || 'no state'})`;
  if (own.replicationId === null || own.replicationId !== led.replicationId) return 'the two are not of one replication history';
  return null;
}

function noWay(node: string): Sent {
  return { is: 'not sent', answer: `no credentials to act with are configured for ${node}` };
}

/** A look that failed has changed nothing. */
function asRefused(error: unknown, other: string): Sent {
  const { answer } = error instanceof FetchError ? failed(error) : { answer: String(error) };
  return { is: 'refused', answer: `not promoted: this node and ${other} could not be compared: ${answer}` };
}
