import type { Clock } from '../clock.ts';
import type { Examining, Login, NodeReport } from '../doctor.ts';
import { FetchError, toFailure } from '../failure.ts';
import type { Meter } from '../io/meter.ts';
import type { NodeAt } from '../parts.ts';
import { compareNode, type LoginAnswer } from './compare.ts';

type Given = { meter: Meter; clock: Pick<Clock, 'now'>; signal: AbortSignal };

/** A fetch that was aborted gets this long to end, and is then left behind. */
const LAST_WORDS_MS = 100;

/** Asks one node, as each of its logins at once, which rights they have. Changes nothing there, never throws and ends in time: what cannot be asked is told as that. */
export async function examineNode({ system, group, node }: NodeAt, { meter, clock, signal }: Given): Promise<NodeReport> {
  const askedAt = clock.now();
  const started = performance.now();
  const place = {
    ...{ system: system.name, systemTitle: system.title, group: group.name, groupTitle: group.title },
    ...{ node: node.name, address: node.address, askedAt },
  };
  const examining = system.doctor;
  const why = examining ? (node.discovered?.barred ?? null) : `Vigil cannot tell which rights it has with ${system.title}`;
  if (!examining || why !== null) {
    return { ...place, tookMs: 0, version: null, lines: [], grants: [], failures: [], unasked: why };
  }
  const settings = node.settings;
  const asked = { node: `${group.name}/${node.name}`, question: 'rights' };
  const logins = examining.logins(settings);
  const answers = await Promise.all(logins.map((login) => askAs(examining, { settings, login, asked, meter, signal })));
  return { ...place, tookMs: Math.round(performance.now() - started), ...compareNode(examining, settings, answers) };
}

type As = { settings: unknown; login: Login; asked: { node: string; question: string }; meter: Meter; signal: AbortSignal };

async function askAs(examining: Examining, { settings, login, asked, meter, signal }: As): Promise<LoginAnswer> {
  if (login.without !== null) return { login, told: null, failure: null };
  try {
    const timeoutMs = examining.timeoutMs(settings);
    const raw = await within(timeoutMs, signal, (ending) => examining.ask(settings, login.as, { meter, signal: ending }));
    return { login, told: examining.read(raw, login.as), failure: null };
  } catch (error) {
    return { login, told: null, failure: toFailure(error, asked) };
  }
}

async function within<T>(timeoutMs: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let lastWords: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const leave = (): void => {
      lastWords = setTimeout(() => reject(new FetchError('timeout', `no answer within ${timeoutMs} ms`)), LAST_WORDS_MS);
    };
    if (ending.aborted) leave();
    else ending.addEventListener('abort', leave, { once: true });
  });
  return await Promise.race([work(ending), over]).finally(() => clearTimeout(lastWords));
}
