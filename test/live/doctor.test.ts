import { afterEach, describe, expect, test } from 'vitest';
import { examineNode } from '#lib/doctor/examine.ts';
import type { NodeReport } from '#lib/doctor.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import type { Section } from '#lib/section.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { systems } from '#lib/systems/index.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { type AclLine, aclLines, README_PASSWORD } from './acl-lines.ts';
import { HAPROXY, startHaproxy } from './haproxy-process.ts';
import { REDIS, startRedis, startSentinel } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Asks the last node of the group. */
async function reportOf(section: Section, node: object, more: object = {}): Promise<NodeReport> {
  const read = section.read({ groups: [{ name: 'g', nodes: [{ name: 'n', ...node }], ...more }] });
  const group = read.ok ? read.groups[0] : undefined;
  const system = systems.find(({ name }) => name === section.name);
  const spec = group?.nodes.at(-1);
  if (!group || !spec || !system) throw new Error(read.ok ? 'no node' : read.misfits.map(({ message }) => message).join());
  return examineNode({ system, group, node: spec }, { meter: NO_METER, clock: { now: Date.now }, signal: AbortSignal.timeout(9_000) });
}

const found = ({ lines }: NodeReport, as: string, state: string): string[] => [
  ...new Set(lines.filter((line) => line.as === as && line.state === state).map(({ right }) => right)),
];
const statements = ({ grants }: NodeReport): string[] => grants.flatMap((grant) => [...grant.statements]);
const as = (user: string) => ({ user, password: new Secret(README_PASSWORD) });

async function redisWith(...lines: AclLine[]) {
  const server = await startRedis();
  open.push(() => server.stop());
  for (const line of lines) await server.command('ACL', 'SETUSER', ...line);
  return server;
}

/** The lines of the README for the doctor. */
const [ASKS, ACTS] = ['vigil', 'vigil-admin'].map((user) => aclLines(user).find((line) => line[1] === '+acl|dryrun')) as [AclLine, AclLine];

describe.skipIf(REDIS === null)('the doctor at a real Redis', () => {
  test('finds nothing missing with the users of the README, by dry run and by asking', async () => {
    const [, page, , oneKey] = aclLines('vigil') as [AclLine, AclLine, AclLine, AclLine];
    const [act, purge] = aclLines('vigil-admin') as [AclLine, AclLine];
    const [keys] = aclLines('vigil-keys') as [AclLine];
    const server = await redisWith(page, oneKey, act, purge, keys);
    const node = { address: `127.0.0.1:${server.port}`, read: as('vigil'), act: as('vigil-admin'), analyse: as('vigil-keys') };
    const asked = await reportOf(redisSection, node);
    expect([asked.unasked, found(asked, 'read', 'granted').length > 10, statements(asked)]).toEqual([null, true, []]);
    expect([found(asked, 'act', 'missing'), found(asked, 'read', 'untold'), found(asked, 'analyse', 'untold')]).toEqual([[], [], []]);
    // What would change something is never tried, and not taken for granted.
    expect(found(asked, 'act', 'untold')).toEqual(
      expect.arrayContaining(['+client|kill', '+config|set', '+bgsave', '+replicaof', '+unlink']),
    );
    await server.command('ACL', 'SETUSER', ...ASKS);
    await server.command('ACL', 'SETUSER', ...ACTS);
    const told = await reportOf(redisSection, node);
    expect([found(told, 'act', 'untold'), found(told, 'act', 'missing'), found(told, 'read', 'missing')]).toEqual([[], [], []]);
  });

  test.each([
    ['by dry run', [ASKS]],
    ['by asking', []],
  ] as const)('names what is missing, and the line that grants it: %s', async (_name, more) => {
    const [board] = aclLines('vigil') as [AclLine];
    const server = await redisWith(board, ['vigil', '+slowlog|get'], ...more);
    const node = { address: `127.0.0.1:${server.port}`, read: as('vigil') };
    const report = await reportOf(redisSection, node);
    const missing = [
      '+client|list',
      '+slowlog|len',
      '+latency|latest',
      '+memory|stats',
      '+config|get',
      '+select',
      '+type',
      '+pttl',
      '+memory|usage',
    ];
    expect(found(report, 'read', 'missing').sort()).toEqual(missing.sort());
    const [line = ''] = statements(report);
    await server.command('ACL', ...(line.replace(/^ACL /, '').split(' ') as [string]));
    expect(found(await reportOf(redisSection, node), 'read', 'missing')).toEqual([]);
  });

  test('looks without changing anything, and leaves the settings and the data as they were', async () => {
    const [act, purge] = aclLines('vigil-admin') as [AclLine, AclLine];
    const server = await redisWith(act, purge, ACTS);
    await server.command('SET', 'vigil:doctor', 'kept');
    await server.command('CONFIG', 'SET', 'hz', '17');
    await reportOf(redisSection, { address: `127.0.0.1:${server.port}`, act: as('vigil-admin') });
    expect(await server.command('GET', 'vigil:doctor')).toBe('kept');
    expect(await server.command('CONFIG', 'GET', 'hz')).toEqual(['hz', '17']);
    expect(String(await server.command('INFO', 'commandstats'))).not.toMatch(
      /cmdstat_(unlink|config\|resetstat|client\|kill|replicaof|bgsave|failover)/,
    );
  });

  test('a wrong password is told as that, and grants nothing', async () => {
    const server = await redisWith(...aclLines('vigil').slice(0, 1));
    const report = await reportOf(redisSection, {
      address: `127.0.0.1:${server.port}`,
      read: { user: 'vigil', password: new Secret('wrong') },
    });
    expect([report.unasked, statements(report)]).toEqual([expect.stringMatching(/refused/), []]);
    expect(found(report, 'read', 'granted')).toEqual([]);
  });
});

