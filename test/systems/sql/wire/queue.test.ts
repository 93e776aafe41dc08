import { expect, onTestFinished, test } from 'vitest';
import { ail } from '#demo/sqlserver/model/orders-instance.ts';
import { type Failure, FetchError, toFailure } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { probesOf } from '#lib/system.ts';
import { type SqlSettings, sqlSection } from '#lib/systems/sql/config.ts';
import { closeSql, connectSql, type SqlNode } from '#lib/systems/sql/fetch.ts';
import { sql } from '#lib/systems/sql/index.ts';
import { openPool } from '#lib/systems/sql/pool.ts';
import { START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { until } from '#test/fakes/until.ts';
import { LOGIN, serveEstate } from './stand-ins.ts';

const INSTANCE = 'NY-SQL01';
const TIMEOUT_MS = 1_500;
/** As of the demo: what fits into three turns of others and its own. */
const MINUTELY = ['cpu', 'waits', 'volumes', 'databases', 'backups', 'configuration', 'services'];

async function served() {
  const estate = smallEstate();
  const standIns = await serveEstate(estate, { now: START });
  const section = sqlSection.read({
    ...{ encrypt: false, timeout: '1500ms', read: { user: LOGIN.user, password: new Secret(LOGIN.password) } },
    clusters: [{ name: 'shop', nodes: [{ name: INSTANCE, address: `127.0.0.1:${standIns.ports.get(INSTANCE)}` }] }],
  });
  // The section made it, for this very system.
  const settings = section.ok ? (section.groups[0]?.nodes[0]?.settings as SqlSettings | undefined) : undefined;
  if (!settings) throw new Error('the section was refused');
  const node = connectSql(settings, NO_METER);
  onTestFinished(() => closeSql(node));
  const probes = probesOf(sql, settings);
  const times = (name: string) => probes.find((one) => one.name === name)?.times(settings) ?? { intervalMs: 0, timeoutMs: 0 };
  return {
    estate,
    node,
    times,
    counts: standIns.server(INSTANCE).counts,
    ask: (name: string) => failureOf(node, name, times(name).timeoutMs),
  };
}

async function failureOf(node: SqlNode, name: string, timeoutMs: number): Promise<Failure | null> {
  const probe = sql.probes.find((one) => one.name === name);
  try {
    probe?.parse(await probe.fetch(node, AbortSignal.timeout(timeoutMs)));
    return null;
  } catch (error) {
    return toFailure(error, { node: INSTANCE, question: name });
  }
}

test('the first burst of questions, over connections that are not open yet, is answered whole', async () => {
  const { ask, counts } = await served();
  expect(await Promise.all(['load', ...MINUTELY].map(ask))).toEqual(['load', ...MINUTELY].map(() => null));
  expect(counts.open).toBeLessThanOrEqual(3);
});

test('views that hang are told to hang by their own time, and those that wait behind them are asked and answered', async () => {
  const { estate, ask } = await served();
  ail(estate, INSTANCE, 'sys.master_files', { kind: 'hangs' });
  const begun = performance.now();
  const failures = new Map(await Promise.all(['load', ...MINUTELY].map(async (name) => [name, await ask(name)] as const)));
  for (const name of ['volumes', 'databases'])
    expect(failures.get(name)).toMatchObject({ kind: 'timeout', message: expect.stringMatching(/no answer within .*s of being sent/) });
  for (const name of ['load', 'cpu', 'waits', 'backups', 'configuration', 'services'])
    expect([name, failures.get(name)]).toEqual([name, null]);
  expect(performance.now() - begun).toBeLessThan(4 * TIMEOUT_MS);
});

test('what is asked each interval waits behind nothing that is asked each minute', async () => {
  const { estate, ask, times } = await served();
  ail(estate, INSTANCE, 'sys.configurations', { kind: 'hangs' });
  const hanging = Promise.all(['configuration', 'configuration', 'configuration'].map(ask));
  expect(await ask('load')).toBeNull();
  expect(times('load').timeoutMs).toBe(TIMEOUT_MS);
  for (const failure of await hanging) expect(failure?.kind).toBe('timeout');
});

test('nobody is given more time than half of the interval', async () => {
  const { times } = await served();
  for (const name of MINUTELY) expect(times(name).timeoutMs).toBeLessThanOrEqual(times(name).intervalMs / 2);
});

test('a question that got no connection in its time says that it was not asked, and the next one gets its turn', async () => {
  const { promise, resolve } = Promise.withResolvers<[]>();
  const asked: string[] = [];
  const slow = { ask: () => promise, close: () => asked.push('closed') };
  const pool = openPool(() => slow, { most: 1, idleMs: 5 });
  const first = pool.ask(() => '', AbortSignal.timeout(9_000));
  const late = await pool.ask(() => '', AbortSignal.timeout(10)).catch((error: unknown) => error);
  expect(late).toBeInstanceOf(FetchError);
  expect(late).toMatchObject({ kind: 'timeout', message: expect.stringContaining('not asked') });
  const next = pool.ask(() => '', AbortSignal.timeout(9_000)).then(() => asked.push('answered'));
  resolve([]);
  await Promise.all([first, next]);
  await until('it is let go when it is idle', () => asked.includes('closed'));
  expect(asked).toEqual(['answered', 'closed']);
});
