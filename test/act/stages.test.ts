import { describe, expect, test } from 'vitest';
import type { Sent, Step } from '#lib/acting.ts';
import { until } from '#test/fakes/until.ts';
import { type Answer, runSteps, stepAt } from './stages-run.ts';

/** Held, waited for, changed, told, freed: three nodes of one group. */
const PROCEDURE = ['0 a check?', '0 b check?', '1 a hold?', '2 b wait?', '3 b change', '4 a follow', '4 c follow', '5 a free?'].map(stepAt);

const sentOf = (log: readonly string[]): string[] =>
  log.filter((each) => each.startsWith('send ')).map((each) => each.slice('send '.length));
const breaksAt =
  (node: string, target: string, is: Sent['is'] = 'refused'): Answer =>
  (step) =>
    step.node === node && step.target === target ? { is, answer: 'no' } : null;
const freeing = (steps: readonly Step[], sent: readonly Sent[]): Step[] =>
  steps.flatMap((step, index) =>
    step.target === 'hold' && sent[index]?.is === 'taken' ? [{ ...step, target: 'freed', commands: ['free'] }] : [],
  );

describe('a procedure over the nodes of a group', () => {
  test('goes stage by stage, nodes of one stage at once, and is read back only at its end', async () => {
    const { log, done } = await runSteps(PROCEDURE, () => null);
    const places = (words: string): number => log.indexOf(words);
    expect(places('send a hold')).toBeGreaterThan(Math.max(places('taken a check'), places('taken b check')));
    expect(places('send c follow')).toBeLessThan(places('taken a follow'));
    expect(log.findIndex((each) => each.startsWith('read '))).toBeGreaterThan(places('taken a free'));
    expect(done.map(({ step, shown }) => `${step.node} ${step.target} ${shown?.confirmedAt !== null}`)).toEqual(
      PROCEDURE.map(({ node, target }) => `${node} ${target} true`),
    );
  });

  const breaks: [node: string, target: string, sent: number][] = [
    ['a', 'check', 2],
    ['b', 'check', 2],
    ['a', 'hold', 3],
    ['b', 'wait', 4],
    ['b', 'change', 5],
    ['a', 'follow', 7],
    ['c', 'follow', 7],
    ['a', 'free', 8],
  ];
  test.each(breaks)('that breaks at "%s %s" sends nothing of the stages after it, and says so of each step', async (node, target, sent) => {
    for (const is of ['refused', 'not sent', 'no answer'] as const) {
      const { log, done } = await runSteps(PROCEDURE, breaksAt(node, target, is));
      expect(sentOf(log)).toHaveLength(sent);
      const passedOver = done.filter((each) => each.sent.answer.startsWith('not tried'));
      expect(passedOver.map(({ step }) => step)).toEqual(PROCEDURE.slice(sent));
      for (const each of passedOver) {
        expect(each.shown?.confirmedAt ?? null).toBeNull();
        expect(each.sent).toEqual({ is: 'not sent', answer: `not tried: ${node} did not take the step before it (${target})` });
      }
    }
  });

  test('reads back what may have changed after a break, and nothing else', async () => {
    const early = await runSteps(PROCEDURE, breaksAt('b', 'wait'));
    expect(early.log.filter((each) => each.startsWith('read '))).toEqual([]);
    const late = await runSteps(PROCEDURE, breaksAt('a', 'follow', 'no answer'));
    expect(new Set(late.log.filter((each) => each.startsWith('read ')))).toEqual(new Set(['read a', 'read b', 'read c']));
    expect(late.done.find(({ step }) => step.node === 'a' && step.target === 'follow')?.shown?.confirmedAt).toBeNull();
  });

  test('keeps in flight only what was sent and not read since', async () => {
    const { inFlight, written } = await runSteps(PROCEDURE, breaksAt('b', 'change'));
    expect(inFlight()).toEqual([]);
    expect(written.filter((each) => each.includes('"answered"'))).toHaveLength(PROCEDURE.length);
  });
});

describe('what rescues a group', () => {
  test('is sent at once after the break, stands behind the steps, and is written down', async () => {
    const { log, done, written } = await runSteps(PROCEDURE, breaksAt('b', 'wait'), { rescue: freeing });
    expect(sentOf(log).at(-1)).toBe('a freed');
    expect(done.at(-1)).toMatchObject({ step: { node: 'a', target: 'freed' }, sent: { is: 'taken' } });
    expect(written.at(-1)).toContain('"target":"freed"');
  });

  test('is not sent where nothing broke', async () => {
    const { log } = await runSteps(PROCEDURE, () => null, { rescue: freeing });
    expect(sentOf(log)).not.toContain('a freed');
  });

  test('that fails by a mistake of ours is told, and what was sent is told all the same', async () => {
    const rescue = (): Step[] => {
      throw new Error('a mistake');
    };
    const { done, errors } = await runSteps(PROCEDURE, breaksAt('b', 'wait'), { rescue });
    expect([done.length, errors]).toEqual([PROCEDURE.length, [new Error('a mistake')]]);
  });
});

describe('two groups', () => {
  const both = [...PROCEDURE, ...PROCEDURE.map((step) => ({ ...step, group: 'h', node: step.node.toUpperCase() }))];

  test('go at the same time: one that waits holds up no other', async () => {
    const free = Promise.withResolvers<void>();
    let isThrough = false;
    const running = runSteps(both, async (step) => {
      if (step.node === 'B' && step.target === 'wait') await free.promise;
      if (step.node === 'a' && step.target === 'free') isThrough = true;
      return { is: 'taken', answer: 'OK' };
    });
    await until('the other group is through', () => isThrough);
    free.resolve();
    expect((await running).done.every(({ shown }) => shown?.confirmedAt != null)).toBe(true);
  });

  test('break by themselves: the other is carried out whole, and only the broken one is rescued', async () => {
    const { log, done } = await runSteps(both, breaksAt('B', 'change'), { rescue: freeing });
    expect(done.filter(({ step }) => step.group === 'g').every(({ sent }) => sent.is === 'taken')).toBe(true);
    expect(sentOf(log).filter((each) => each.endsWith('freed'))).toEqual(['A freed']);
  });
});

describe('Vigil that is stopped in the middle', () => {
  test('sends nothing more, rescue included, and says of each step that it was not sent', async () => {
    const stop = new AbortController();
    const answer: Answer = (step, signal) => {
      if (step.target !== 'wait') return null;
      stop.abort();
      return new Promise((resolve) => {
        const end = (): void => resolve({ is: 'no answer', answer: 'aborted' });
        if (signal.aborted) end();
        signal.addEventListener('abort', end);
      });
    };
    const { log, done } = await runSteps(PROCEDURE, answer, { rescue: freeing, cut: stop.signal });
    expect(sentOf(log)).toEqual(['a check', 'b check', 'a hold', 'b wait']);
    expect(done.slice(4).every(({ sent }) => sent.is === 'not sent')).toBe(true);
    // What holds the writes ends by itself.
    expect(done.at(-1)).toMatchObject({ step: { target: 'freed' }, sent: { answer: 'Vigil is stopping' } });
  });
});
