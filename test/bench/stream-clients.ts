import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from '#test/fakes/until.ts';

/**
 * A program: that many streams of one Vigil, so that what they cost is not measured with it. Prints one line of JSON once each had its first event.
 * /watch?name=t0-web3 begins to wait for a change that shows that server in maintenance; /seen answers when each stream had it, epoch ms.
 */

/** What the program prints once all streams are open. */
export type Streaming = { control: number };
/** When each of the streams that had the change had it, epoch ms. */
export type Seen = { at: number[] };

type Stream = { text: string; isFirst: boolean; seenAt: number | null };

const OPEN_WITHIN_MS = 120_000;
/** At a time: a thousand connections at once are more than a listening socket keeps waiting. */
const AT_ONCE = 50;
/** What may be cut by the end of a chunk. */
const TAIL = 2_000;

const [port = 0, count = 1] = process.argv.slice(2).map(Number);
let watched = '';
const streams: Stream[] = [];
while (streams.length < count) {
  const some = await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - streams.length) }, open));
  streams.push(...some);
}
await until('each stream has its first event', () => streams.every(({ isFirst }) => !isFirst), OPEN_WITHIN_MS);
const server = createServer((request, response) => answer(new URL(request.url ?? '/', 'http://127.0.0.1'), response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const streaming: Streaming = { control: (server.address() as AddressInfo).port };
console.log(JSON.stringify(streaming));

function open(): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/live/v1/stream', agent: false }, (response) => {
      const stream: Stream = { text: '', isFirst: true, seenAt: null };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => take(stream, chunk));
      response.on('end', () => fail('a stream was ended'));
      response.on('error', () => fail('a stream broke'));
      resolve(stream);
    });
    request.on('error', reject);
  });
}

function take(stream: Stream, chunk: string): void {
  if (chunk.includes('\n\n')) stream.isFirst = false;
  if (watched === '' || stream.seenAt !== null) return;
  stream.text = (stream.text + chunk).slice(-Math.max(chunk.length, TAIL));
  const at = stream.text.indexOf(watched);
  if (at >= 0 && stream.text.slice(at, at + TAIL).includes('"MAINT"')) stream.seenAt = Date.now();
}

// A figure over fewer streams than it names would be no figure.
function fail(words: string): void {
  console.error(words);
  process.exit(1);
}

function answer({ pathname, searchParams }: URL, response: ServerResponse): void {
  if (pathname === '/watch') {
    watched = `"name":"${searchParams.get('name')}"`;
    for (const stream of streams) Object.assign(stream, { text: '', seenAt: null });
    response.end('{}');
    return;
  }
  const seen: Seen = { at: streams.flatMap(({ seenAt }) => seenAt ?? []) };
  response.end(JSON.stringify(seen));
}
