import { describe, expect, test } from 'vitest';
import { hashPreview } from '#lib/act/preview-hash.ts';
import type { Preview, Sent } from '#lib/acting.ts';
import type { FetchError } from '#lib/failure.ts';
import type { RedisAnswer, RedisConnection } from '#lib/io/redis.ts';
import { RedisRefusal } from '#lib/io/redis-replies.ts';
import { instanceActions } from '#lib/systems/redis/instance/actions.ts';
import type { Client, ClientsAnswer } from '#lib/systems/redis/model-asked.ts';
import { views } from '../replication/views.ts';

const AT = { group: 'g', node: 'a' };
const client = (id: number, address = `10.0.0.5:${40_000 + id}`): Client => ({
  ...{ id, address, ip: '10.0.0.5', name: 'web', user: 'app', ageSeconds: 10, idleSeconds: 1 },
  ...{ flags: 'N', db: 0, command: 'get', queryBytes: 0, outputBytes: 0, totalBytes: 0 },
});
const list = (...clients: Client[]): ClientsAnswer => ({ isMasked: false, count: clients.length, clients });

function actionOf(name: string) {
  const action = instanceActions.find((one) => one.name === name);
  if (!action) throw new Error(`there is no ${name}`);
  return action;
}

/** What an order comes to where its question is answered so. */
function previewed(name: string, input: object, answer: unknown): Preview & { hash: string } {
  const action = actionOf(name);
  const read = action.read({ ...AT, ...input });
  if (!read.ok) throw new Error(read.message);
  const nodes = views({ g: { a: {} } }) as Parameters<typeof action.preview>[0]['nodes'];
  const question = action.asks?.(read.input)[0]?.question ?? '';
  const answers = [{ ...AT, question, observedAt: 1, answer, failure: null }];
  const preview = action.preview({ input: read.input, nodes, inFlight: [], answers, seesDetails: true });
  return { ...preview, hash: hashPreview({ system: 'redis', action: name, input: read.input }, preview) };
}

describe('the consent to a kill', () => {
  test.each([
    ['kill-client', { id: 5 }],
    ['kill-clients', { ids: [5] }],
  ])('is another where the id is somebody else by now: %s', (name, input) => {
    const agreed = previewed(name, input, list(client(5), client(9)));
    expect(previewed(name, input, list(client(5), client(9))).hash).toBe(agreed.hash);
    expect(previewed(name, input, list(client(5, '10.9.9.9:1'), client(9))).hash).not.toBe(agreed.hash);
    expect(agreed.steps[0]?.commands.join()).toContain('ADDR (its address)');
    expect(JSON.stringify(agreed.steps.map(({ detail: _, essence: __, ...step }) => step))).not.toContain('10.');
  });
});

describe('many kills of which some are refused', () => {
  const { steps } = previewed('kill-clients', { ids: [5, 6, 7] }, list(client(5), client(6), client(7), client(9)));
  const [step] = steps;
  if (!step) throw new Error('nothing to send');

  /** What becomes of them where the commands are answered so. */
  async function sent(answers: RedisAnswer[]): Promise<Sent> {
    const ask = async () => [];
    const aside: RedisConnection = { ask, askOnce: ask, askEach: async () => answers, close: () => undefined };
    return actionOf('kill-clients').send(
      { ...aside, openAside: () => aside },
      step as NonNullable<typeof step>,
      AbortSignal.timeout(5_000),
    );
  }
  const no = { error: new RedisRefusal('permission', 'it may not: needs +client|kill', 'NOPERM') as FetchError };

  test('are not told as refused: whose kill was answered is gone', async () => {
    expect(await sent([no, { reply: 1 }, { reply: 1 }])).toMatchObject({
      is: 'no answer',
      answer: expect.stringMatching(/^2 of 3 were answered; of the others: it may not/),
    });
  });

  test('are refused where all of them are', async () => expect(await sent([no, no, no])).toMatchObject({ is: 'refused' }));
});

test('the purge of a key names it to who orders it, and nowhere that is written down for others', () => {
  const key = { type: 'string', bytes: 50, leavesInMs: null };
  const purge = previewed('key-purge', { db: 3, name: 'session:of-somebody' }, { key });
  expect([purge.summary, purge.typed]).toEqual([expect.stringContaining('session:of-somebody'), 'session:of-somebody']);
  const [step] = purge.steps;
  const action = actionOf('key-purge');
  const proofs = [key, null].map((now) =>
    step
      ? action.prove(step, { value: {}, observedAt: 2, producedAt: null, source: { system: 'redis', ...AT, probe: 'info' } }, {}, [
          { ...AT, question: 'key', observedAt: 2, answer: { key: now }, failure: null },
        ])
      : null,
  );
  expect(proofs.map((proof) => proof?.is)).toEqual(['not proved', 'proved']);
  const gone = previewed('key-purge', { db: 3, name: 'session:of-somebody' }, { key: null });
  const written = [purge.title, step?.target, step?.commands, step?.before, step?.wanted, proofs, gone.title, gone.refusal];
  expect(JSON.stringify(written)).not.toContain('somebody');
  expect(step?.commands).toHaveLength(1);
});
