import { describe, expect, test } from 'vitest';
import { formatPath } from '#lib/section.ts';
import { type RedisSettings, redisSection } from '#lib/systems/redis/config.ts';

const SESSIONS = { name: 'sessions', port: 6379, title: 'Sessions' };
const CACHE = { name: 'cache', port: 6380 };
const NODE = { name: 'r1', address: 'old1:6379' };

function groupsOf(section: object) {
  const found = redisSection.read(section);
  if (!found.ok) throw new Error(found.misfits.map(({ path, message }) => `${formatPath(path)} ${message}`).join('; '));
  return found.groups.map(({ name, title, nodes }) => ({
    name,
    title,
    nodes: nodes.map((node) => ({ ...node, settings: node.settings as RedisSettings })),
  }));
}

function namesOf(section: object) {
  return groupsOf(section).map(({ name, nodes }) => [name, nodes.map((node) => `${node.name} ${node.address}`)]);
}

function misfitsOf(section: unknown): string[] {
  const found = redisSection.read(section);
  return found.ok ? [] : found.misfits.map(({ path, message }) => `${formatPath(path)} ${message}`);
}

describe('servers', () => {
  test('run the shared instances, and one name on several servers is one group', () => {
    expect(namesOf({ instances: [SESSIONS, CACHE], servers: [{ host: 'redis1' }, { host: 'redis2', address: '10.0.0.2' }] })).toEqual([
      ['sessions', ['redis1 redis1:6379', 'redis2 10.0.0.2:6379']],
      ['cache', ['redis1 redis1:6380', 'redis2 10.0.0.2:6380']],
    ]);
  });

  test('pick some of them by name, move one to another port, and have one of their own', () => {
    const servers = [
      { host: 'redis1' },
      { host: 'redis2', instances: ['cache'] },
      {
        host: 'redis3',
        instances: [
          { name: 'cache', port: 7000 },
          { name: 'jobs', port: 6400, title: 'Jobs' },
        ],
      },
    ];
    expect(namesOf({ instances: [SESSIONS, CACHE], servers })).toEqual([
      ['sessions', ['redis1 redis1:6379']],
      ['cache', ['redis1 redis1:6380', 'redis2 redis2:6380', 'redis3 redis3:7000']],
      ['jobs', ['redis3 redis3:6400']],
    ]);
    expect(groupsOf({ instances: [SESSIONS, CACHE], servers }).map(({ title }) => title)).toEqual(['Sessions', 'cache', 'Jobs']);
  });

  test('that say nothing else are their names alone', () => {
    expect(namesOf({ instances: [CACHE], servers: ['redis1', 'redis2'] })).toEqual([
      ['cache', ['redis1 redis1:6380', 'redis2 redis2:6380']],
    ]);
    expect(misfitsOf({ instances: [CACHE], servers: ['redis1', 'Redis1'] })[0]).toMatch(
      /^redis\.servers\[1\]\.host is the host of redis\.servers\[0\] too/,
    );
  });

  test('need no shared instances', () => {
    expect(namesOf({ servers: [{ host: 'fd00::1', instances: [CACHE] }] })).toEqual([['cache', ['fd00::1 [fd00::1]:6380']]]);
  });

  test('stand beside groups, after them', () => {
    const section = { groups: [{ name: 'old', nodes: [NODE] }], instances: [CACHE], servers: [{ host: 'old1' }] };
    expect(namesOf(section)).toEqual([
      ['old', ['r1 old1:6379']],
      ['cache', ['old1 old1:6380']],
    ]);
  });

  test('are the machines of their nodes, whatever address they are reached by', () => {
    const [group] = groupsOf({ instances: [CACHE], servers: [{ host: 'redis2', address: 'R2.Example.NET' }] });
    expect(group?.nodes[0]).toMatchObject({
      host: 'redis2',
      settings: { name: 'redis2', address: { host: 'r2.example.net', port: 6380 } },
    });
  });

  test('hand down: the own instance counts before the server, this before the shared instance, this before the section', () => {
    const levels = [4, 3, 2, 1].map((many) => ({
      ...(many >= 1 ? { interval: '20s', limits: { blockedWarning: many } } : {}),
      ...(many >= 2 ? { timeout: `${many}s` } : {}),
      ...(many >= 3 ? { maxBytes: `${many}MiB` } : {}),
      ...(many >= 4 ? { tls: { enabled: true } } : {}),
      tags: [`tag${many}`],
    }));
    const [section, shared, server, own] = levels;
    const servers = [{ host: 'redis1', ...server, instances: [{ name: 'cache', ...own }] }];
    const [group] = groupsOf({ ...section, instances: [{ ...CACHE, ...shared }], servers });
    expect(group?.nodes[0]).toMatchObject({
      tags: ['tag4', 'tag3', 'tag2', 'tag1'],
      settings: { limits: { blockedWarning: 1 }, timeoutMs: 2_000, maxBytes: 3 * 2 ** 20, tls: { enabled: true } },
    });
  });

  test('keep what is written of them, of the shared instance and of their own one at their places', () => {
    const servers = [{ host: 'redis1', notes: 'in rack 4', instances: [{ name: 'cache', notes: 'moved in May' }] }];
    const found = redisSection.read({ notes: 'ask data', instances: [{ ...CACHE, notes: 'may be emptied' }], servers });
    expect(found.ok && found.notes.map(({ group, node, text }) => [group, node, text])).toEqual([
      [null, null, 'ask data'],
      ['cache', null, 'may be emptied'],
      ['cache', 'redis1', 'moved in May\n\nin rack 4'],
    ]);
  });
});

