import { afterEach, describe, expect, test } from 'vitest';
import { type Failure, type FailureKind, toFailure } from '#lib/failure.ts';
import { DIALECTS, type Dialect } from '#lib/io/database.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Probe, System } from '#lib/system.ts';
import { systems } from '#lib/systems/index.ts';
import { startAnswer } from '#test/fakes/answer.ts';
import { closedPort } from '#test/fakes/closed-port.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startOtherPage } from '#test/fakes/other-product.ts';
import { CONTRACTS } from './contracts.ts';

type Party = {
  system: System;
  probe: Probe<unknown, unknown, unknown, unknown>;
  dialect: Dialect;
  settings(dialect: Dialect, port: number): unknown;
};

const PARTIES = systems.flatMap((system) => {
  const database = CONTRACTS.find(({ system: name }) => name === system.name)?.database;
  if (!database) return [];
  return system.probes.flatMap((probe) =>
    DIALECTS.map(
      (dialect) => [`${system.name}/${probe.name} on ${dialect}`, { system, probe, dialect, settings: database.settings }] as const,
    ),
  );
});

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const fake = await starting;
  open.push(() => fake.close());
  return fake;
}

const portOf = ({ url }: { url: string }): number => Number(new URL(url).port);

async function failureOf({ system, probe, dialect, settings }: Party, port: number, signal: AbortSignal): Promise<Failure> {
  const connection = system.connect(settings(dialect, port), NO_METER);
  open.push(() => system.close(connection));
  try {
    await probe.fetch(connection, signal);
  } catch (error) {
    return toFailure(error, { node: 'edge', question: probe.question });
  }
  throw new Error('it was answered');
}

const NEVER = new AbortController().signal;

describe.each(PARTIES)('%s', (_, party) => {
  test.each<[string, FailureKind, () => Promise<number>]>([
    ['nothing that listens', 'refused', async () => (await closedPort()).port],
    ['a web server', 'protocol', async () => portOf(await start(startOtherPage()))],
    [
      'a server that answers an empty page',
      'protocol',
      async () => portOf(await start(startAnswer({ status: 200, headers: {}, body: '' }))),
    ],
  ])('meets %s with a failure of the kind %s, in words without the password', async (_what, kind, port) => {
    const failure = await failureOf(party, await port(), AbortSignal.timeout(600));
    expect(failure.message).toBeTruthy();
    expect(JSON.stringify(failure)).not.toContain('hunter2');
    expect([kind, 'timeout']).toContain(failure.kind);
  });

  test('ends at once when its time is up and nobody answers', async () => {
    const port = portOf(await start(startHang()));
    const stop = new AbortController();
    const failing = failureOf(party, port, stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect((await failing).kind).toBe('timeout');
  });

  test('waits for less than its interval', () => {
    const { intervalMs, timeoutMs } = party.probe.times(party.settings(party.dialect, 1));
    expect(timeoutMs).toBeLessThan(intervalMs);
  });
});

test('a store for which nobody is named to read says so and asks nothing', async () => {
  const [system] = systems.filter(({ name }) => name === 'exceptions');
  const settings = {
    ...(CONTRACTS.find(({ system: name }) => name === 'exceptions')?.database?.settings('mysql', 1) as object),
    read: null,
  };
  const connection = system?.connect(settings, NO_METER);
  open.push(() => system?.close(connection));
  await expect(system?.probes[0]?.fetch(connection, NEVER)).rejects.toMatchObject({
    kind: 'auth',
    message: expect.stringContaining('exceptions.read'),
  });
});
