import type { Clock } from '../clock.ts';
import { type Failure, toFailure } from '../failure.ts';
import type { CountingMeter } from '../io/meter.ts';
import type { Estate } from '../parts.ts';
import type { Source } from '../reading.ts';
import type { AnyQuestion, Probe } from '../system.ts';
import { poll } from './poll.ts';
import { createMemory } from './remembered.ts';

/** Of which node, and what. */
type Asking = { system: string; group: string; node: string; question: string };

/** What came of a question that was asked at `observedAt` (epoch ms): an answer of the system's model, or a failure. */
export type Answered =
  | { observedAt: number; tookMs: number; answer: unknown; failure: null }
  | { observedAt: number; tookMs: number; answer: null; failure: Failure };

/** `isFresh`: asked now, whatever was answered a moment ago. Later askers share that answer. */
type How = { isFresh: boolean };

/** `words` say what to send instead. */
type WrongInput = { is: 'wrong input'; words: string };

/** A question that was found, and can be asked; or why not, in words. `audited` is what its answer shows, where that is to be written down first. */
type FoundQuestion =
  | {
      is: 'question';
      isSensitive: boolean;
      audited(input: unknown): string | null;
      ask(input: unknown, how?: How): Promise<Answered> | WrongInput;
    }
  | { is: 'unavailable'; isSensitive: boolean; words: string }
  | { is: 'not found'; words: string };

export type Questions = { find(asking: Asking): FoundQuestion; stop(): void };

type Connections = (node: Pick<Source, 'system' | 'group' | 'node'>) => { connection: unknown; meter: CountingMeter } | null;
type Given = { estates: readonly Estate[]; clock: Clock; connectionOf: Connections };

/** Answers that are kept at once; beyond it the oldest go first. */
const MOST_KEPT = 200;

type Kept = { answered: Promise<Answered>; until: number };

/** Asks nodes what somebody wants to know now, over the connections of the poller. Askers of the same share one answer while it is on its way and for as long as the question says. */
export function openQuestions({ estates, clock, connectionOf }: Given): Questions {
  const stopping = new AbortController();
  const kept = new Map<string, Kept>();
  const remember = createMemory();
  const share = (key: string, { cacheMs, isFresh }: { cacheMs: number } & How, ask: () => Promise<Answered>): Promise<Answered> => {
    forgetOld(kept, clock.now());
    const shared = isFresh ? undefined : kept.get(key);
    if (shared) return shared.answered;
    const entry: Kept = { answered: ask(), until: Number.POSITIVE_INFINITY };
    kept.set(key, entry);
    void entry.answered.then(() => Object.assign(entry, { until: clock.now() + cacheMs }));
    return entry.answered;
  };
  return {
    find(asking) {
      const found = findQuestion(estates, asking);
      if (found === null) return { is: 'not found', words: `there is no question ${wordsOf(asking)}` };
      const { question, settings } = found;
      const { isSensitive, cacheMs } = question;
      const why = question.unavailable(settings);
      const held = connectionOf(asking);
      if (why !== null || held === null) return { is: 'unavailable', isSensitive, words: why ?? `${asking.node} is not asked here` };
      const source = { system: asking.system, group: asking.group, node: asking.node, probe: question.name };
      const ask = (raw: unknown, { isFresh }: How = { isFresh: false }): Promise<Answered> | WrongInput => {
        const read = question.read(raw);
        if (!read.ok) return { is: 'wrong input', words: read.message };
        const probe = asProbe(question, read.input);
        const key = JSON.stringify([source, read.input]);
        return share(key, { cacheMs, isFresh }, async () => {
          held.meter.poll();
          const attempt = { probe, connection: held.connection, source, timeoutMs: question.timeoutMs(settings) };
          return remember(key, question, await askOnce(attempt, clock, stopping.signal));
        });
      };
      // What cannot be read as input is refused before anything is shown.
      const audited = (raw: unknown): string | null => {
        const read = question.audited ? question.read(raw) : null;
        return read?.ok ? (question.audited?.(read.input) ?? null) : null;
      };
      return { is: 'question', isSensitive, audited, ask };
    },
    stop: () => stopping.abort(),
  };
}

function findQuestion(estates: readonly Estate[], asking: Asking): { question: AnyQuestion; settings: unknown } | null {
  const estate = estates.find(({ system }) => system.name === asking.system);
  const question = estate?.system.questions?.find(({ name }) => name === asking.question);
  const node = estate?.groups.find(({ name }) => name === asking.group)?.nodes.find(({ name }) => name === asking.node);
  return question && node ? { question, settings: node.settings } : null;
}

function wordsOf({ system, group, node, question }: Asking): string {
  return `"${question}" of ${system}/${group}/${node}`.slice(0, 300);
}

// One attempt is one attempt, whoever wants it: deadline, abort and failure are those of a probe.
function asProbe(question: AnyQuestion, input: unknown): Probe<unknown, unknown, unknown, unknown> {
  return {
    ...{ name: question.name, question: question.question, vital: false, keep: 1, round: false },
    times: (settings) => ({ intervalMs: question.timeoutMs(settings) + 1, timeoutMs: question.timeoutMs(settings) }),
    fetch: (connection, signal) => question.fetch(connection, input, signal),
    parse: (raw) => question.parse(raw, input),
  };
}

async function askOnce(ask: Parameters<typeof poll>[0], clock: Clock, stop: AbortSignal): Promise<Answered> {
  const outcome = await poll(ask, clock, stop);
  if (outcome === null) {
    const asked = { node: `${ask.source.group}/${ask.source.node}`, question: ask.probe.question };
    return { observedAt: clock.now(), tookMs: 0, answer: null, failure: toFailure(new Error('Vigil is stopping'), asked) };
  }
  const { at: observedAt, tookMs } = outcome;
  if (outcome.failure) return { observedAt, tookMs, answer: null, failure: outcome.failure };
  return { observedAt, tookMs, answer: outcome.reading.value, failure: null };
}

function forgetOld(kept: Map<string, Kept>, now: number): void {
  for (const [key, { until }] of kept) if (until <= now) kept.delete(key);
  for (const key of kept.keys()) {
    if (kept.size < MOST_KEPT) return;
    kept.delete(key);
  }
}
