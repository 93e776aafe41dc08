import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { until } from '#test/fakes/until.ts';

const OPEN_WITHIN_MS = 60_000;

/** What came of one kind: events, bytes, and rows in them. */
type Came = { events: number; bytes: number; rows: number };

/**
 * Prints what one browser is sent: the snapshot, and then what each interval of `overMs` costs by probe, in bytes and changed rows. The server does not compress a stream; what it would be
 * gzipped, each event by itself, is said beside.
 */
export async function printStream(port: number, { intervalMs, overMs }: { intervalMs: number; overMs: number }): Promise<void> {
  const stream = await openStream(port);
  try {
    await until('the snapshot is there', () => stream.events.length > 0, OPEN_WITHIN_MS);
    const snapshot = stream.events[0] ?? '';
    const rows = countRows(snapshot);
    console.log(
      `  a stream: its snapshot is ${mega(Buffer.byteLength(snapshot))} (gzipped ${mega(gzipSync(snapshot).length)}) with ${rows} rows, after ${stream.firstMs()} ms`,
    );
    const from = stream.events.length;
    await pause(overMs);
    printChanges(stream.events.slice(from), overMs / intervalMs);
  } finally {
    stream.close();
  }
}

function printChanges(events: readonly string[], intervals: number): void {
  const came = new Map<string, Came>();
  let gzipped = 0;
  for (const event of events) {
    const name = nameOf(event);
    const before = came.get(name) ?? { events: 0, bytes: 0, rows: 0 };
    const rows = name.startsWith('change') ? countRows(event) : 0;
    came.set(name, { events: before.events + 1, bytes: before.bytes + Buffer.byteLength(event), rows: before.rows + rows });
    gzipped += gzipSync(event).length;
  }
  const all = [...came.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`    then in each interval ${mega(all / intervals)} (gzipped ${mega(gzipped / intervals)}):`);
  for (const [name, { events: count, bytes, rows }] of [...came].toSorted(([, a], [, b]) => b.bytes - a.bytes)) {
    const each = (value: number): string => (value / intervals).toFixed(0);
    console.log(`      ${name}: ${each(count)} events, ${each(bytes / 1_000)} kB, ${each(rows)} rows`);
  }
}

/** The kind of an event, with the probe for a change. */
function nameOf(event: string): string {
  const kind = /^event: (\w+)/.exec(event)?.[1] ?? 'other';
  const probe = kind === 'change' ? /"probe":"([^"]+)"\}/.exec(event)?.[1] : undefined;
  return probe === undefined ? kind : `${kind} of ${probe}`;
}

function countRows(event: string): number {
  const told: { rows?: Record<string, unknown[]>; change?: { rows: unknown[] } } = JSON.parse(event.slice(event.indexOf('data: ') + 6));
  return told.change ? told.change.rows.length : Object.values(told.rows ?? {}).reduce((sum, rows) => sum + rows.length, 0);
}

type Stream = { events: string[]; firstMs(): string; close(): void };

function openStream(port: number): Promise<Stream> {
  const asked = performance.now();
  const events: string[] = [];
  let firstAt = Number.NaN;
  const pieces: string[] = [];
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path: '/live/v1/stream', agent: false }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        // The snapshot comes in a thousand pieces: they are put together once.
        const [end = '', ...next] = `${pieces.at(-1)?.endsWith('\n') ? pieces.pop() : ''}${chunk}`.split('\n\n');
        pieces.push(end);
        for (const piece of next) events.push(pieces.splice(0, Number.POSITIVE_INFINITY, piece).join(''));
        if (Number.isNaN(firstAt) && events.length > 0) firstAt = performance.now();
      });
      response.on('error', () => undefined);
      resolve({ events, firstMs: () => (firstAt - asked).toFixed(0), close: () => response.destroy() });
    });
    request.on('error', reject);
  });
}

function mega(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
