import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, toFailure } from '#lib/failure.ts';
import { NOTHING_OBSERVED } from '#lib/reading.ts';
import { judgeProbe, type Verdict } from '#lib/status.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startGarbage } from '#test/fakes/garbage.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startLine } from '#test/fakes/line-server.ts';
import { startRelay } from '#test/fakes/relay.ts';
import { type RespAnswer, startRespCut, startRespDrip } from '#test/fakes/resp-server.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { until } from '#test/fakes/until.ts';
import { REDIS, type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';
import { asUser, openReader, type Reader, type Written } from './redis-reader.ts';

const STALE_AFTER_MS = 10_000;
const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: RedisOptions = {}): Promise<RedisProcess> {
  const started = await startRedis(options);
  open.push(() => started.stop());
  return started;
}

function readerOf({ port }: { port: number }, written: Written = {}): Reader {
  const reader = openReader(port, { timeout: '500ms', ...written });
  open.push(() => reader.close());
  return reader;
}

async function failureOf(reader: Reader): Promise<Failure> {
  const question = { node: 'live/r1', question: 'INFO and ROLE' };
  return reader.read().then(
    () => Promise.reject(new Error('it gave an answer')),
    (error: unknown) => toFailure(error, question),
  );
}

/** What stands on the board of a node that was never read and failed like this: at once, and when its time is up. */
function boardOf(failure: Failure): [Verdict, Verdict] {
  const attempt = { at: 0, tookMs: 1, failure };
  const state = { ...NOTHING_OBSERVED, attempt, asked: { times: 1, since: 0 }, failing: { times: 1, since: 0 } };
  const at = (now: number) =>
    judgeProbe({ ...state, newest: null, verdict: null, vital: true, staleAfterMs: STALE_AFTER_MS }, { now, doubtBefore: -1 });
  return [at(1), at(STALE_AFTER_MS + 1)];
}

/** Red at once, with these words. */
async function expectRed(reader: Reader, words: RegExp): Promise<void> {
  const [now] = boardOf(await failureOf(reader));
  expect(now).toMatchObject({ status: 'critical', reason: expect.stringMatching(words) });
}

/** Silence: never ok, and stale when its time is up. */
async function expectSilence(reader: Reader, words: RegExp): Promise<void> {
  const failure = await failureOf(reader);
  const [now, later] = boardOf(failure);
  expect([failure.kind, failure.message]).toEqual(['timeout', expect.stringMatching(words)]);
  expect([now.status, later.status]).toEqual(['unknown', 'stale']);
}

describe.skipIf(REDIS === null)('a real Redis that does not answer as it should is red, in words', () => {
  test.each<[what: string, options: RedisOptions, written: Written, words: RegExp]>([
    ['NOAUTH', { password: 'right' }, {}, /it wants a password; none is configured: add read:/],
    ['WRONGPASS', { password: 'right' }, asUser(null, 'wrong'), /user or password refused/],
    ['NOPERM', { args: ['--user', 'vigil', 'on', '>pw', '+@all', '-role'] }, asUser('vigil', 'pw'), /not permitted: its user needs \+role/],
  ])('%s', async (_, options, written, words) => expectRed(readerOf(await start(options), written), words));

  test('as many clients as it may take', async () => {
    const server = await start({ args: ['--maxclients', '1'] });
    await readerOf(server).read();
    await expectRed(readerOf(server), /it takes no more connections.*maxclients/);
  });

  test('protected mode', async (context) => {
    const outside = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    const address = outside.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
    if (address === undefined) context.skip('this machine has no address but its loopback');
    const server = await start({ args: ['--bind', '0.0.0.0', '--protected-mode', 'yes'] });
    await expectRed(readerOf(server, { address: `${address}:${server.port}` }), /protected mode/);
    expect((await readerOf(server).read()).judged.status).toBe('ok');
  });

  test('BUSY with a script', async () => {
    const server = await start({ args: ['--busy-reply-threshold', '20'] });
    const script = server.command('EVAL', 'while true do end', '0').catch(() => undefined);
    const reader = readerOf(server);
    // The script may come after a first question.
    await until('it says so', async () => (await failureOf(reader).catch(() => null))?.kind === 'busy', 10_000);
    await expectRed(reader, /busy with a script.*SCRIPT KILL/);
    await server.command('SCRIPT', 'KILL');
    await script;
  });

  test('LOADING: red by its own word, in which it goes on telling how far it is', async () => {
    const slow = ['--key-load-delay', '40000', '--loading-process-events-interval-bytes', '1024', '--rdbcompression', 'no'];
    const server = await start({ args: ['--enable-debug-command', 'yes', ...slow] });
    for (let at = 0; at < 40; at += 1) await server.command('SET', `key${at}`, 'x'.repeat(5_000));
    const reader = readerOf(server);
    const loading = server.command('DEBUG', 'RELOAD');
    await until('it says so', async () => (await reader.read()).judged.status === 'critical');
    expect((await reader.read()).judged.reason).toMatch(/^loading its data from disk, [\d.]+ % done: commands are refused/);
    await expect(server.command('PING')).rejects.toThrow('it is loading its data from disk');
    await loading;
    expect((await reader.read()).judged.status).toBe('ok');
  });

  test('OOM: red before anybody reads its log, while it refuses writes', async () => {
    const server = await start();
    await server.command('SET', 'key', 'x'.repeat(500_000));
    const { view } = await readerOf(server).read();
    await server.command('CONFIG', 'SET', 'maxmemory', String(view.memory.usedBytes - 100_000));
    await expect(server.command('SET', 'another', 'x')).rejects.toThrow(/used up to maxmemory/);
    const { judged } = await readerOf(server).read();
    expect(judged).toMatchObject({ status: 'critical', reason: expect.stringMatching(/of memory, .*writes are refused when it is full/) });
  });

  test('MASTERDOWN: a replica that may serve no old data is read all the same, and red by its link', async () => {
    const master = await start();
    const replica = await start({ replicaOf: master.port, args: ['--replica-serve-stale-data', 'no'] });
    const reader = readerOf(replica);
    await until('the link is up', async () => (await reader.read()).judged.status === 'ok', 20_000);
    master.signal('SIGKILL');
    await until('it is down', async () => (await reader.read()).judged.status === 'critical');
    expect((await reader.read()).judged.reason).toMatch(/^the link to its master .* is down/);
    await expect(replica.command('GET', 'key')).rejects.toThrow('may not serve old data');
  });
});