const R1 = { host: 'redis1' };
const ADDRESS_WORDS = 'once more, which would be counted twice: take one of the two out';

describe('is refused at the place that brings it about:', () => {
  test.each<[what: string, section: unknown, words: string[]]>([
    ['nothing to watch', {}, ['redis names nothing to watch: add servers: with the instances that they run, or groups: with their nodes']],
    [
      'instances that nobody runs',
      { instances: [CACHE], groups: [{ name: 'old', nodes: [NODE] }] },
      ['redis.instances are run by nobody: add servers: with the machines that run them, or take them out'],
    ],
    [
      'a server that runs nothing',
      { servers: [R1] },
      ['redis.servers[0] runs nothing: give it instances: of its own, or add redis.instances, which every server runs'],
    ],
    [
      'a shared instance that no server runs',
      { instances: [CACHE, SESSIONS], servers: [{ ...R1, instances: ['cache'] }] },
      ['redis.instances[1].name is run by no server, so nobody would watch it: add it to the instances: of a server, or take it out'],
    ],
    [
      'a pick that is mistyped',
      { instances: [CACHE], servers: [R1, { host: 'redis2', instances: ['cahce'] }] },
      ['redis.servers[1].instances[0] is no instance under redis.instances: did you mean cache? If not, give it a port'],
    ],
    [
      'a pick of nothing, with settings',
      { instances: [CACHE], servers: [R1, { host: 'redis2', instances: [{ name: 'queue', interval: '9s' }] }] },
      ['redis.servers[1].instances[0] is no instance under redis.instances: give it a port if it is one of this server alone'],
    ],
    [
      'one instance twice on a server',
      { instances: [CACHE], servers: [{ ...R1, instances: ['cache', { name: 'cache', port: 7000 }] }] },
      ['redis.servers[0].instances[1].name is redis.servers[0].instances[0] once more: take one of the two out'],
    ],
    [
      'two instances of one name',
      { instances: [CACHE, { name: 'cache', port: 7000 }], servers: [R1] },
      ['redis.instances[1].name is the name of redis.instances[0] too: give each instance a name of its own'],
    ],
    [
      'one host twice, in whatever case',
      { instances: [CACHE], servers: [R1, { host: 'REDIS1', address: '10.0.0.9' }] },
      ['redis.servers[1].host is the host of redis.servers[0] too: list all of its instances there'],
    ],
    [
      'a shared instance called like a group, once for all servers',
      { groups: [{ name: 'cache', nodes: [NODE] }], instances: [CACHE], servers: [R1, { host: 'redis2' }] },
      ['redis.instances[0].name is the name of redis.groups[0] too: give each group a name of its own'],
    ],
    [
      'an own instance called like a group',
      { groups: [{ name: 'cache', nodes: [NODE] }], servers: [{ ...R1, instances: [CACHE] }] },
      ['redis.servers[0].instances[0].name is the name of redis.groups[0] too: give each group a name of its own'],
    ],
    [
      'an address that a node of a group has',
      { groups: [{ name: 'old', nodes: [{ name: 'r1', address: 'redis1:6380' }] }], instances: [CACHE], servers: [R1] },
      [`redis.servers[0].host makes the address of redis.groups[0].nodes[0] ${ADDRESS_WORDS}`],
    ],
    [
      'two servers at one address',
      { instances: [CACHE], servers: [R1, { host: 'redis2', address: 'redis1' }] },
      [`redis.servers[1].address makes the address of redis.servers[0] ${ADDRESS_WORDS}`],
    ],
    [
      'two shared instances on one port, once for all servers',
      { instances: [CACHE, { name: 'jobs', port: 6380 }], servers: [R1, { host: 'redis2' }] },
      ['redis.instances[1].port is the port of redis.instances[0] too, and every server runs both: give each a port of its own'],
    ],
    [
      'an own port that another instance of the server has',
      { instances: [CACHE], servers: [{ ...R1, instances: ['cache', { name: 'jobs', port: 6380 }] }] },
      [`redis.servers[0].instances[1].port makes the address of redis.servers[0].instances[0] ${ADDRESS_WORDS}`],
    ],
    [
      'a title for what is shared',
      { instances: [CACHE], servers: [{ ...R1, instances: [{ name: 'cache', title: 'Mine' }] }] },
      ['redis.servers[0].instances[0].title belongs to all servers that run it: set it at redis.instances[0]'],
    ],
    [
      'two titles for one group',
      {
        servers: [
          { ...R1, instances: [{ ...CACHE, title: 'A' }] },
          { host: 'redis2', instances: [{ ...CACHE, title: 'B' }] },
        ],
      },
      [
        'redis.servers[1].instances[0].title is not the title that redis.servers[0].instances[0] has, and both are one group: give one of them',
      ],
    ],
    [
      'a timeout of a server above the interval of what it runs',
      { instances: [{ ...CACHE, interval: '10s' }], servers: [{ ...R1, timeout: '12s' }] },
      ['redis.servers[0].timeout 12s is not shorter than the interval of 10s: set timeout below it or interval above it'],
    ],
    [
      'limits of a shared instance in the wrong order, once for all servers',
      { instances: [{ ...CACHE, limits: { memoryWarningRatio: 0.99 } }], servers: [R1, { host: 'redis2' }] },
      [
        'redis.instances[0].limits.memoryWarningRatio 0.99 is above memoryCriticalRatio, which is 0.98: lower it, raise memoryCriticalRatio, or turn one of them off',
      ],
    ],
  ])('%s', (_, section, words) => expect(misfitsOf(section)).toEqual(words));
});
