import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grants } from '#lib/access/rights.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import type { JobOrder } from '#lib/jobs/keeper.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import type { KeyAnalysis } from '#lib/systems/redis/keys/model.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';
import { openPlain, sendAll } from './key-filler.ts';
import { REDIS, type RedisProcess, startRedis } from './redis-process.ts';

const CALLERS = {
  admin: { all: ['view', 'act', 'details'], systems: {} },
  looker: { all: ['view'], systems: {} },
  stranger: { all: [], systems: { pretend: ['view', 'act', 'details'] } },
} satisfies Record<string, Grants>;
type CallerName = keyof typeof CALLERS;

const tokenOf = (name: string) => `vigil_${name.padEnd(43, 'x')}`;
const PLACE = { system: 'redis', group: 'live', node: 'r1' };
const ORDER: JobOrder = { ...PLACE, job: 'keys', input: { pace: 'fast', keysPerSecond: 5_000, databases: null } };
const SECRET = 'secretive';
const TABLES = ['patterns', 'prefixes', 'types', 'ttl', 'encodings', 'sizes', 'biggest', 'coverage'];

let node: RedisProcess;
let server: NativeServer;

async function ask(caller: CallerName, path: string, body?: object) {
  const headers = { authorization: `Bearer ${tokenOf(caller)}`, 'content-type': 'application/json' };
  const how = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const { status, body: text, headers: said } = await server.ask(`/live/v1/jobs${path}`, how);
  return { status, text, headers: said };
}

async function read(caller: CallerName, path: string): Promise<Record<string, unknown>> {
  const { status, text } = await ask(caller, path);
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return JSON.parse(text);
}

/** Runs one to its end; the master has its name typed. */
async function run(): Promise<string> {
  const { status, text } = await ask('admin', '/start', { order: ORDER, typed: 'r1' });
  if (status !== 200) throw new Error(`${status}: ${text}`);
  const { id } = JSON.parse(text).run;
  await until('it has ended', () => server.engine.jobs.find(id)?.state.is === 'done', 10_000);
  return id;
}

async function fill(commands: string[][]): Promise<void> {
  const connection = await openPlain(node.port);
  await sendAll(connection, commands);
  connection.close();
}

describe.skipIf(REDIS === null)('what an analysis found', () => {
  let older: string;
  let newer: string;

  beforeAll(async () => {
    node = await startRedis();
    const written = { name: 'r1', address: `127.0.0.1:${node.port}`, interval: '1s', timeout: '300ms', analyse: { password: null } };
    const section = redisSection.read({ groups: [{ name: 'live', nodes: [written] }] });
    if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
    server = await startNativeServer({
      estates: [{ system: redis, groups: section.groups }],
      access: {
        anonymous: [],
        tokens: Object.entries(CALLERS).map(([name, grants]) => ({ name, hash: tokenHashOf(tokenOf(name)), grants })),
      },
    });
    await fill([
      ...Array.from({ length: 200 }, (_, n) => ['SET', `${SECRET}:${n}:cart`, 'x'.repeat(n)]),
      ['SET', `=${SECRET}()`, 'x'.repeat(5_000)],
    ]);
    await until(
      'the node is read',
      () => server.engine.views('redis').some(({ newest, doubt }) => newest !== null && doubt === null),
      10_000,
    );
    older = await run();
    await fill([['SET', `${SECRET}.new:1`, 'x'.repeat(100)]]);
    newer = await run();
  });
  afterAll(async () => {
    await server?.close();
    await node?.stop();
  });

  test('is told with names to who may see details', async () => {
    const { isMasked, result } = await read('admin', `/result?id=${newer}`);
    const { total, prefixes, biggest } = result as KeyAnalysis;
    expect([isMasked, total.keys]).toEqual([false, 202]);
    expect(prefixes?.children.map(({ segment }) => segment)).toEqual(expect.arrayContaining([`${SECRET}:`, `${SECRET}.`, `=${SECRET}()`]));
    expect(biggest[0]?.all[0]?.name).toBe(`=${SECRET}()`);
  });

  test('holds no name of a key for who may not: in no answer and no table', async () => {
    const { isMasked, result } = await read('looker', `/result?id=${newer}`);
    expect([isMasked, (result as KeyAnalysis).total.keys, (result as KeyAnalysis).biggest[0]?.all.length]).toEqual([true, 202, 100]);
    const paths = [
      `?${new URLSearchParams(PLACE)}`,
      `/result?id=${newer}`,
      `/compare?older=${older}&newer=${newer}`,
      ...TABLES.map((table) => `/export?id=${newer}&table=${table}`),
    ];
    for (const path of paths) {
      const { status, text } = await ask('looker', path);
      expect([path, status, text.includes(SECRET) || text.includes('<id>')]).toEqual([path, 200, false]);
    }
  });

  test('is not there for who may not view the system', async () => {
    for (const path of [`/result?id=${newer}`, `/compare?older=${older}&newer=${newer}`, `/export?id=${newer}&table=types`])
      expect((await ask('stranger', path)).status).toBe(404);
    expect((await ask('stranger', `?${new URLSearchParams(PLACE)}`)).status).toBe(403);
  });

  test('who may not act can start none, and cancel none', async () => {
    expect((await ask('looker', '/start', { order: ORDER, typed: 'r1' })).status).toBe(403);
    expect((await ask('looker', '/check', { order: ORDER })).status).toBe(403);
    expect((await ask('looker', '/cancel', { id: newer })).status).toBe(403);
  });

  test('a master is not read before its name is typed', async () => {
    const { status, text } = await ask('admin', '/start', { order: ORDER, typed: null });
    expect([status, JSON.parse(text)]).toMatchObject([409, { error: { code: 'typed', message: 'Type r1 to start it.' } }]);
  });

  test('as CSV has names that no spreadsheet takes for a formula', async () => {
    const { text, headers } = await ask('admin', `/export?id=${newer}&table=biggest`);
    expect(text.split('\r\n').slice(0, 2)).toEqual([
      'database,among,name,type,encoding,bytes,ttl_ms',
      expect.stringMatching(`^0,all types,'=${SECRET}\\(\\),string,raw,\\d+,$`),
    ]);
    expect(text).not.toMatch(/(^|,)=/m);
    expect(headers['content-disposition']).toBe('attachment; filename="vigil-keys-biggest.csv"');
    expect((await ask('admin', `/export?id=${newer}&table=none`)).status).toBe(404);
  });

  test('compared with the run before tells what came', async () => {
    const { changes } = await read('admin', `/compare?older=${older}&newer=${newer}`);
    expect(changes).toMatchObject({
      isWhole: true,
      total: { keys: 1 },
      byType: [{ name: 'string', keys: 1 }],
      byPrefix: [
        { name: `${SECRET}.`, before: null, keys: 1 },
        { name: `${SECRET}.new:`, before: null, keys: 1 },
        { name: `${SECRET}.new:<id>`, before: null, keys: 1 },
      ],
    });
  });
});
