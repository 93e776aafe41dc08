import { describe, expect, test } from 'vitest';
import { parseClients } from '#lib/systems/redis/parse-clients.ts';
import { parseCommandStats } from '#lib/systems/redis/parse-command-stats.ts';
import { parseInfoAll } from '#lib/systems/redis/parse-info-all.ts';
import { parseLatency } from '#lib/systems/redis/parse-latency.ts';
import { parseMemoryStats } from '#lib/systems/redis/parse-memory-stats.ts';
import { parseSettings } from '#lib/systems/redis/parse-settings.ts';
import { parseSlowlog } from '#lib/systems/redis/parse-slowlog.ts';
import { redisQuestions } from '#lib/systems/redis/questions.ts';

const LINE =
  'id=5 addr=10.0.0.9:39276 laddr=10.0.0.1:1 name=web age=70 idle=3 flags=N db=2 qbuf=26 omem=8 tot-mem=37658 cmd=client|list user=app resp=2';
const OLD = 'id=6 addr=[fd00::1]:5 name= age=1 idle=0 flags=S db=0 qbuf=0 omem=0 cmd=replconf later=thing';

describe('a list of clients', () => {
  test('is told line by line; what a version does not tell is null, what is new is skipped', () => {
    const { count, clients } = parseClients(`${LINE}\n${OLD}\n`, false);
    expect(count).toBe(2);
    expect(clients[0]).toMatchObject({
      id: 5,
      ip: '10.0.0.9',
      name: 'web',
      user: 'app',
      ageSeconds: 70,
      db: 2,
      outputBytes: 8,
      totalBytes: 37658,
    });
    expect(clients[1]).toMatchObject({ ip: '[fd00::1]', address: '[fd00::1]:5', name: null, user: null, totalBytes: null, flags: 'S' });
  });

  test('masked holds nobody’s address, name or user', () => {
    expect(JSON.stringify(parseClients(`${LINE}\n`, true))).not.toMatch(/10\.0\.0|web|app/);
  });

  test('beyond the most is cut, and says of how many', () => {
    const { count, clients } = parseClients(`${LINE}\n`.repeat(20_001), false);
    expect([count, clients.length]).toEqual([20_001, 20_000]);
  });

  test.each([
    ['cut within a line', `${LINE}\nid=6 ad`],
    ['no number', `${LINE.replace('age=70', 'age=x')}\n`],
    ['another answer', 'hello\n'],
    ['no text', 5],
  ])('%s is a failure that holds nothing of the answer', (_, reply) => {
    expect(() => parseClients(reply, false)).toThrow(expect.objectContaining({ kind: 'parse', received: null }));
  });
});

describe('a slow log', () => {
  const raw = (words: string[]) => ({
    entries: [[7, 1_700_000_000, 15_000, words, '10.0.0.9:5', 'web']],
    info: '# Server\r\nredis_version:7.0.15\r\nrun_id:24991be7\r\n',
    count: 300,
    slowerThanMicros: 10_000,
  });

  test('has number, moment by the clock of the node, and microseconds', () => {
    const { commands, count, runId } = parseSlowlog(raw(['get', 'user:1']), false);
    expect(runId).toBe('24991be7');
    expect(commands).toEqual([
      {
        id: 7,
        at: 1_700_000_000_000,
        tookMicros: 15_000,
        command: 'GET',
        args: ['user:1'],
        argCount: 1,
        address: '10.0.0.9:5',
        name: 'web',
      },
    ]);
    expect(count).toBe(300);
  });

  test('masked has the command and no word of its arguments or its client', () => {
    const masked = parseSlowlog(raw(['GET', 'user:1']), true);
    expect(masked.commands[0]).toMatchObject({ command: 'GET', args: null, argCount: 1 });
    expect(JSON.stringify(masked)).not.toMatch(/user:1|10\.0\.0|web/);
  });

  test.each([
    [['AUTH', 'sekrit'], ['***']],
    [
      ['auth', 'ann', 'sekrit'],
      ['***', '***'],
    ],
    [
      ['CONFIG', 'SET', 'maxmemory', '5', 'requirepass', 'sekrit'],
      ['SET', 'maxmemory', '5', 'requirepass', '***'],
    ],
    [
      ['ACL', 'SETUSER', 'ann', '>sekrit'],
      ['SETUSER', 'ann', '***'],
    ],
    [
      ['HELLO', '3', 'AUTH', 'ann', 'sekrit', 'SETNAME', 'x'],
      ['3', 'AUTH', '***', '***', 'SETNAME', 'x'],
    ],
    [
      ['MIGRATE', 'auth', '6379', '', '0', '5000', 'REPLACE', 'AUTH2', 'ann', 'sekrit', 'KEYS', 'k'],
      ['auth', '***', '***', '0', '5000', 'REPLACE', 'AUTH2', '***', '***', 'KEYS', 'k'],
    ],
  ])('%j shows nobody its password', (words, args) => {
    expect(parseSlowlog(raw(words), false).commands[0]?.args).toEqual(args);
  });
});

