import { afterEach, describe, expect, test } from 'vitest';
import { FetchError } from '#lib/failure.ts';
import { openRedis, type RedisConnection } from '#lib/io/redis.ts';
import { type Fake, startFake } from '#test/fakes/fake-server.ts';
import { type RespAnswer, startResp, startRespUntil } from '#test/fakes/resp-server.ts';
import { until } from '#test/fakes/until.ts';

const NEVER = new AbortController().signal;
const PASSWORD = 'hunter2 & "more"';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(starting: Promise<Fake>): Promise<Fake> {
  const fake = await starting;
  open.push(() => fake.close());
  return fake;
}

function connect(
  { port }: Fake,
  over: { user?: string | null; password?: string | null; isOnce?: true } = {},
  told: number[][] = [],
): RedisConnection {
  const target = { host: '127.0.0.1', port, tls: null, user: null, password: PASSWORD, name: 'vigil', maxBytes: 10_000, ...over };
  const connection = openRedis(target, { request: (sent, received) => told.push([sent, received]) });
  open.push(() => connection.close());
  return connection;
}

async function errorOf(asked: Promise<unknown>): Promise<FetchError> {
  const error = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FetchError)) throw new Error('no FetchError', { cause: error });
  return error;
}

test('signs in, says its name, and asks, all at once; after that it only asks', async () => {
  const node = await start(startResp({ INFO: 'text', ROLE: ['master', 7, []] }));
  const told: number[][] = [];
  const connection = connect(node, { user: 'vigil' }, told);
  expect(await connection.ask([['INFO'], ['ROLE']], NEVER)).toEqual(['text', ['master', 7, []]]);
  expect(node.heard().match(/^[A-Z]{4,}/gm)).toEqual(['AUTH', 'CLIENT', 'SETNAME', 'INFO', 'ROLE']);
  const before = node.heard().length;
  await connection.ask([['INFO']], NEVER);
  expect(node.heard().slice(before)).toBe('*1\r\n$4\r\nINFO\r\n');
  expect(told).toEqual([[before, 5 + 5 + 10 + 24].map((bytes) => expect.closeTo(bytes, -2)), [14, 10]]);
});

test('an error answer stands in its place where each answer is asked for, and the connection is kept', async () => {
  const node = await start(startResp({ SENTINEL: new Error('NOQUORUM 1 usable'), INFO: 'text' }));
  const connection = connect(node);
  const [first, second] = await connection.askEach([['SENTINEL', 'CKQUORUM', 'main'], ['INFO']], NEVER);
  expect(first).toMatchObject({ error: { kind: 'protocol', received: 'NOQUORUM 1 usable' } });
  expect(second).toEqual({ reply: 'text' });
  expect(await connection.ask([['INFO']], NEVER)).toEqual(['text']);
  expect(node.connections()).toBe(1);
});

test('a name that may not be said is no failure', async () => {
  const node = await start(startResp({ CLIENT: new Error('NOPERM'), INFO: 'text' }));
  expect(await connect(node).ask([['INFO']], NEVER)).toEqual(['text']);
});

test('a sign-in that is refused ends the connection, and is tried again over another', async () => {
  const answers: Record<string, RespAnswer> = { AUTH: new Error('WRONGPASS'), INFO: new Error('NOAUTH') };
  const node = await start(startResp(answers));
  const connection = connect(node);
  expect((await errorOf(connection.ask([['INFO']], NEVER))).kind).toBe('auth');
  Object.assign(answers, { AUTH: 'OK', INFO: 'text' });
  expect(await connection.ask([['INFO']], NEVER)).toEqual(['text']);
  expect(node.connections()).toBe(2);
});

describe('the password is never said back', () => {
  test.each<[what: string, fake: () => Promise<Fake>]>([
    [
      'a server that names what it does not know',
      () => startResp({ AUTH: new Error(`ERR unknown command 'AUTH', with args beginning with: '${PASSWORD}'`) }),
    ],
    [
      'a server that answers with what it was sent',
      () => startFake((socket) => socket.on('data', (chunk: Buffer) => socket.end(`x${chunk}`))),
    ],
    [
      'a server that closes after what it was sent',
      () => startFake((socket) => socket.on('data', (chunk: Buffer) => socket.end(`$900\r\n${chunk}`))),
    ],
    ['a server that says it as an error', () => startFake((socket) => socket.on('data', () => socket.end(`-ERR ${PASSWORD}\r\n`)))],
  ])('by %s', async (_, fake) => {
    const error = await errorOf(connect(await start(fake())).ask([['INFO']], NEVER));
    expect(`${error.message} ${error.received}`).not.toMatch(/hunter2/);
    expect(error.received).toContain('***');
  });
});

test('what is asked meanwhile gives each its own answer', async () => {
  const node = await start(startResp({ INFO: 'text', ROLE: ['master', 7, []], PING: 'PONG' }));
  const connection = connect(node);
  await connection.ask([['PING']], NEVER);
  expect(await Promise.all([connection.ask([['INFO']], NEVER), connection.ask([['ROLE'], ['PING']], NEVER)])).toEqual([
    ['text'],
    [['master', 7, []], 'PONG'],
  ]);
  expect(node.connections()).toBe(1);
});

describe('a connection that the other side closes after it has answered', () => {
  const DELETION = ['UNLINK', 'k'] as const;

  test.each([
    ['before the next is sent', 'SELECT'],
    ['at the next', 'UNLINK'],
  ])('%s is asked over another, and one that is meant to be the only one is not', async (_, last) => {
    const node = await start(startRespUntil(last));
    const kept = connect(node, { password: null });
    await kept.ask([['SELECT', '3']], NEVER);
    if (last === 'SELECT') await until('it is closed', () => node.openSockets() === 0);
    await kept.ask([DELETION], NEVER).catch(() => null);
    expect(node.connections()).toBe(2);
    kept.close();

    const once = connect(node, { password: null, isOnce: true });
    const before = node.heard().length;
    await once.ask([['SELECT', '3']], NEVER);
    if (last === 'SELECT') await until('it is closed', () => node.openSockets() === 0);
    expect((await errorOf(once.ask([DELETION], NEVER))).kind).toBe('protocol');
    expect((await errorOf(once.ask([DELETION], NEVER))).kind).toBe('protocol');
    expect(node.connections()).toBe(3);
    expect(
      node
        .heard()
        .slice(before)
        .match(/UNLINK/g) ?? [],
    ).toHaveLength(last === 'SELECT' ? 0 : 1);
  });

  test('is not asked a second time for what is to be sent once', async () => {
    const node = await start(startRespUntil('REPLICAOF'));
    const connection = connect(node, { password: null });
    await connection.ask([['ROLE']], NEVER);
    expect((await errorOf(connection.askOnce([['REPLICAOF', 'NO', 'ONE']], NEVER))).kind).toBe('protocol');
    expect(node.heard().match(/REPLICAOF/g)).toHaveLength(1);
    expect(await connection.askOnce([['ROLE']], NEVER)).toEqual(['OK']);
  });
});
