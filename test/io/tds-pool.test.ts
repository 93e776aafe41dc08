import { spawnSync } from 'node:child_process';
import net, { type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { Session } from '#demo/sqlserver/tds/backend.ts';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openTds, type TdsConnection } from '#lib/io/tds.ts';
import { TdsPool } from '#lib/io/tds-pool.ts';
import { type RowsServer, rowsServer } from '#test/fakes/sql-rows.ts';
import { until } from '#test/fakes/until.ts';
import { randomFrom } from './tds-fuzz-proxy.ts';
import { targetOf } from './tds-target-of.ts';

const ANSWER = [
  [
    { n: 1, text: 'words' },
    { n: 2, text: null },
  ],
];

async function serve(): Promise<{ server: TdsServer; told: RowsServer }> {
  const told = rowsServer({ x: ANSWER[0] ?? [] });
  const server = await startTdsServer({ backend: told.backend, name: 'SQL1' });
  onTestFinished(() => server.close());
  return { server, told };
}

const ask = (connection: TdsConnection): Promise<unknown> => connection.ask(() => '/* Vigil: x */ SELECT 1;', AbortSignal.timeout(10_000));

/** What it was answered, or the kind of its failure. */
const outcome = (connection: TdsConnection): Promise<unknown> =>
  ask(connection).catch((error: unknown) => {
    if (error instanceof FetchError) return error.kind;
    throw error;
  });

/** A door that lets so many bytes of the server through and then closes; `passed` is how many came. */
async function cutting(target: number): Promise<{ port: number; cutAfter(bytes: number): void; passed(): number; open(): number }> {
  const state = { left: Number.POSITIVE_INFINITY, passed: 0 };
  const clients = new Set<Socket>();
  const server = net.createServer((client) => {
    const upstream = net.connect(target, '127.0.0.1');
    let { left } = state;
    state.passed = 0;
    clients.add(client);
    client.on('error', () => undefined).on('close', () => clients.delete(client) && upstream.destroy());
    upstream.on('error', () => undefined).on('close', () => client.end());
    client.on('data', (chunk) => upstream.write(chunk));
    upstream.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, left);
      left -= part.length;
      state.passed += part.length;
      if (part.length > 0) client.write(part);
      if (left === 0) client.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    cutAfter: (bytes) => {
      state.left = bytes;
    },
    passed: () => state.passed,
    open: () => clients.size,
  };
}

test('a conversation that is cut after any of its bytes is a failure of the protocol and never a part of an answer', {
  timeout: 120_000,
}, async () => {
  const { server } = await serve();
  const door = await cutting(server.port);
  const whole = openTds(targetOf(door.port), NO_METER);
  expect(await outcome(whole)).toEqual(ANSWER);
  const bytes = door.passed();
  whole.close();
  expect(bytes).toBeGreaterThan(300);
  for (let after = 1; after < bytes; after += 1) {
    door.cutAfter(after);
    const connection = openTds(targetOf(door.port), NO_METER);
    expect(await outcome(connection), `cut after ${after} of ${bytes} bytes`).toBe('protocol');
    connection.close();
  }
  await until('no socket is left', () => door.open() === 0 && server.counts.open === 0);
});

test('no batch goes over a connection that was not set up first, whenever connections are lost', { timeout: 60_000 }, async () => {
  const { server, told } = await serve();
  const sessions: string[][] = [];
  const { login } = told.backend;
  told.backend.login = async (asked, spid): Promise<Session> => {
    const session = await login(asked, spid);
    const batches: string[] = [];
    sessions.push(batches);
    return Object.assign(session, {
      batch: ((run) => (batch, out, signal) => {
        // The driver sets its own things first.
        if (batch.sql.includes('Vigil:')) batches.push(batch.sql);
        return run(batch, out, signal);
      })(session.batch) satisfies Session['batch'],
    });
  };
  const connection = openTds(targetOf(server.port), NO_METER);
  onTestFinished(() => connection.close());
  const random = randomFrom(1);
  let answers = 0;
  for (let round = 0; round < 150; round += 1) {
    const asked = outcome(connection);
    for (let turns = random(12); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
    server.dropAll();
    const said = await asked;
    if (said !== 'protocol') expect(said).toEqual(ANSWER);
    if (said !== 'protocol') answers += 1;
  }
  expect(answers).toBeGreaterThan(0);
  for (const [first = 'LOCK_TIMEOUT', ...others] of sessions) {
    expect(first).toContain('LOCK_TIMEOUT');
    expect(others.join('')).not.toContain('LOCK_TIMEOUT');
  }
});

test('a request whose connection is lost is not sent over the next one', async () => {
  const { server, told } = await serve();
  const pool = new TdsPool(targetOf(server.port));
  onTestFinished(() => pool.end());
  const signal = AbortSignal.timeout(10_000);
  const line = await pool.hold(signal);
  const request = pool.requestOver(line);
  const errors: string[] = [];
  request.on('error', (error: Error) => errors.push(error.message));
  line.fail(new FetchError('protocol', 'cut'));
  pool.giveBack();
  const next = await pool.hold(signal);
  expect(next).not.toBe(line);
  await request.batch('/* Vigil: x */ SELECT 1;');
  expect(errors).toEqual([expect.stringContaining('lost')]);
  expect(told.batches).toEqual([]);
  const other = pool.requestOver(next);
  await other.batch('/* Vigil: x */ SELECT 1;');
  expect(told.batches).toHaveLength(1);
  pool.giveBack();
});

test('a process that has closed its connections ends by itself, whatever became of them', () => {
  const script = fileURLToPath(new URL('./tds-leave.ts', import.meta.url));
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', timeout: 30_000 });
  expect({ status, signal }, stderr).toEqual({ status: 0, signal: null });
  expect(JSON.parse(stdout)).toEqual([
    ...['answered', 'refused', 'timeout', 'protocol', 'answered', 'timeout', 'timeout', 'protocol'],
    ...['internal', 'internal', 'internal', 'internal'],
  ]);
});
