import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openTds, type TdsConnection } from '#lib/io/tds.ts';
import { rowsServer } from '#test/fakes/sql-rows.ts';
import { randomFrom, startSpoilingProxy, WAYS } from './tds-fuzz-proxy.ts';
import { envChange, packet } from './tds-fuzz-tokens.ts';

/** More rounds, or other ones: VIGIL_FUZZ_ROUNDS=5000 VIGIL_FUZZ_SEED=1. */
const ROUNDS = Number(process.env.VIGIL_FUZZ_ROUNDS ?? 240);
const SEED = Number(process.env.VIGIL_FUZZ_SEED ?? 1);
const AT_ONCE = 4;

/** A process that says nothing for so long stands still: its rounds take a second. */
const STILL_MS = 20_000;

type End = { code: number | null; signal: string | null; rounds: number; outcomes: Set<string>; complaint: string };

function run(seed: number, rounds: number): Promise<End> {
  const script = fileURLToPath(new URL('./tds-fuzz-rounds.ts', import.meta.url));
  const child = spawn(process.execPath, [script, String(seed), String(rounds)], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const end: End = { code: null, signal: null, rounds: 0, outcomes: new Set(), complaint: '' };
  const stop = (): void => void child.kill('SIGKILL');
  let watch = setTimeout(stop, 2 * STILL_MS);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    clearTimeout(watch);
    watch = setTimeout(stop, STILL_MS);
    end.rounds += text.split('\n').length - 1;
    for (const [, kind = ''] of text.matchAll(/"([a-z]+)"[,\]]/g)) end.outcomes.add(kind);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    end.complaint += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(watch);
      resolve({ ...end, code, signal });
    });
  });
}

async function behindProxy(): Promise<{ connection: TdsConnection; spoil(bytes: (answer: Buffer) => Buffer): void; open(): number }> {
  const told = rowsServer({ x: [{ n: 1 }], y: [{ n: 2 }], slow: 'wait' });
  const server = await startTdsServer({ backend: told.backend, name: 'SQL1' });
  const proxy = await startSpoilingProxy(server.port);
  const connection = openTds(
    {
      ...{ host: '127.0.0.1', at: { port: proxy.port }, database: null, isReadIntent: false, name: 'Vigil', key: 'sql.read' },
      ...{ tls: { encrypt: false, verify: true, ca: null, serverName: null }, maxBytes: 2 ** 20, maxRows: 1_000 },
      login: { user: 'vigil', password: 'hunter2', domain: null },
    },
    NO_METER,
  );
  onTestFinished(async () => {
    connection.close();
    proxy.close();
    await server.close();
  });
  return { connection, spoil: proxy.spoilNext, open: proxy.open };
}

const ask = (connection: TdsConnection, name: string, ms = 5_000) =>
  connection.ask(() => `/* Vigil: ${name} */ SELECT 1;`, AbortSignal.timeout(ms));

const failureOf = (asked: Promise<unknown>): Promise<FetchError> =>
  asked.then(
    () => Promise.reject(new Error('it gave an answer')),
    (error: unknown) => (error instanceof FetchError ? error : Promise.reject(error)),
  );

describe('no bytes of a server', () => {
  test(`end or hold up the process that asks it, or leave a question without an end or a socket open (${ROUNDS} rounds from ${SEED})`, {
    timeout: 120_000 + ROUNDS * 1_000,
  }, async () => {
    const each = Math.ceil(ROUNDS / AT_ONCE);
    const ends = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => run(SEED + at * each, each)));
    for (const end of ends) expect(end, end.complaint).toMatchObject({ code: 0, signal: null, rounds: each });
    // They were spoilt, and not so that nothing came through.
    const outcomes = new Set(ends.flatMap((end) => [...end.outcomes]));
    expect([...outcomes]).toEqual(expect.arrayContaining(['answered', 'protocol', 'timeout']));
  });
});

describe('what is well-formed and does harm', () => {
  test.each(['0', '8', '-5', '511', '32768', '99999999', 'many', ''])('a packet size of "%s" is refused', async (size) => {
    const { connection, spoil } = await behindProxy();
    await ask(connection, 'x');
    spoil((answer) => Buffer.concat([packet(envChange(4, size, '4096'), false), answer]));
    const failure = await failureOf(ask(connection, 'x'));
    expect([failure.kind, failure.message]).toEqual(['protocol', expect.stringContaining('packet size')]);
    expect(await ask(connection, 'x')).toEqual([[{ n: 1 }]]);
  });

  test('a packet size that may be is taken', async () => {
    const { connection, spoil } = await behindProxy();
    await ask(connection, 'x');
    spoil((answer) => Buffer.concat([packet(envChange(4, '512', '4096'), false), answer]));
    expect(await ask(connection, 'x')).toEqual([[{ n: 1 }]]);
    expect(await ask(connection, `x */ /* ${'-'.repeat(3_000)}`)).toEqual([[{ n: 1 }]]);
  });

  test('an answer that comes twice is not taken for that to the next question', async () => {
    const { connection, spoil } = await behindProxy();
    await ask(connection, 'x');
    spoil((answer) => Buffer.concat([answer, answer]));
    await ask(connection, 'x');
    expect(await ask(connection, 'y')).toEqual([[{ n: 2 }]]);
  });

  test.each([
    ['nothing in it', Buffer.alloc(0)],
    ['only a word of more to come', Buffer.from([0xfd, 1, 0, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('an answer with %s is not taken for one without rows', async (_, body) => {
    const { connection, spoil } = await behindProxy();
    await ask(connection, 'x');
    spoil(() => packet(body));
    const failure = await failureOf(ask(connection, 'x'));
    expect([failure.kind, failure.message]).toEqual(['protocol', expect.stringContaining('stops before its end')]);
    expect(await ask(connection, 'x')).toEqual([[{ n: 1 }]]);
  });

  test('an answer with rows and no columns is not taken for one without rows', async () => {
    const { connection, spoil } = await behindProxy();
    await ask(connection, 'x');
    spoil(() => packet(Buffer.from([0xd1, 0xfd, 0, 0, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, 0])));
    expect((await failureOf(ask(connection, 'x'))).message).toContain('no columns');
  });

  test('an answer that nobody understands, to a statement that is being cancelled, costs the connection and nothing else', async () => {
    const { connection, spoil, open } = await behindProxy();
    await ask(connection, 'x');
    spoil(() => packet(Buffer.from([0x01, 0x02, 0x03])));
    expect((await failureOf(ask(connection, 'slow', 50))).kind).toBe('timeout');
    expect(await ask(connection, 'x')).toEqual([[{ n: 1 }]]);
    expect(open()).toBe(1);
  });

  test('a server that sends on to another is named with what to do, and not followed', async () => {
    const { connection, spoil } = await behindProxy();
    await ask(connection, 'x');
    const route = Buffer.from([20, 9, 0, 0, 0x99, 0x05, 2, 0, 0x61, 0, 0x62, 0, 0, 0]);
    const head = Buffer.from([0xe3, route.length, 0]);
    spoil((answer) => Buffer.concat([packet(Buffer.concat([head, route]), false), answer]));
    const failure = await failureOf(ask(connection, 'x'));
    expect([failure.kind, failure.message]).toEqual(['unsupported', expect.stringContaining('ab:1433')]);
  });
});

test('the same seed spoils in the same way', () => {
  const [one, two] = [randomFrom(7), randomFrom(7)];
  const chunk = Buffer.alloc(64, 1);
  expect(WAYS.map((way) => way(chunk, one))).toEqual(WAYS.map((way) => way(chunk, two)));
});
