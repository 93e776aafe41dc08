import { afterEach, describe, expect, test } from 'vitest';
import type { Sent } from '#lib/acting.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openRedis } from '#lib/io/redis.ts';
import { sendCheck } from '#lib/systems/redis/replication/send-check.ts';
import { startResp } from '#test/fakes/resp-server.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** What the check of a master comes to whose INFO clients holds these lines. */
async function checked(lines: string): Promise<Sent> {
  const server = await startResp({
    ...{ ROLE: ['master', 10, []], INFO: `# Clients\r\nconnected_clients:1\r\n${lines}`, CLIENT: '' },
    ...{ PUBSUB: ['__sentinel__:hello', 0], REPLICAOF: new Error('ERR value is not an integer or out of range') },
  });
  const target = {
    host: '127.0.0.1',
    port: server.port,
    tls: null,
    user: null,
    password: null,
    name: 'act',
    maxBytes: 2 ** 20,
    key: 'act',
  };
  const connection = openRedis(target, NO_METER);
  open.push(
    () => server.close(),
    () => connection.close(),
  );
  const actor = { ...connection, openAside: () => connection };
  return sendCheck(actor, { is: 'check', role: 'master', asksSentinels: true }, AbortSignal.timeout(5_000));
}

describe('a master whose clients somebody else holds', () => {
  test('is left alone where it tells so, and says for how long that is', async () => {
    const held = 'paused_reason:client_pause\r\npaused_actions:write\r\npaused_timeout_milliseconds:42000\r\n';
    expect(await checked(held)).toEqual({
      is: 'refused',
      answer: expect.stringMatching(/^its clients are held already \(client_pause, for 42.*\), and that would end with this/),
    });
  });

  test.each([
    ['that tells of no hold', 'paused_reason:none\r\npaused_actions:none\r\npaused_timeout_milliseconds:0\r\n'],
    ['that never tells', ''],
  ])('and one %s passes', async (_, lines) => {
    expect(await checked(lines)).toMatchObject({ is: 'taken' });
  });
});