describe.skipIf(REDIS === null)('the doctor at a real Sentinel', () => {
  test.each([
    ['by asking', []],
    ['by dry run', [['vigil', '+acl|dryrun']]],
  ] as [string, AclLine[]][])('%s', async (_name, more) => {
    const master = await redisWith();
    const sentinel = await startSentinel(master.port);
    open.push(() => sentinel.stop());
    const whole = aclLines('vigil').at(-1) as AclLine;
    const poor = whole.filter((rule) => rule !== '+sentinel|ckquorum') as AclLine;
    for (const line of [poor, ...more]) await sentinel.command('ACL', 'SETUSER', ...line);
    const nodes = [{ name: 's1', address: `127.0.0.1:${sentinel.port}` }];
    const ask = () =>
      reportOf(redisSection, { address: `127.0.0.1:${master.port}` }, { sentinels: { master: 'main', read: as('vigil'), nodes } });
    const report = await ask();
    expect([report.unasked, found(report, 'read', 'missing'), statements(report)]).toEqual([
      null,
      ['+sentinel|ckquorum'],
      ['ACL SETUSER vigil +sentinel|ckquorum'],
    ]);
    await sentinel.command('ACL', 'SETUSER', ...whole, ...more.flatMap(([, ...rules]) => rules));
    expect([found(await ask(), 'read', 'missing'), found(await ask(), 'read', 'untold')]).toEqual([[], []]);
  });
});

const BACKEND = `
userlist people
  group act users actor
  user looker insecure-password ${README_PASSWORD}
  user actor insecure-password ${README_PASSWORD}
backend be_web
  server web01 127.0.0.1:1
`;
const ADMIN = `stats http-request auth unless { http_auth(people) }
  stats admin if { http_auth_group(people) act }`;

async function haproxyWith(proxies: string) {
  const process = await startHaproxy({ proxies, stats: ADMIN });
  open.push(() => process.stop());
  return process;
}

describe.skipIf(HAPROXY === null)('the doctor at a real HAProxy', () => {
  test('tells each socket by its level, and grants what it lacks', async () => {
    const { url, sockets } = await haproxyWith(BACKEND);
    const report = await reportOf(haproxySection, { url, read: as('looker'), socket: sockets.user, actSocket: sockets.operator });
    expect([found(report, 'read', 'granted'), found(report, 'act', 'off')]).toEqual([['its statistics page'], ['stats admin']]);
    expect([found(report, 'socket', 'granted'), found(report, 'socket', 'missing')]).toEqual([['level user'], ['level operator']]);
    expect(found(report, 'actSocket', 'missing')).toEqual(['level admin']);
    expect(statements(report)).toEqual([
      expect.stringMatching(/^stats socket .* level operator$/),
      expect.stringMatching(/^stats socket .* level admin$/),
    ]);
    expect(report.version).toMatch(/^\d/);
    const better = await reportOf(haproxySection, { url, read: as('looker'), socket: sockets.operator, actSocket: sockets.admin });
    expect([found(better, 'socket', 'missing'), found(better, 'actSocket', 'granted')]).toEqual([[], ['level admin']]);
  });

  test.each([
    ['actor', 'granted', []],
    ['looker', 'missing', ['stats admin if { http_auth_group(vigil) act }', 'user looker password $6$... groups act']],
  ])('tells by the page whether %s may act, and sends no command for it', async (user, state, wanted) => {
    const { url, command } = await haproxyWith(BACKEND);
    const report = await reportOf(haproxySection, { url, read: as('looker'), act: as(user) });
    expect([found(report, 'act', state), statements(report)]).toEqual([['stats admin'], wanted]);
    // Operational, and set by nobody: as it was configured.
    expect(await command('show servers state be_web')).toMatch(/ web01 127\.0\.0\.1 \d 0 /);
  });

  test('a page without a server does not tell, and a password that is refused does', async () => {
    const { url } = await haproxyWith(BACKEND.replace('  server web01 127.0.0.1:1', ''));
    const report = await reportOf(haproxySection, { url, read: { user: 'looker', password: new Secret('wrong') }, act: as('looker') });
    expect([found(report, 'act', 'untold'), found(report, 'read', 'missing'), statements(report)]).toEqual([
      ['stats admin'],
      ['its statistics page'],
      [],
    ]);
  });
});
