import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, toFailure } from '#lib/failure.ts';
import { until } from '#test/fakes/until.ts';
import { HAPROXY, type HaproxyOptions, type HaproxyProcess, startHaproxy } from './haproxy-process.ts';
import { openReader, type Read, type Reader } from './haproxy-reader.ts';

const WEB = 'backend web\n  server a 127.0.0.1:9 disabled\n';
const SEVERAL = /several processes/i;

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: Partial<HaproxyOptions> = {}): Promise<HaproxyProcess> {
  const started = await startHaproxy({ proxies: WEB, ...options });
  open.push(() => started.stop());
  return started;
}

function readerOf(url: string, user: { user: string; password: string } | null = null): Reader {
  const reader = openReader(url, user);
  open.push(() => reader.close());
  return reader;
}

async function failureOf(asked: Promise<unknown>): Promise<Failure> {
  const question = { node: 'live/lb1', question: 'statistics' };
  return asked.then(
    () => toFailure(new Error('it gave an answer'), question),
    (error: unknown) => toFailure(error, question),
  );
}

/** Every word that a reading says of the node and its rows. */
function wordsOf({ judged, rows }: Read): string {
  return [judged, ...[...rows.values()].map((row) => row.judged)].map(({ reason }) => reason).join('\n');
}

describe.skipIf(HAPROXY === null)('a real HAProxy', () => {
  test('that is stopped gives a timeout, and is read again when it goes on', async () => {
    const haproxy = await start();
    const reader = readerOf(haproxy.url);
    await reader.read();
    haproxy.signal('SIGSTOP');
    expect((await failureOf(reader.read())).kind).toBe('timeout');
    haproxy.signal('SIGCONT');
    expect((await reader.read()).rows.size).toBeGreaterThan(0);
  });

  test('that is killed is refused, kept socket or not', async () => {
    const haproxy = await start();
    const reader = readerOf(haproxy.url);
    await reader.read();
    haproxy.signal('SIGKILL');
    await until('it has ended', () => !haproxy.isRunning());
    expect(await failureOf(reader.read())).toMatchObject({
      kind: 'refused',
      message: `connection refused: nothing listens on 127.0.0.1:${haproxy.statsPort}`,
    });
    expect((await failureOf(readerOf(haproxy.url).read())).kind).toBe('refused');
  });

  test('that wants a user and password says which of the two is missing or wrong', async () => {
    const { url } = await start({ auth: 'vigil:right' });
    expect((await readerOf(url, { user: 'vigil', password: 'right' }).read()).rows.size).toBeGreaterThan(0);
    expect(await failureOf(readerOf(url, { user: 'vigil', password: 'wrong' }).read())).toMatchObject({
      kind: 'auth',
      message: expect.stringMatching(/refused/),
    });
    expect(await failureOf(readerOf(url).read())).toMatchObject({ kind: 'auth', message: expect.stringMatching(/none is configured/) });
  });

  test('asked at another path is no statistics', async () => {
    const { statsPort } = await start();
    const failure = await failureOf(readerOf(`http://127.0.0.1:${statsPort}/elsewhere`).read());
    expect(failure).toMatchObject({ kind: 'http', message: expect.stringMatching(/^503/) });
  });

  test.each([
    ['on kept sockets', ''],
    ['on a new socket each time', 'option httpclose'],
  ])('that reloads is read on and is not called several processes, %s', async (_, stats) => {
    const haproxy = await start({ mode: 'master', stats });
    const reader = readerOf(haproxy.url);
    const uptimes = async () => Number(/Uptime_sec: (\d+)/.exec(await haproxy.command('show info'))?.[1]);
    const pidOf = async () => /Pid: (\d+)/.exec(await haproxy.command('show info').catch(() => ''))?.[1];
    for (let count = 0; count < 3; count += 1) await reader.read();
    await until('it has run for a second', async () => (await uptimes()) >= 1);
    const before = await pidOf();
    haproxy.signal('SIGUSR2');
    const said: string[] = [];
    await until('a new worker answers', async () => {
      said.push(wordsOf(await reader.read()));
      const pid = await pidOf();
      return pid !== undefined && pid !== before;
    });
    for (let count = 0; count < 12; count += 1) said.push(wordsOf(await reader.read()));
    expect(said.filter((words) => SEVERAL.test(words))).toEqual([]);
  });

  test.each([
    ['on kept sockets', ''],
    ['on a new socket each time', 'option httpclose'],
  ])('that shares its port with another process is noticed as several processes, %s', async (_, stats) => {
    const first = await start({ stats });
    await until('the first has a past', async () => /Uptime_sec: [3-9]/.test(await first.command('show info')));
    await start({ stats, statsPort: first.statsPort });
    const reader = readerOf(first.url);
    const isNoticed = async () => SEVERAL.test(wordsOf(await reader.read()));
    await until('several processes are noticed', isNoticed, 20_000);
  });

  test('with 2,000 servers is read and judged within the timeout of its probe', async () => {
    const servers = Array.from({ length: 2_000 }, (_, index) => `  server web-${index} 127.0.0.1:9 disabled`);
    const { url } = await start({ proxies: `backend web\n${servers.join('\n')}\n` });
    const reader = readerOf(url);
    const started = performance.now();
    const { rows } = await reader.read();
    expect(performance.now() - started).toBeLessThan(reader.timeoutMs);
    expect([...rows.values()].filter(({ value }) => value.kind === 'server')).toHaveLength(2_000);
  });
});
