import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, type FailureKind, toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Parsed } from '#lib/system.ts';
import { systems } from '#lib/systems/index.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startLine, startLineEndless, startLineReset } from '#test/fakes/line-server.ts';
import { until } from '#test/fakes/until.ts';
import { CONTRACTS } from './contracts.ts';

/** The contract of probes that are asked by a line over a socket. */

const TEST_FOLDER = fileURLToPath(new URL('..', import.meta.url));
const NEVER = new AbortController().signal;

const PARTIES = CONTRACTS.flatMap(({ system: name, lines }) =>
  Object.entries(lines?.captures ?? {}).map(([probeName, { line, files }]) => {
    const system = systems.find((one) => one.name === name);
    const probe = system?.probes.find((one) => one.name === probeName);
    if (!system || !probe || !lines) throw new Error(`${name} has no probe ${probeName}`);
    return [`${name}/${probeName}`, { system, probe, line, files, settings: lines.settings }] as const;
  }),
);

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(starting: Promise<Fake>): Promise<Fake> {
  const fake = await starting;
  open.push(() => fake.close());
  return fake;
}

describe.each(PARTIES)('%s', (_, { system, probe, line, files, settings }) => {
  const captures = globSync(files, { cwd: TEST_FOLDER })
    .sort()
    .map((file) => [file, readFileSync(`${TEST_FOLDER}/${file}`)] as const);

  async function ask(port: number, signal = NEVER): Promise<Parsed<unknown>> {
    const connection = system.connect(settings(port), NO_METER);
    open.push(() => system.close(connection));
    return probe.parse(await probe.fetch(connection, signal));
  }

  async function failureOf(asked: Promise<unknown>): Promise<Failure> {
    const question = { node: 'edge/lb1', question: probe.question };
    return asked.then(
      () => toFailure(new Error('it gave an answer'), question),
      (error: unknown) => toFailure(error, question),
    );
  }

  test('has captures, is asked where a socket is configured and nowhere else, and has time to answer', () => {
    expect(captures.length).toBeGreaterThan(0);
    const without = CONTRACTS.find(({ system: name }) => name === system.name)?.settings('http://127.0.0.1:1/');
    expect([probe.isAsked?.(settings(1)), probe.isAsked?.(without)]).toEqual([true, false]);
    const { intervalMs, timeoutMs } = probe.times(settings(1));
    expect(timeoutMs).toBeLessThan(intervalMs);
  });

  test.each(captures)('reads %s, asking one line, and can say why of everything that is not ok', async (_, body) => {
    const node = await start(startLine(body));
    const { value, producedAt } = await ask(node.port);
    expect(node.heard()).toBe(`${line}\n`);
    const now = 1_700_000_000_000;
    const source = { system: system.name, group: 'edge', node: 'lb1', probe: probe.name };
    const { judged, rows } = system.status({
      probe: probe.name,
      window: [{ value, observedAt: now, producedAt, source }],
      settings: settings(1),
      now,
    });
    expect([judged, ...rows.map((row) => row.judged)].filter(({ status, reason }) => status !== 'ok' && reason === '')).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test.each(captures)('does not take %s when it is cut, in a line or between two', async (_, body) => {
    const places = [1, 2, 3, 4].map((fifth) => Math.floor((body.length * fifth) / 5));
    const lineEnds = [...body.toString('latin1').matchAll(/\n/g)].map(({ index }) => index + 1).slice(0, -1);
    for (const end of [10, ...places, ...lineEnds]) {
      const node = await start(startLine(body.subarray(0, end)));
      const { kind, message } = await failureOf(ask(node.port));
      expect([kind, message, end]).toEqual(['protocol', expect.stringMatching(/^the answer to ".*" was cut after /), end]);
    }
  });

  test.each<[what: string, fake: () => Promise<Fake>, kind: FailureKind]>([
    ['a close without a word', () => startLine(''), 'protocol'],
    ['an empty line', () => startLine('\n'), 'parse'],
    ['an answer that is cut by a reset', () => startLineReset('Name: HAProxy\n'), 'protocol'],
    ['a web server', () => startLine('HTTP/1.0 400 Bad request\r\n\r\n<html></html>'), 'parse'],
    ['an SSH server', () => startLine('SSH-2.0-OpenSSH_9.2p1\r\nInvalid SSH identification string.\r\n'), 'parse'],
    ['random bytes', () => startLine(Buffer.from([0, 255, 10, 10])), 'parse'],
    ['a right that is missing', () => startLine('Permission denied\n\n'), 'permission'],
    ['a version that does not know the question', () => startLine('Unknown command. Please enter one of\n\n'), 'unsupported'],
  ])('turns %s into the right failure, in words', async (_, fake, kind) => {
    const node = await start(fake());
    expect(await failureOf(ask(node.port, AbortSignal.timeout(3_000)))).toMatchObject({ kind, message: expect.stringMatching(/\w{3}/) });
  });

  test('is refused where nothing listens', async () => {
    const { url } = await closedPort();
    expect((await failureOf(ask(Number(new URL(url).port)))).kind).toBe('refused');
  });

  test.each([
    ['hangs', startHang],
    ['never ends', () => startLineEndless('x')],
  ])('ends when it is aborted while the node %s, and leaves no socket open', async (_, fake) => {
    const node = await start(fake());
    const abort = new AbortController();
    const failure = failureOf(ask(node.port, abort.signal));
    await until('the node was asked', () => node.heard() !== '');
    abort.abort();
    expect((await failure).kind).toBe('timeout');
    await until('the node sees the close', () => node.openSockets() === 0);
  });
});
