import type { Clock } from '../clock.ts';
import { FetchError, toFailure } from '../failure.ts';
import { formatAge } from '../format/age.ts';
import { type Source, sourceId } from '../reading.ts';
import type { Outcome } from '../store/observe.ts';
import type { Probe } from '../system.ts';

export type Ask = { probe: Probe<unknown, unknown, unknown, unknown>; connection: unknown; source: Source; timeoutMs: number };

/** A fetch that was aborted gets this long to say how far it had come, and is then left behind. */
const LAST_WORDS_MS = 100;

/** Asks one node one question, once. Never throws and always ends within the timeout; null when `stop` ended it. */
export async function poll(ask: Ask, clock: Clock, stop: AbortSignal): Promise<Outcome<unknown> | null> {
  if (stop.aborted) return null;
  const at = clock.now();
  const started = performance.now();
  const ended = (): { at: number; tookMs: number } => ({ at, tookMs: Math.round(performance.now() - started) });
  try {
    const raw = await fetchWithin(ask, stop);
    const { value, producedAt } = ask.probe.parse(raw);
    return { ...ended(), reading: { value, observedAt: at, producedAt, source: ask.source }, failure: null };
  } catch (error) {
    if (stop.aborted) return null;
    const { group, node } = ask.source;
    return { ...ended(), reading: null, failure: toFailure(error, { node: `${group}/${node}`, question: ask.probe.question }) };
  }
}

async function fetchWithin({ probe, connection, source, timeoutMs }: Ask, stop: AbortSignal): Promise<unknown> {
  const abort = new AbortController();
  const giveUp = Promise.withResolvers<never>();
  let lastWords: NodeJS.Timeout | undefined;
  const end = (): void => {
    abort.abort();
    const leave = (): void => giveUp.reject(new FetchError('timeout', `${sourceId(source)} did not end when it was aborted`));
    lastWords = setTimeout(leave, LAST_WORDS_MS);
  };
  const deadline = setTimeout(end, timeoutMs);
  stop.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([probe.fetch(connection, abort.signal), giveUp.promise]);
  } catch (error) {
    if (!abort.signal.aborted || isAnswer(error)) throw error;
    throw new FetchError('timeout', `no answer within ${formatTimeout(timeoutMs)}${howFar(error)}`);
  } finally {
    clearTimeout(deadline);
    clearTimeout(lastWords);
    stop.removeEventListener('abort', end);
  }
}

function formatTimeout(timeoutMs: number): string {
  return timeoutMs < 1_000 || timeoutMs % 1_000 !== 0 ? `${timeoutMs} ms` : formatAge(timeoutMs);
}

// An answer that was already a refusal when the time was up (a 401 whose page never ended) is still that refusal.
function isAnswer(error: unknown): boolean {
  return error instanceof FetchError && error.kind !== 'timeout' && error.kind !== 'internal';
}

function howFar(error: unknown): string {
  return error instanceof FetchError && error.kind === 'timeout' ? `: ${error.message}` : '';
}
