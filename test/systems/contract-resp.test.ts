import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, type FailureKind, toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Parsed } from '#lib/system.ts';
import { systems } from '#lib/systems/index.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startGarbage } from '#test/fakes/garbage.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startLine } from '#test/fakes/line-server.ts';
import { startReset } from '#test/fakes/reset.ts';
import { type RespAnswer, startResp, startRespCut, startRespDrip, startRespEndless, startRespGreeting } from '#test/fakes/resp-server.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { until } from '#test/fakes/until.ts';
import { CONTRACTS } from './contracts.ts';

/** The contract of probes that are asked by commands of RESP. */

type Answers = Record<string, RespAnswer>;

const TEST_FOLDER = fileURLToPath(new URL('..', import.meta.url));
const NEVER = new AbortController().signal;

const PARTIES = CONTRACTS.flatMap(({ system: name, resp }) =>
  Object.entries(resp?.captures ?? {}).map(([probeName, { settings, folders, commands, mayBeEmpty = [] }]) => {
    const system = systems.find((one) => one.name === name);
    const probe = system?.probes.find((one) => one.name === probeName);
    if (!system || !probe) throw new Error(`${name} has no probe ${probeName}`);
    return [`${name}/${probeName}`, { system, probe, folders, commands, settings, mayBeEmpty }] as const;
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

describe.each(PARTIES)('%s', (_, { system, probe, folders, commands, settings, mayBeEmpty }) => {
  const captures = globSync(folders, { cwd: TEST_FOLDER })
    .sort()
    .map((folder) => [folder, answersIn(folder)] as const);
  const names = Object.keys(commands);

  function answersIn(folder: string): Answers {
    return Object.fromEntries(
      Object.entries(commands).map(([name, file]) => {
        const text = readFileSync(`${TEST_FOLDER}/${folder}/${file}`, 'utf8');
        return [name, file.endsWith('.json') ? (JSON.parse(text) as RespAnswer) : text];
      }),
    );
  }

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

  test('has captures, and by default a timeout shorter than its interval', () => {
    expect(captures.length).toBeGreaterThan(0);
    const { intervalMs, timeoutMs } = probe.times(settings(1));
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs).toBeLessThan(intervalMs);
  });

  test.each(captures)('reads %s over one connection and can say why of everything that is not ok', async (_, answers) => {
    const node = await start(startResp(answers));
    const { value, producedAt } = await ask(node.port);
    expect(node.connections()).toBe(1);
    const now = 1_700_000_000_000;
    const source = { system: system.name, group: 'edge', node: 'lb1', probe: probe.name };
    const window = [{ value, observedAt: now, producedAt, source }];
    const { judged, rows } = system.status({ probe: probe.name, window, settings: settings(node.port), now });
    expect([judged, ...rows.map((row) => row.judged)].filter(({ status, reason }) => status !== 'ok' && reason === '')).toEqual([]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test.each(captures)('does not take %s when a text in it is cut, in a line or between two', async (_, answers) => {
    const [name, whole] = Object.entries(answers).find(([, answer]) => typeof answer === 'string') ?? [];
    if (name === undefined || typeof whole !== 'string') throw new Error('no text among the answers');
    const places = [1, 2, 3, 4].map((fifth) => Math.floor((whole.length * fifth) / 5));
    const lineEnd = whole.indexOf('\n', places[1]) + 1;
    for (const end of [0, 10, ...places, lineEnd, whole.length - 1]) {
      const node = await start(startResp({ ...answers, [name]: whole.slice(0, end) }));
      expect([(await failureOf(ask(node.port))).kind, end]).toEqual(['parse', end]);
    }
  });

  test.each(captures.slice(0, 3))('does not take %s when the connection ends within it', async (_, answers) => {
    for (const bytes of [1, 40, 400, 2_000].filter((bytes) => bytes < JSON.stringify(answers).length / 2)) {
      const node = await start(startRespCut(answers, bytes));
      expect([await failureOf(ask(node.port)), bytes]).toMatchObject([
        { kind: 'protocol', message: expect.stringMatching(/cut off/) },
        bytes,
      ]);
    }
  });

  test.each(names)('does not take an answer of another kind to %s', async (name) => {
    const answers = captures[0]?.[1];
    for (const other of [null, 7, [], ['<html></html>'], 'OK', 'SSH-2.0']) {
      if (Array.isArray(other) && other.length === 0 && mayBeEmpty.includes(name)) continue;
      const node = await start(startResp({ ...answers, [name]: other }));
      expect([(await failureOf(ask(node.port))).kind, other]).toEqual(['parse', other]);
    }
  });

  test.each<[what: string, fake: () => Promise<Fake>, kind: FailureKind]>([
    ['a web server', () => startLine('HTTP/1.0 400 Bad request\r\n\r\n<html></html>'), 'protocol'],
    ['random bytes', startGarbage, 'protocol'],
    ['an SSH greeting', startSshBanner, 'protocol'],
    ['a reset', startReset, 'protocol'],
    ['a close without a word', () => startLine(''), 'protocol'],
    ['more than it may be', startRespEndless, 'protocol'],
    ['a password that is wanted', () => startResp(refusing('NOAUTH Authentication required.')), 'auth'],
    ['a right that is missing', () => startResp(refusing('NOPERM this user has no permissions to run this command')), 'permission'],
    ['a version that does not know the question', () => startResp(refusing("ERR unknown command 'X'")), 'unsupported'],
    ['a script that runs', () => startResp(refusing('BUSY Redis is busy running a script.')), 'busy'],
    ['data that are loaded', () => startResp(refusing('LOADING Redis is loading the dataset in memory')), 'busy'],
    ['a master that is down', () => startResp(refusing('MASTERDOWN Link with MASTER is down')), 'busy'],
    ['too many clients', () => startRespGreeting('-ERR max number of clients reached\r\n'), 'busy'],
    ['protected mode', () => startRespGreeting('-DENIED Redis is running in protected mode\r\n'), 'permission'],
    ['any other error', () => startResp(refusing('ERR something else')), 'protocol'],
  ])('turns %s into the right failure, in words', async (_, fake, kind) => {
    const node = await start(fake());
    expect(await failureOf(ask(node.port, AbortSignal.timeout(3_000)))).toMatchObject({ kind, message: expect.stringMatching(/\w{3}/) });
    await until('the node sees the close, or may be asked again', () => node.openSockets() <= 1);
  });

  function refusing(words: string): Answers {
    return Object.fromEntries(names.map((name) => [name, new Error(words)]));
  }

  test('is refused where nothing listens', async () => {
    expect((await failureOf(ask((await closedPort()).port))).kind).toBe('refused');
  });

  test.each([
    ['hangs', startHang],
    ['drips', () => startRespDrip(5)],
  ])('ends when it is aborted while the node %s, and leaves no socket open', async (_, fake) => {
    const node = await start(fake());
    const abort = new AbortController();
    const failure = failureOf(ask(node.port, abort.signal));
    await until('the node was asked', () => node.heard() !== '');
    abort.abort();
    expect((await failure).kind).toBe('timeout');
    await until('the node sees the close', () => node.openSockets() === 0);
  });

  test('ends when its own timeout is up, and is asked again over a connection of its own', async () => {
    const node = await start(startHang());
    const connection = system.connect(settings(node.port), NO_METER);
    open.push(() => system.close(connection));
    for (const turn of [1, 2]) {
      expect((await failureOf(probe.fetch(connection, AbortSignal.timeout(50)))).kind).toBe('timeout');
      await until('the node sees the close', () => node.openSockets() === 0);
      expect(node.connections()).toBe(turn);
    }
  });

  test('keeps its connection from question to question, and leaves no socket open when it is closed', async () => {
    const node = await start(startResp(captures[0]?.[1] ?? {}));
    const connection = system.connect(settings(node.port), NO_METER);
    for (let count = 0; count < 3; count += 1) await probe.fetch(connection, NEVER);
    expect([node.connections(), node.openSockets()]).toEqual([1, 1]);
    system.close(connection);
    await until('the node sees the close', () => node.openSockets() === 0);
    await expect(probe.fetch(connection, NEVER)).rejects.toThrow('closed connection');
  });
});
