import { describe, expect, test } from 'vitest';
import { createClock, machineTicks } from '#lib/clock.ts';
import { FetchError, ParseError } from '#lib/failure.ts';
import { type Ask, poll } from '#lib/poll/poll.ts';
import type { Outcome } from '#lib/store/observe.ts';
import { answers, type Behave, fails, hangs, ignoresAbort, pretendSystem } from './pretend-system.ts';

const NEVER = new AbortController().signal;
const source = { system: 'pretend', group: 'web', node: 'lb1', probe: 'stats' };
const clock = createClock(machineTicks);

function ask(behave: Behave, timeoutMs = 60, stop = NEVER, changes: Partial<Ask['probe']> = {}): Promise<Outcome<unknown> | null> {
  const [probe] = pretendSystem({ nodes: { lb1: behave } }).system.probes;
  if (!probe) throw new Error('no probe');
  return poll({ probe: { ...probe, ...changes }, connection: { name: 'lb1' }, source, timeoutMs }, clock, stop);
}

describe('an attempt', () => {
  test('that is answered gives a reading stamped with when it was asked', async () => {
    const before = clock.now();
    const outcome = await ask(async () => new Promise((resolve) => setTimeout(() => resolve('late'), 1_000)), 10_000);
    expect(outcome?.reading).toMatchObject({ value: 'late', producedAt: null, source });
    expect((outcome?.reading?.observedAt ?? 0) - before).toBeLessThan(700);
    expect(outcome?.tookMs).toBeGreaterThanOrEqual(990);
    expect(outcome?.failure).toBeNull();
  });

  test('takes from the answer when it was made', async () => {
    const outcome = await ask(answers, 60, NEVER, { parse: () => ({ value: 1, producedAt: 1_234 }) });
    expect(outcome?.reading?.producedAt).toBe(1_234);
  });

  test('that hangs is aborted: the one who asks sees the signal, and its last words are passed on', async () => {
    let seen = false;
    const outcome = await ask((signal, probe) => {
      signal.addEventListener('abort', () => {
        seen = true;
      });
      return hangs(signal, probe);
    });
    expect(seen).toBe(true);
    expect(outcome?.failure).toMatchObject({ kind: 'timeout', message: 'no answer within 60 ms: connected, no answer', node: 'web/lb1' });
  });

  test('that ignores the abort is left behind', async () => {
    const outcome = await ask(ignoresAbort);
    expect(outcome?.failure?.kind).toBe('timeout');
    expect(outcome?.tookMs).toBeLessThan(10_000);
  });

  test('that is left behind and fails later disturbs nobody', async () => {
    const late = Promise.withResolvers<never>();
    expect((await ask(() => late.promise))?.failure?.kind).toBe('timeout');
    late.reject(new Error('much later'));
    await expect(ask(answers)).resolves.toMatchObject({ failure: null });
  });

  test('that ends with some other error when it is aborted timed out', async () => {
    const behave: Behave = (signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('socket closed'))));
    expect((await ask(behave))?.failure).toMatchObject({ kind: 'timeout', message: 'no answer within 60 ms' });
  });

  test.each<[string, Behave, string, string]>([
    ['refused', fails(() => new FetchError('refused', 'nobody listens')), 'refused', 'nobody listens'],
    ['unreadable', fails(() => new ParseError('cut in row 3')), 'parse', 'cut in row 3'],
    ['our bug', fails(() => new TypeError('x is undefined')), 'internal', "Vigil's own error, not the node's: TypeError: x is undefined"],
    ['no error at all', () => Promise.reject('a text'), 'internal', "Vigil's own error, not the node's: a text"],
    [
      'thrown before any promise',
      () => {
        throw new FetchError('dns', 'no such name');
      },
      'dns',
      'no such name',
    ],
  ])('that fails (%s) is data', async (_name, behave, kind, message) => {
    const outcome = await ask(behave);
    expect(outcome?.failure).toEqual({ kind, message, node: 'web/lb1', question: 'the stats', received: null });
    expect(outcome?.reading).toBeNull();
  });

  test('whose answer cannot be read is data', async () => {
    const parse = () => {
      throw new ParseError('not a CSV', '<html>');
    };
    expect((await ask(answers, 60, NEVER, { parse }))?.failure).toMatchObject({ kind: 'parse', received: '<html>' });
  });
});

describe('stop', () => {
  test.each([
    ['ends', hangs],
    ['ignores it', ignoresAbort],
  ])('ends an attempt whose asker %s, and tells nothing', async (_name, behave) => {
    const stop = new AbortController();
    const pending = ask(behave, 60_000, stop.signal);
    stop.abort();
    await expect(pending).resolves.toBeNull();
  });

  test('before the beginning asks nothing', async () => {
    let times = 0;
    const counted: Behave = async () => (times += 1);
    await expect(ask(counted, 60_000, AbortSignal.abort())).resolves.toBeNull();
    expect(times).toBe(0);
  });
});