describe.skipIf(REDIS === null)('a real Redis that falls silent is never ok, and stale when its time is up', () => {
  test('stopped, before anything was read and after', async () => {
    const server = await start();
    const known = readerOf(server);
    await known.read();
    server.signal('SIGSTOP');
    await expectSilence(readerOf(server), /connected, no answer/);
    await expectSilence(known, /connected, no answer/);
    server.signal('SIGCONT');
    expect((await known.read()).judged.status).toBe('ok');
  });

  test('behind a network that loses everything, over a kept connection', async () => {
    const server = await start();
    const relay = await startRelay(server.port);
    open.push(() => relay.close());
    const reader = readerOf(relay);
    await reader.read();
    for (const way of ['to client', 'to server'] as const) relay.hold(way, 'SETNAME');
    await expectSilence(reader, /no answer/);
    relay.release();
    expect((await reader.read()).judged.status).toBe('ok');
  });

  test('behind a network that takes no connection', async () => {
    const server = await start({ args: ['--tcp-backlog', '1'] });
    server.signal('SIGSTOP');
    // The kernel drops who comes when nobody takes those in.
    for (let count = 0; count < 4; count += 1) {
      const waiting = net.connect({ host: '127.0.0.1', port: server.port });
      waiting.on('error', () => undefined);
      open.push(() => waiting.destroy());
    }
    const reader = readerOf(server, { timeout: '300ms' });
    await until('it takes no more', async () => (await failureOf(reader)).message === 'no connection');
    await expectSilence(reader, /^no connection$/);
  });
});

describe.skipIf(REDIS === null)('what answers in the place of a Redis is never taken for one', () => {
  const fake = async (starting: Promise<Fake>): Promise<Fake> => {
    const started = await starting;
    open.push(() => started.close());
    return started;
  };

  test.each<[what: string, starting: () => Promise<Fake>, words: RegExp]>([
    ['garbage', startGarbage, /is not Redis/],
    ['SSH', startSshBanner, /is SSH/],
    ['a web server', () => startLine('HTTP/1.1 400 Bad Request\r\n\r\n'), /is a web server/],
  ])('%s', async (_, starting, words) => expectRed(readerOf(await fake(starting())), words));

  test.each<[what: string, starting: () => Promise<Fake>]>([
    ['a byte a second', () => startRespDrip(1_000)],
    ['nothing at all after it took the connection', startHang],
  ])('%s', async (_, starting) => expectSilence(readerOf(await fake(starting())), /./));

  test('a real answer that is cut, every 200 bytes of it', async () => {
    const server = await start();
    const answers: Record<string, RespAnswer> = { INFO: String(await server.command('INFO')), ROLE: await server.command('ROLE') };
    for (let bytes = 1; bytes < String(answers.INFO).length; bytes += 200) {
      const [verdict] = boardOf(await failureOf(readerOf(await fake(startRespCut(answers, bytes)))));
      expect([bytes, verdict]).toMatchObject([bytes, { status: 'critical', reason: expect.stringMatching(/^cut off after/) }]);
    }
  });
});
