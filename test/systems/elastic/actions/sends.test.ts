import { describe, expect, test } from 'vitest';
import type { Sent, Step } from '#lib/acting.ts';
import { FetchError } from '#lib/failure.ts';
import type { ElasticAsk } from '#lib/io/elastic.ts';
import type { ElasticActor } from '#lib/systems/elastic/actor.ts';
import { actionOf, answersOf, previewOf, readingOf } from './scene.ts';

const NEVER = new AbortController().signal;
const ENABLE = 'cluster.routing.allocation.enable';
const EXCLUDE = 'cluster.routing.allocation.exclude._name';

const root = (uuid: string, number: string) => ({ name: 'es1', cluster_uuid: uuid, version: { number }, tagline: 'You Know, for Search' });
const MEANT = root('u1', '8.17.0');

/** Answers in this order, and keeps what was asked. */
function actorThat(...answers: unknown[]): { actor: ElasticActor; asked: string[] } {
  const asked: string[] = [];
  const ask = async ({ method, path }: ElasticAsk): Promise<unknown> => {
    asked.push(`${method} ${path}`);
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { actor: { lines: [{ node: 'es1', line: { ask, close: () => undefined } }] }, asked };
}

function stepOf(action: string, input: object): Step {
  const [step] = previewOf(action, input, { answers: { settings: { settings: [] }, index: { name: 'logs', blocks: [] } } }).steps;
  if (!step) throw new Error('no step');
  return step;
}

const none = (): Step => stepOf('allocation', { enable: 'none' });

describe('right before it is sent', () => {
  test.each<[title: string, said: unknown, words: string]>([
    ['another cluster', root('u2', '8.17.0'), 'is of another cluster now (u2, and not u1)'],
    ['no cluster', root('_na_', '8.17.0'), 'is of another cluster now (none, and not u1)'],
    ['another version', root('u1', '8.18.0'), 'is 8.18.0 of elasticsearch now, and was 8.17.0'],
    ['nobody', new FetchError('unreachable', 'connection refused'), 'connection refused'],
    ['what is no cluster at all', '<html>', ''],
  ])('%s answers there: nothing is sent', async (_, said, words) => {
    const { actor, asked } = actorThat(said);
    const sent = await actionOf('allocation').send(actor, none(), NEVER);
    expect(sent.is).toBe('not sent');
    expect(sent.answer).toContain(words);
    expect(asked).toEqual(['GET /']);
  });
});

describe('what became of it', () => {
  test.each<[title: string, answer: unknown, is: Sent['is'], words: string]>([
    ['acknowledged', { acknowledged: true }, 'taken', 'acknowledged'],
    ['not acknowledged', { acknowledged: false }, 'refused', 'not acknowledged'],
    ['forbidden', new FetchError('permission', 'security_exception'), 'refused', 'security_exception'],
    ['too many at once', new FetchError('busy', 'rejected'), 'refused', 'rejected'],
    ['never connected', new FetchError('unreachable', 'reset'), 'not sent', 'reset'],
    ['timed out', new FetchError('timeout', 'no answer in 10 s'), 'no answer', 'whether it was carried out only readings tell'],
  ])('%s', async (_, answer, is, words) => {
    const { actor, asked } = actorThat(MEANT, answer);
    const sent = await actionOf('allocation').send(actor, none(), NEVER);
    expect([sent.is, sent.answer]).toEqual([is, expect.stringContaining(words)]);
    // Never a second time, whatever came of it.
    expect(asked).toEqual(['GET /', 'PUT /_cluster/settings']);
  });

  test('an index that took it on some copies alone did not take it', async () => {
    const { actor } = actorThat(MEANT, { _shards: { total: 4, successful: 3, failed: 1 } });
    const sent = await actionOf('flush').send(actor, stepOf('flush', { index: 'logs' }), NEVER);
    expect(sent).toEqual({ is: 'refused', answer: expect.stringContaining('failed on 1 of 4 copies') });
  });
});

describe('proved by reading back', () => {
  const settings = (...lines: [name: string, value: string, at: string][]) => ({
    settings: { settings: lines.map(([name, value, at]) => ({ name, value, at })) },
  });
  const reading = readingOf('cluster', 'health', {});

  test.each<[title: string, step: () => Step, action: string, now: Record<string, unknown>, is: string]>([
    ['set', none, 'allocation', settings([ENABLE, 'none', 'persistent']), 'proved'],
    ['not there', none, 'allocation', settings(), 'not proved'],
    ['set, and overruled', none, 'allocation', settings([ENABLE, 'none', 'persistent'], [ENABLE, 'all', 'transient']), 'not proved'],
    ['not told', none, 'allocation', { settings: new Error('timed out') }, 'not proved'],
    ['listed', () => stepOf('drain', { member: 'es3' }), 'drain', settings([EXCLUDE, 'es9,es3', 'persistent']), 'proved'],
    [
      'listed, and overruled',
      () => stepOf('drain', { member: 'es3' }),
      'drain',
      settings([EXCLUDE, 'es3', 'persistent'], [EXCLUDE, 'es9', 'transient']),
      'not proved',
    ],
  ])('%s', (...[, step, action, now, is]) => {
    expect(actionOf(action).prove(step(), reading, {}, answersOf(now)).is).toBe(is);
  });

  test('without an answer since nothing is proved', () => {
    expect(actionOf('drain').prove(stepOf('drain', { member: 'es3' }), reading).is).toBe('not proved');
  });

  test('a drain is undone by its end, and what was set by what it was', () => {
    const drained = stepOf('drain', { member: 'es3' });
    expect(actionOf('drain').undo([drained])).toEqual({
      system: 'elastic',
      action: 'end-drain',
      input: { group: 'search', member: 'es3' },
    });
    expect(actionOf('allocation').undo([none()])).toEqual({
      system: 'elastic',
      action: 'allocation',
      input: { group: 'search', enable: 'all' },
    });
  });

  test.each([
    ['drain', 'set'],
    ['end-drain', 'clear'],
  ])('a confirmed %s is to %s the mark', (action, effect) => {
    expect(actionOf(action).marks?.('whatever')).toBe(effect);
  });
});
