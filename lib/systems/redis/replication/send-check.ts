import type { Sent } from '../../../acting.ts';
import { FetchError } from '../../../failure.ts';
import { formatSpan } from '../../../format/time.ts';
import type { RedisActor } from '../actor.ts';
import { parseRole } from '../parse-role.ts';
import type { Detail } from './details.ts';
import { askSentinels } from './sentinels.ts';
import { failed, isErrorAnswer } from './tell.ts';

/** The error of every version to a port that is no number (redis/src/replication.c, replicaofCommand): it is said after the right was checked, and before anything is changed. */
const NO_PORT = /not an integer|invalid master port/i;

/** Makes sure, before anything is changed anywhere, that a node is what it was read as, that it may be told whom to follow, and that no Sentinel would undo it. */
export async function sendCheck(actor: RedisActor, detail: Extract<Detail, { is: 'check' }>, signal: AbortSignal): Promise<Sent> {
  try {
    const [answer] = await actor.ask([['ROLE']], signal);
    const { role } = parseRole(answer);
    if (role !== detail.role) return { is: 'refused', answer: `it is a ${role} now: somebody else acts on this group` };
    const held = role === 'master' ? await whyHeld(actor, signal) : null;
    if (held !== null) return { is: 'refused', answer: held };
    const watch = detail.asksSentinels ? await askSentinels(actor, signal) : null;
    if (watch?.is === 'watched') return { is: 'refused', answer: watchedWords(watch.by) };
    if (watch?.is === 'unknown') return { is: 'refused', answer: `whether a Sentinel watches it is not known: ${watch.why}` };
    const barred = await whyBarred(actor, signal);
    if (barred !== null) return { is: 'refused', answer: barred };
    return { is: 'taken', answer: `a ${role}, may be told whom to follow${watch === null ? '' : ', no Sentinel is connected'}` };
  } catch (error) {
    return failed(error);
  }
}

/** Why its clients are held by somebody else; null where they are not, or where it does not tell (INFO clients of Valkey 8.1: paused_reason, paused_timeout_milliseconds). */
async function whyHeld(actor: RedisActor, signal: AbortSignal): Promise<string | null> {
  const [answer] = await actor.ask([['INFO', 'clients']], signal);
  const text = String(answer ?? '');
  const [, reason = 'none'] = /^paused_reason:(\w+)/m.exec(text) ?? [];
  if (reason === 'none') return null;
  const [, leftMs = '0'] = /^paused_timeout_milliseconds:(\d+)/m.exec(text) ?? [];
  return `its clients are held already (${reason}, for ${formatSpan(Number(leftMs))} more), and that would end with this: find out who does it, or wait`;
}

function watchedWords(by: string): string {
  return `a Sentinel watches it (${by}) and would turn this back, or promote another one: let the Sentinel fail over`;
}

/** Why REPLICAOF would not be taken; null where it would be. Sent without a port it is never carried out. */
async function whyBarred(actor: RedisActor, signal: AbortSignal): Promise<string | null> {
  try {
    await actor.ask([['REPLICAOF', '127.0.0.1', 'none']], signal);
    return 'it took REPLICAOF without a port, which no known version does: look at it before anything else is sent';
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    if (isErrorAnswer(error) && NO_PORT.test(`${error.message} ${error.received}`)) return null;
    if (error.kind === 'permission' || isErrorAnswer(error)) return error.message;
    throw error;
  }
}
