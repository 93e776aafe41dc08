import { describe, expect, test } from 'vitest';
import { createClock, machineTicks } from '#lib/clock.ts';
import { FetchError } from '#lib/failure.ts';
import { createMeter } from '#lib/io/meter.ts';
import { openQuestions } from '#lib/poll/questions.ts';
import { defineQuestion } from '#lib/system.ts';
import { until } from '#test/fakes/until.ts';
import { answers, pretendSystem } from './pretend-system.ts';

type Answering = (input: string, signal: AbortSignal) => Promise<string>;

const AT = { system: 'pretend', group: 'web', node: 'lb1', question: 'top' };

/** One node that is asked one question, answered as the test says. */
function open(fetch: Answering, { cacheMs = 60_000, timeoutMs = 5_000, why = null as string | null } = {}) {
  const { system, nodes } = pretendSystem({ nodes: { lb1: answers } });
  const asked: string[] = [];
  const question = defineQuestion<unknown, unknown, string, string, string>({
    ...{ name: 'top', question: 'the top', isSensitive: true, cacheMs },
    timeoutMs: () => timeoutMs,
    read: (raw) => (typeof raw === 'string' ? { ok: true, input: raw } : { ok: false, message: 'send a text' }),
    unavailable: () => why,
    fetch(_, input, signal) {
      asked.push(input);
      return fetch(input, signal);
    },
    parse: (raw, input) => ({ value: `${input}: ${raw}`, producedAt: null }),
  });
  const clock = createClock(machineTicks);
  const meter = createMeter(clock.now);
  const estates = [{ system: { ...system, name: 'pretend', questions: [question] }, groups: [{ name: 'web', title: 'Web', nodes }] }];
  const questions = openQuestions({ estates, clock, connectionOf: () => ({ connection: {}, meter }) });
  const ask = (input: unknown, isFresh = false) => {
    const found = questions.find(AT);
    if (found.is !== 'question') throw new Error(found.words);
    return found.ask(input, { isFresh });
  };
  return { questions, ask, asked, meter };
}

describe('a question', () => {
  test('that is asked for an action is asked now, whatever is kept, and that answer stays for those after it', async () => {
    const { ask, asked } = open(async () => String(asked.length));
    expect([await ask('a'), await ask('a'), await ask('a', true), await ask('a')]).toMatchObject([
      ...[{ answer: 'a: 1' }, { answer: 'a: 1' }, { answer: 'a: 2' }, { answer: 'a: 2' }],
    ]);
    expect(asked).toEqual(['a', 'a']);
  });

  test('is asked once for all who ask the same at one time, and its answer stays for a while', async () => {
    const gate = Promise.withResolvers<string>();
    const { ask, asked, meter } = open(() => gate.promise);
    const first = [ask('a'), ask('a'), ask('b')];
    gate.resolve('well');
    const answered = await Promise.all(first);
    expect(answered[0]).toMatchObject({ answer: 'a: well', failure: null, observedAt: expect.any(Number) });
    expect(await ask('a')).toEqual(answered[0]);
    expect([asked, meter.read().total.polls]).toEqual([['a', 'b'], 2]);
  });

  test('is asked again when its answer is no longer kept', async () => {
    const { ask, asked } = open(async () => 'well', { cacheMs: 0 });
    await ask('a');
    await until('it is asked again', async () => {
      await ask('a');
      return asked.length > 1;
    });
  });

  test.each<[string, Answering, string]>([
    ['a refusal', () => Promise.reject(new FetchError('permission', 'needs level operator')), 'permission'],
    ['a mistake of ours', () => Promise.reject(new Error('oops')), 'internal'],
    [
      'silence',
      (_, signal) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(new FetchError('timeout', 'no answer')))),
      'timeout',
    ],
  ])('that ends in %s gives that as data', async (_, fetch, kind) => {
    const { ask } = open(fetch, { timeoutMs: 30 });
    expect(await ask('a')).toMatchObject({ answer: null, failure: { kind, node: 'web/lb1', question: 'the top' } });
  });

  test('with the wrong input is not asked, and says what to send', () => {
    const { ask, asked } = open(async () => 'well');
    expect([ask(5), asked]).toEqual([{ is: 'wrong input', words: 'send a text' }, []]);
  });

  test('that a node cannot be asked says why, and one that there is not says so', () => {
    expect(open(async () => '', { why: 'no socket' }).questions.find(AT)).toEqual({
      is: 'unavailable',
      isSensitive: true,
      words: 'no socket',
    });
    const { questions } = open(async () => '');
    for (const wrong of [{ system: 'x' }, { group: 'x' }, { node: 'x' }, { question: 'x' }]) {
      expect(questions.find({ ...AT, ...wrong }).is).toBe('not found');
    }
  });

  test('is ended when Vigil stops', async () => {
    const { ask, questions } = open(
      (_, signal) => new Promise((_, fail) => signal.addEventListener('abort', () => fail(new Error('aborted')))),
    );
    const answer = ask('a');
    questions.stop();
    expect(await answer).toMatchObject({ answer: null, failure: { kind: 'internal' } });
  });
});
