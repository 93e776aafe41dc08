import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';

const open: { server: Server; sockets: Set<Socket> }[] = [];
afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server that answers each greeting, and whatever is asked with the beginning of a list that holds a password; then it hangs up. */
async function cuttingServer(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end('+OK\r\n*4\r\n$11\r\nrequirepass\r\n$8\r\nhunter22\r\n$4\r\ndi'));
  });
  open.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Those without an input, and one of those with one. */
const ASKED = (redis.questions ?? []).map(({ name }): [string, unknown] => [name, name === 'key' ? { db: 0, name: 'k' } : null]);

describe('an answer that is cut off', () => {
  test.each(ASKED)('to %s is a failure that shows nothing of it', async (name, input) => {
    const section = redisSection.read({ groups: [{ name: 'x', nodes: [{ name: 'r1', address: `127.0.0.1:${await cuttingServer()}` }] }] });
    const connection = redis.connect(section.ok ? section.groups[0]?.nodes[0]?.settings : null, NO_METER);
    const question = redis.questions?.find((one) => one.name === name);
    const failure = await question
      ?.fetch(connection, input, AbortSignal.timeout(5_000))
      .then(() => null)
      .catch((error: unknown) => toFailure(error, { node: 'x/r1', question: name }));
    redis.close(connection);
    expect(failure).toMatchObject({ kind: 'protocol', message: expect.stringContaining('cut off'), received: null });
    expect(JSON.stringify(failure)).not.toContain('hunter');
  });
});
