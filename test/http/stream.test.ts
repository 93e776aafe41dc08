import { get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

let server: NativeServer;
beforeEach(async () => {
  server = await startNativeServer();
});
afterEach(() => server.close());

type Opened = { response: IncomingMessage; text: () => string; isClosed: () => boolean };

function openStream(): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port: server.port, path: '/live/v1/stream', agent: false }, (response) => {
      let text = '';
      let isClosed = false;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        isClosed = true;
      });
      resolve({ response, text: () => text, isClosed: () => isClosed });
    });
    request.on('error', reject);
  });
}

describe('the stream', () => {
  test('says what it is, and that nobody on the way may hold it up', async () => {
    const { response } = await openStream();
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(response.headers['content-encoding']).toBeUndefined();
    response.destroy();
  });

  test('begins with a snapshot at once, and goes on with changes and heartbeats', async () => {
    const { text, response } = await openStream();
    await until('the snapshot is there', () => text().startsWith('event: snapshot\ndata: {') && text().includes('\n\n'));
    const [first = ''] = text().split('\n\n');
    const snapshot = JSON.parse(first.slice(first.indexOf('data: ') + 6));
    expect(snapshot).toMatchObject({ boot: server.engine.boot, build: 'build-1', doubtBefore: 0 });
    expect(snapshot.probes).toHaveLength(7);
    await until('a change', () => text().includes('event: change\n'));
    await until('a heartbeat', () => text().includes('event: heartbeat\n'));
    response.destroy();
  });

  test('that the browser closes is forgotten', async () => {
    const opened = [await openStream(), await openStream()];
    await until('both are served', () => server.engine.feed.subscriberCount() === 2);
    for (const { response } of opened) response.destroy();
    await until('both are forgotten', () => server.engine.feed.subscriberCount() === 0);
  });

  test('ends when the engine stops', async () => {
    const { isClosed } = await openStream();
    await until('it is served', () => server.engine.feed.subscriberCount() === 1);
    await server.engine.stop();
    await until('it is closed', isClosed);
  });
});
