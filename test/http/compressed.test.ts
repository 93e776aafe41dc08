import { createServer, type IncomingMessage, get as read } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerJson } from '#lib/http/answer.ts';

const LONG = { rows: Array.from({ length: 2_000 }, (_, index) => ({ id: `web${index}`, said: 'ä' })) };
const SHORT = { rows: [] };

const server = createServer((request, response) => answerJson(response, 200, request.url === '/long' ? LONG : SHORT));
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function ask(path: string, accepts: string | null): Promise<{ headers: IncomingMessage['headers']; bytes: Buffer }> {
  const headers = accepts === null ? {} : { 'accept-encoding': accepts };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    read({ host: '127.0.0.1', port, path, headers, agent: false }, resolve).on('error', reject);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return { headers: response.headers, bytes: Buffer.concat(chunks) };
}

describe('an answer of JSON', () => {
  test.each(['gzip', 'gzip, deflate, br', 'br;q=1.0, GZIP ; q=0.5'])(
    'that is long goes out compressed to who takes %s',
    async (accepts) => {
      const { headers, bytes } = await ask('/long', accepts);
      expect(headers).toMatchObject({
        'content-encoding': 'gzip',
        vary: 'accept-encoding',
        'content-type': 'application/json; charset=utf-8',
      });
      expect(headers['content-length']).toBe(String(bytes.length));
      expect(bytes.length).toBeLessThan(JSON.stringify(LONG).length / 4);
      expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(LONG);
    },
  );

  test.each([null, 'identity', 'br', '*', 'gzip;q=0', 'gzip; q=0.0, br', 'xgzip'])(
    'that is long is plain for who takes %s',
    async (accepts) => {
      const { headers, bytes } = await ask('/long', accepts);
      expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'accept-encoding']);
      expect(JSON.parse(bytes.toString())).toEqual(LONG);
    },
  );

  test('that is short is plain for everybody', async () => {
    const { headers, bytes } = await ask('/long-not', 'gzip');
    expect(headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(bytes.toString())).toEqual(SHORT);
  });

  test('is never kept by anybody on the way', async () => {
    for (const path of ['/long', '/short']) expect((await ask(path, 'gzip')).headers['cache-control']).toBe('no-store');
  });
});
