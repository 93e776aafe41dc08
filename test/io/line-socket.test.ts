import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { FailureKind } from '#lib/failure.ts';
import { formatLineAddress, type LineAddress, type LineSocket, openLineSocket } from '#lib/io/line-socket.ts';
import { createMeter } from '#lib/io/meter.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startLine, startLineEndless, startLineReset } from '#test/fakes/line-server.ts';
import { until } from '#test/fakes/until.ts';
import { closeAll, failureOf, NEVER, start } from './asking.ts';

const meter = createMeter(() => 0);
const folders: string[] = [];
const sockets: LineSocket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await closeAll();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function open(address: LineAddress, maxBytes = 10_000): LineSocket {
  const socket = openLineSocket({ address, maxBytes }, meter);
  sockets.push(socket);
  return socket;
}

function at({ port }: Pick<Fake, 'port'>): LineAddress {
  return { is: 'tcp', host: '127.0.0.1', port };
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vigil-line-'));
  folders.push(made);
  return made;
}

describe('a line socket', () => {
  test('sends one line, takes all that comes until the close, and tells the meter both', async () => {
    const fake = await start(startLine('one\ntwo\n\n'));
    const before = meter.read().total;
    const answer = await open(at(fake)).ask('show info', NEVER);
    expect([answer.toString(), fake.heard()]).toEqual(['one\ntwo\n\n', 'show info\n']);
    await until('the meter was told', () => meter.read().total.requests === before.requests + 1);
    const { sentBytes, receivedBytes } = meter.read().total;
    expect([sentBytes - before.sentBytes, receivedBytes - before.receivedBytes]).toEqual([10, 9]);
  });

  test.each<[what: string, fake: () => Promise<Fake>, kind: FailureKind, words: RegExp]>([
    ['a close without an answer', () => startLine(''), 'protocol', /closes it without an answer$/],
    ['an answer that is cut by a reset', () => startLineReset('Name: HAProxy\n'), 'protocol', /^cut off after 14 bytes$/],
    ['an answer without an end', () => startLineEndless('Name: HAProxy\n'), 'protocol', /^its answer is too large: .* limit is 10,000/],
  ])('turns %s into a failure, in words', async (_, fake, kind, words) => {
    const node = await start(fake());
    const failure = await failureOf(open(at(node)).ask('show info', NEVER));
    expect([failure.kind, failure.message]).toEqual([kind, expect.stringMatching(words)]);
    await until('the node sees the close', () => node.openSockets() === 0);
  });

  test('hands on, byte by byte, what is no answer of the product', async () => {
    const bytes = Buffer.from([0, 255, 10, 200]);
    const node = await start(startLine(bytes));
    expect(await open(at(node)).ask('show info', NEVER)).toEqual(bytes);
  });

  test('is refused where nothing listens, and says that nothing was sent', async () => {
    const address = at({ port: Number(new URL((await closedPort()).url).port) });
    expect((await failureOf(open(address).ask('show info', NEVER))).kind).toBe('refused');
    expect(await open(address).send('set weight a/b 1', NEVER)).toMatchObject({ is: 'not sent', words: expect.stringMatching(/refused/) });
  });

  test('does not know a name that DNS does not know', async () => {
    const failure = await failureOf(open({ is: 'tcp', host: 'no-such-name.invalid', port: 1 }).ask('show info', NEVER));
    expect(failure.kind).toBe('dns');
  });

  test('ends when it is aborted, leaves no socket open, and cannot tell whether a command was taken', async () => {
    const node = await start(startHang());
    const abort = new AbortController();
    const socket = open(at(node));
    const asked = failureOf(socket.ask('show info', abort.signal));
    const sent = socket.send('set weight a/b 1', abort.signal);
    await until('both were heard', () => node.heard().split('\n').length === 3);
    abort.abort();
    expect([(await asked).kind, (await asked).message]).toEqual(['timeout', 'connected, no answer']);
    expect(await sent).toEqual({ is: 'no answer', words: 'connected, no answer' });
    await until('the node sees the close', () => node.openSockets() === 0);
  });

  test('sends nothing once it is aborted or closed', async () => {
    const node = await start(startLine('\n'));
    expect(await open(at(node)).send('x', AbortSignal.abort())).toEqual({ is: 'not sent', words: 'no connection' });
    const closed = open(at(node));
    closed.close();
    expect(await closed.send('x', NEVER)).toMatchObject({ is: 'not sent' });
    expect(node.connections()).toBe(0);
  });

  test.each(['', 'show info\nshow env', 'a\u0000b'])('never sends %j', async (line) => {
    const node = await start(startLine('\n'));
    await expect(open(at(node)).ask(line, NEVER)).rejects.toThrow('control character');
    expect(node.connections()).toBe(0);
  });
});

describe('a unix socket', () => {
  test('that is not there is refused, and is said to be missing', async () => {
    const failure = await failureOf(open({ is: 'unix', path: join(folder(), 'no.sock') }).ask('show info', NEVER));
    expect([failure.kind, failure.message]).toEqual([
      'refused',
      expect.stringMatching(/^there is no socket at .*no\.sock: .*compare the path/),
    ]);
  });

  test('that is another file is refused', async () => {
    const path = join(folder(), 'file');
    writeFileSync(path, '');
    const failure = await failureOf(open({ is: 'unix', path }).ask('show info', NEVER));
    expect([failure.kind, failure.message]).toEqual(['refused', expect.stringContaining('or it is no socket')]);
  });

  test.skipIf(process.getuid?.() === 0)('that may not be opened is a missing right, and says which', async () => {
    const inside = folder();
    chmodSync(inside, 0o000);
    const failure = await failureOf(open({ is: 'unix', path: join(inside, 'vigil.sock') }).ask('show info', NEVER));
    chmodSync(inside, 0o700);
    expect([failure.kind, failure.message]).toEqual(['permission', expect.stringMatching(/may not open .*group/)]);
  });

  test.each<[LineAddress, string]>([
    [{ is: 'unix', path: '/run/a.sock' }, '/run/a.sock'],
    [{ is: 'tcp', host: '127.0.0.1', port: 9999 }, 'tcp://127.0.0.1:9999'],
    [{ is: 'tcp', host: '::1', port: 9999 }, 'tcp://[::1]:9999'],
  ])('%o is written %s', (address, text) => {
    expect(formatLineAddress(address)).toBe(text);
  });
});
