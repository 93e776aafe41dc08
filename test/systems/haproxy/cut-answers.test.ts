import { afterEach, describe, expect, test } from 'vitest';
import { toFailure } from '#lib/failure.ts';
import { openLineSocket } from '#lib/io/line-socket.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { connectSocketActor, sendLine } from '#lib/systems/haproxy/actions-socket.ts';
import { askRuntime } from '#lib/systems/haproxy/fetch-socket.ts';
import { startLine } from '#test/fakes/line-server.ts';
import { settingsOf } from './acting-on.ts';

const NEVER = new AbortController().signal;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function portOf(answer: string): Promise<number> {
  const fake = await startLine(answer);
  closing.push(() => fake.close());
  return fake.port;
}

async function send(answer: string) {
  const settings = settingsOf('http://127.0.0.1:9/haproxy', null);
  const actSocket = { is: 'tcp', host: '127.0.0.1', port: await portOf(answer) } as const;
  const actor = connectSocketActor({ ...settings, actSocket }, NO_METER);
  if (actor === null) throw new Error('no actor');
  closing.push(() => actor.socket?.close());
  return sendLine(actor, 'set weight be_web/web03 5', NEVER);
}

/** Every part of an answer that ends where a line of it does, and is not all of it. */
function partsOf(answer: string): string[] {
  return [...answer.matchAll(/\n/g)].map(({ index }) => answer.slice(0, index + 1)).slice(0, -1);
}

const SESSIONS =
  '0x55d0: proto=tcpv4 src=127.0.0.1:1 fe=f be=b srv=s age=1s calls=1\n0x55d1: proto=tcpv4 src=127.0.0.1:2 fe=f be=b srv=s age=2s calls=1\n\n';

describe('an answer of the runtime socket that is cut at a line end', () => {
  test('is no list of sessions', async () => {
    for (const part of partsOf(SESSIONS)) {
      const socket = openLineSocket({ address: { is: 'tcp', host: '127.0.0.1', port: await portOf(part) }, maxBytes: 9_000 }, NO_METER);
      closing.push(() => socket.close());
      const failure = await askRuntime(socket, { line: 'show sess', level: 'operator', begins: /^0x/ }, NEVER).then(
        () => null,
        (error: unknown) => toFailure(error, { node: 'lb1', question: 'show sess' }),
      );
      expect([part, failure]).toEqual([part, expect.objectContaining({ kind: 'protocol', message: expect.stringContaining('was cut') })]);
    }
  });

  test.each(['No such server.\n\n', 'Absolute weight can only be between 0 and 256 inclusive.\n\n'])(
    'is no refusal of a command: whether "%s" was all is not known',
    async (answer) => {
      for (const part of partsOf(answer)) {
        expect(await send(part)).toEqual({
          is: 'no answer',
          answer: expect.stringMatching(/^the answer to "set weight .*" was cut after .*; whether it was taken, only readings tell$/),
        });
      }
      expect(await send(answer)).toEqual({ is: 'refused', answer: `HAProxy says: ${answer.trim()}` });
    },
  );

  test('is none where an empty line is all, which is how success is said', async () => {
    expect(await send('\n')).toMatchObject({ is: 'taken' });
  });
});
