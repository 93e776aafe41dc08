import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import { isWhole } from '#lib/systems/haproxy/fetch-socket.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from './haproxy-process.ts';

let lb: HaproxyProcess | null = null;
afterEach(async () => {
  await lb?.stop();
  lb = null;
});

/** What comes until the socket is closed, as it comes. */
function rawAnswer(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(path, () => socket.write(`${line}\n`));
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer to ${line}`)));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

const proxies = (port: number) =>
  `frontend fe\n  bind 127.0.0.1:${port}\nbackend web\n  server web01 127.0.0.1:1 weight 10\n  server web02 127.0.0.1:1`;

describe.skipIf(HAPROXY === null)('every answer of a real HAProxy', () => {
  test('ends with an empty line, and no part of it that ends with a line does', async () => {
    const [port = 0] = await freePorts(1);
    lb = await startHaproxy({ proxies: proxies(port) });
    const asked = [
      ...['show info', 'show servers state', 'show sess', 'set weight web/web01 5', 'set weight web/none 5', 'set weight web/web01 300'],
      ...['disable frontend fe', 'disable frontend fe', 'enable frontend fe', 'disable frontend none', 'no command'],
    ].map((line) => ({ line, path: lb?.sockets.admin ?? '' }));
    const denied = ['set weight web/web01 5', 'show sess', 'disable frontend fe'].map((line) => ({ line, path: lb?.sockets.user ?? '' }));
    for (const { line, path } of [...asked, ...denied]) {
      const answer = await rawAnswer(path, line);
      const parts = [...answer.matchAll(/\n/g)].map(({ index }) => answer.slice(0, index + 1)).slice(0, -1);
      expect([line, isWhole(answer), parts.filter(isWhole)]).toEqual([line, true, []]);
    }
  });
});