describe('settings', () => {
  const INFO = '# Server\r\nredis_version:7.0.15\r\n';
  const parse = (pairs: string[], info = INFO) => parseSettings({ pairs, info });

  test.each([
    'requirepass',
    'masterauth',
    'masteruser',
    'tls-key-file-pass',
    'tls-client-key-file-pass',
    'sentinel-pass',
    'api-key',
    'module.password',
    'user',
  ])('the value of %s leaves no trace', (name) => {
    const { settings } = parse([name, 'hunter22', 'maxmemory', '0']);
    expect(settings.find((one) => one.name === name)).toMatchObject({ value: '***', isSecret: true });
    expect(JSON.stringify(settings)).not.toContain('hunter22');
  });

  test('a secret that stands in another setting too is masked there', () => {
    const { settings } = parse(['requirepass', 'hunter22', 'proc-title-template', 'redis hunter22']);
    expect(JSON.stringify(settings)).not.toContain('hunter22');
  });

  test.each(['tls-auth-clients', 'maxmemory-policy', 'aclfile', 'bind', 'tls-key-file'])('%s is no secret', (name) => {
    expect(parse([name, 'x']).settings[0]).toMatchObject({ value: 'x', isSecret: false });
  });

  test('an empty password is told: no password is set', () => {
    expect(parse(['requirepass', '']).settings[0]).toMatchObject({ value: '', isSecret: false });
  });

  test('stand beside the defaults of their version, and beside none where those are not known', () => {
    expect(parse(['hz', '50'])).toMatchObject({ defaultsOf: '7.0', settings: [{ value: '50', fallback: '10' }] });
    expect(parse(['hz', '50'], '# Server\r\nredis_version:6.2.1\r\n')).toMatchObject({ defaultsOf: null, settings: [{ fallback: null }] });
  });

  test('that are no pairs are a failure without a word of them', () => {
    expect(() => parse(['requirepass'])).toThrow(expect.objectContaining({ kind: 'parse', received: null }));
  });
});

test('latency events have their last and their worst time', () => {
  expect(parseLatency({ events: [['command', 1_700_000_000, 12, 50]], thresholdMs: 10 }).events).toEqual([
    { name: 'command', at: 1_700_000_000_000, latestMs: 12, worstMs: 50 },
  ]);
  expect(() => parseLatency({ events: [['command']], thresholdMs: null })).toThrow(/no?ne/);
});

test('statistics of commands stand with the most expensive first; what a version does not tell is null', () => {
  const text =
    '# Commandstats\r\ncmdstat_get:calls=2,usec=4,usec_per_call=2.00\r\ncmdstat_client|list:calls=1,usec=8,usec_per_call=8.00,rejected_calls=3,failed_calls=0\r\n';
  expect(parseCommandStats(text).commands).toEqual([
    { name: 'client list', calls: 1, totalMicros: 8, microsPerCall: 8, rejected: 3, failed: 0 },
    { name: 'get', calls: 2, totalMicros: 4, microsPerCall: 2, rejected: null, failed: null },
  ]);
  expect(() => parseCommandStats('')).toThrow(/not the answer/);
});

test('INFO stands in its sections with units, and a field that nobody knows stays as it is', () => {
  const text = '# Memory\r\nused_memory:10\r\nused_memory_human:10B\r\nnew_thing:a=1,b\r\n\r\n# CPU\r\nused_cpu_sys:0.5\r\n';
  expect(parseInfoAll(text).sections).toEqual([
    {
      title: 'Memory',
      fields: [
        { name: 'used_memory', value: 10, unit: 'bytes' },
        { name: 'used_memory_human', value: '10B', unit: null },
        { name: 'new_thing', value: 'a=1,b', unit: null },
      ],
    },
    { title: 'CPU', fields: [{ name: 'used_cpu_sys', value: 0.5, unit: 'seconds' }] },
  ]);
  expect(() => parseInfoAll('# Memory\r\nused_mem')).toThrow(/cut off/);
});

test('statistics of memory stand apart for each database', () => {
  const { sections } = parseMemoryStats(['peak.allocated', 5, 'db.0', ['overhead.hashtable.main', 72], 'peak.percentage', '99.5']);
  expect(sections.map(({ title }) => title)).toEqual(['Whole server', 'db.0']);
  expect(sections[0]?.fields).toContainEqual({ name: 'peak.percentage', value: 99.5, unit: '%' });
  expect(() => parseMemoryStats(['a'])).toThrow(/no list/);
});

test('who the clients are and what they sent is sensitive, and nothing else is asked with that right', () => {
  expect(redisQuestions.filter(({ isSensitive }) => isSensitive).map(({ name }) => name)).toEqual(['clients', 'slowlog', 'key']);
});
