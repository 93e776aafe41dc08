import { describe, expect, test } from 'vitest';
import { type SentStep, sendSteps } from '#lib/act/send.ts';
import type { Sent, Step } from '#lib/acting.ts';

const NEVER = new AbortController().signal;
const steps = ['be_a/web01', 'be_b/web01', 'be_c/web01'].map(
  (target): Step => ({ group: 'web', node: 'lb1', target, row: target, commands: ['drain'], before: 'up', wanted: 'drain', detail: null }),
);

async function send(answer: (step: Step, signal: AbortSignal) => Promise<Sent>, { sendMs = 5_000, cut = NEVER } = {}) {
  const order: string[] = [];
  const given = {
    action: {
      async send(_actor: unknown, step: Step, signal: AbortSignal): Promise<Sent> {
        order.push(`send ${step.target}`);
        return await answer(step, signal);
      },
    },
    onSent: ({ step, sent }: SentStep) => void order.push(`${sent.is} ${step.target}`),
  };
  const sent = await sendSteps({ ...given, actor: null, others: () => null, steps, sendMs, cut, now: () => 7 });
  return { order, sent };
}

describe('the steps of one node', () => {
  test('are sent one after another', async () => {
    const { order, sent } = await send(async () => ({ is: 'taken', answer: 'done' }));
    expect(order).toEqual(steps.flatMap(({ target }) => [`send ${target}`, `taken ${target}`]));
    expect(sent.map(({ endedAt }) => endedAt)).toEqual([7, 7, 7]);
  });

  test('are all sent where one is refused or its answer is lost', async () => {
    const { order } = await send(async ({ target }) => ({ is: target === 'be_a/web01' ? 'refused' : 'no answer', answer: 'reset' }));
    expect(order.filter((each) => each.startsWith('send'))).toHaveLength(3);
  });

  test('are not tried any more after one that found no connection', async () => {
    const { order, sent } = await send(async () => ({ is: 'not sent', answer: 'connection refused' }));
    expect(order.filter((each) => each.startsWith('send'))).toEqual(['send be_a/web01']);
    const words = 'not tried: lb1 could not be reached for be_a/web01: connection refused';
    expect(sent.map((each) => each.sent)).toEqual([
      { is: 'not sent', answer: 'connection refused' },
      { is: 'not sent', answer: words },
      { is: 'not sent', answer: words },
    ]);
  });

  test('are not tried any more after one that got no answer in time', async () => {
    const hang = (_step: Step, signal: AbortSignal): Promise<Sent> =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ is: 'no answer', answer: 'connected' })));
    const { sent } = await send(hang, { sendMs: 20 });
    expect(sent.map((each) => each.sent)).toEqual([
      { is: 'no answer', answer: 'connected' },
      { is: 'not sent', answer: 'not tried: lb1 gave no answer for be_a/web01' },
      { is: 'not sent', answer: 'not tried: lb1 gave no answer for be_a/web01' },
    ]);
  });

  test('are not sent once Vigil cannot wait any longer', async () => {
    const cut = new AbortController();
    const { order, sent } = await send(
      async () => {
        cut.abort();
        return { is: 'taken', answer: 'done' };
      },
      { cut: cut.signal },
    );
    expect(order.filter((each) => each.startsWith('send'))).toHaveLength(1);
    expect(sent.map((each) => each.sent.answer)).toEqual(['done', 'Vigil is stopping', 'Vigil is stopping']);
  });
});
