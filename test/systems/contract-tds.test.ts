import { afterEach, describe, expect, test } from 'vitest';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';
import { type Failure, type FailureKind, toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { systems } from '#lib/systems/index.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startGarbage } from '#test/fakes/garbage.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startLine } from '#test/fakes/line-server.ts';
import { startReset } from '#test/fakes/reset.ts';
import { rowsServer } from '#test/fakes/sql-rows.ts';
import { startSshBanner } from '#test/fakes/ssh-banner.ts';
import { until } from '#test/fakes/until.ts';
import { CONTRACTS } from './contracts.ts';

/** The contract of probes that are asked by statements over TDS. */

const PARTIES = CONTRACTS.flatMap(({ system: name, tds }) =>
  (tds?.probes ?? []).map((probeName) => {
    const system = systems.find((one) => one.name === name);
    const probe = system?.probes.find((one) => one.name === probeName);
    if (!system || !probe || !tds) throw new Error(`${name} has no probe ${probeName}`);
    return [`${name}/${probeName}`, { system, probe, settings: tds.settings }] as const;
  }),
);

/** A statement of each probe, and not the first of those that have several. */
const ONE_OF: Readonly<Record<string, string>> = {
  ...{
    server: 'start',
    ag: 'databases',
    logs: 'files',
    cluster: 'members',
    seeding: 'transfers',
    heartbeat: 'heartbeat',
    load: 'memory',
    cpu: 'processors',
    waits: 'waits',
  },
  ...{ volumes: 'files', databases: 'files', backups: 'backups', configuration: 'settings', services: 'services' },
};

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(starting: Promise<Fake>): Promise<Fake> {
  const fake = await starting;
  open.push(() => fake.close());
  return fake;
}

test('every probe of a system that is asked over TDS has this contract', () => {
  const asked = CONTRACTS.filter(({ tds }) => tds !== undefined).map(({ system, tds }) => [system, tds?.probes]);
  const probes = (name: string) => systems.find((system) => system.name === name)?.probes.map((probe) => probe.name);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked).toEqual(asked.map(([name]) => [name, probes(String(name))]));
});

describe.each(PARTIES)('%s', (_, { system, probe, settings }) => {
  const ask = async (port: number, signal = AbortSignal.timeout(3_000)): Promise<unknown> => {
    const connection = system.connect(settings(port), NO_METER);
    open.push(() => system.close(connection));
    return probe.parse(await probe.fetch(connection, signal)).value;
  };

  async function failureOf(asked: Promise<unknown>): Promise<Failure> {
    const question = { node: 'edge/lb1', question: probe.question };
    return asked.then(
      () => toFailure(new Error('it gave an answer'), question),
      (error: unknown) => toFailure(error, question),
    );
  }

  test('has by default a timeout shorter than its interval', () => {
    const { intervalMs, timeoutMs } = probe.times(settings(1));
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs).toBeLessThan(intervalMs);
  });

  test.each<[what: string, fake: () => Promise<Fake>, kind: FailureKind]>([
    ['a web page of another product', () => startLine('HTTP/1.1 400 Bad Request\r\n\r\n'), 'protocol'],
    ['random bytes', startGarbage, 'protocol'],
    ['an SSH greeting', startSshBanner, 'protocol'],
    ['a reset', startReset, 'protocol'],
    ['a close without a word', () => startLine(''), 'protocol'],
  ])('turns %s into the right failure, in words', async (_, fake, kind) => {
    const node = await start(fake());
    const failure = await failureOf(ask(Number(new URL(node.url).port)));
    expect(failure).toMatchObject({ kind, node: 'edge/lb1', question: probe.question, message: expect.stringMatching(/\w{3}/) });
    await until('the node sees the close', () => node.openSockets() === 0);
  });

  test.each<[number, FailureKind]>([
    [300, 'permission'],
    [208, 'unsupported'],
    [1_222, 'busy'],
  ])('turns error %i of any of its statements into the right failure', async (number, kind) => {
    const statement = `${probe.name}/${ONE_OF[probe.name]}`;
    const server = await startTdsServer({
      backend: rowsServer({ [statement]: new SqlError(number, 'as it says') }, '16.0.4135.4').backend,
    });
    open.push(() => server.close());
    expect((await failureOf(ask(server.port))).kind).toBe(kind);
  });

  test('is refused where nothing listens', async () => {
    expect((await failureOf(ask(Number(new URL((await closedPort()).url).port)))).kind).toBe('refused');
  });

  test('ends when it is aborted while the node hangs, and leaves no socket open', async () => {
    const node = await start(startHang());
    const abort = new AbortController();
    const failure = failureOf(ask(Number(new URL(node.url).port), abort.signal));
    await until('the node was asked', () => node.heard() !== '');
    abort.abort();
    expect((await failure).kind).toBe('timeout');
    await until('the node sees the close', () => node.openSockets() === 0);
  });
});
