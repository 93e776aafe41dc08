import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAliases } from '#lib/systems/elastic/asked/aliases.ts';
import { parseDataStreams } from '#lib/systems/elastic/asked/data-streams.ts';
import { parseHotThreads } from '#lib/systems/elastic/asked/hot-threads.ts';
import { parseIndex } from '#lib/systems/elastic/asked/index-question.ts';
import { parseMember } from '#lib/systems/elastic/asked/member.ts';
import { parseMemberShards } from '#lib/systems/elastic/asked/member-shards.ts';
import { parsePending } from '#lib/systems/elastic/asked/pending.ts';
import { parseWritten } from '#lib/systems/elastic/asked/settings.ts';
import { parseTasks } from '#lib/systems/elastic/asked/tasks.ts';
import { parseTemplates } from '#lib/systems/elastic/asked/templates.ts';
import { elasticQuestions } from '#lib/systems/elastic/questions.ts';

const SHARED = new URL('../../../../../shared/data/elasticsearch/captures/', import.meta.url);
const hasShared = existsSync(SHARED);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, SHARED), 'utf8'));

describe.skipIf(!hasShared)('captures', () => {
  test.each([
    [
      'elasticsearch-9.5/_tasks.actions=.search.detailed.json',
      (raw: unknown) => parseTasks(raw, false).tasks.map(({ id, runsMs }) => [id, runsMs]),
      [['oTUltX4IQMOUUVeiohTt8A:464', 14]],
    ],
    [
      'elasticsearch-6.2.2/_cluster.pending_tasks~2.json',
      (raw: unknown) => parsePending(raw).tasks,
      [{ order: 101, priority: 'URGENT', source: 'create-index [foo_9], cause [api]', waitsMs: 86, isExecuting: null }],
    ],
    [
      'opensearch-3.x/_cluster.pending_tasks.json',
      (raw: unknown) => parsePending(raw).tasks.map(({ order, isExecuting }) => [order, isExecuting]),
      [
        [1234, false],
        [1235, true],
      ],
    ],
    [
      'elasticsearch-7.17.3/_alias.json',
      (raw: unknown) => parseAliases(raw).aliases.map(({ name, indices }) => [name, indices[0]?.index, indices[0]?.isWriteIndex]),
      [
        ['foo_alias_2_1', 'foo_2', null],
        ['foo_alias_3_1', 'foo_3', true],
        ['foo_alias_3_2', 'foo_3', null],
      ],
    ],
    [
      'elasticsearch-9.5/_data_stream.json',
      (raw: unknown) => parseDataStreams(raw).streams.map(({ name, indices }) => [name, indices.length])[0],
      ['my-data-stream', 2],
    ],
    [
      'opensearch-3.x/_cluster.settings.json',
      (raw: unknown) => parseWritten(raw).settings.every(({ at }) => at === 'persistent' || at === 'transient'),
      true,
    ],
  ])('%s', (file, parse, expected) => expect(parse(read(file))).toEqual(expected));
});

describe('tasks', () => {
  const task = (over: object) => ({
    node: 'n1',
    id: 7,
    action: 'indices:data/read/search',
    description: 'indices[a], source[{"q":1}]',
    start_time_in_millis: 5,
    running_time_in_nanos: 2_500_000,
    cancellable: true,
    ...over,
  });
  const body = {
    node_failures: [{ type: 'failed_node_exception' }],
    nodes: {
      n1: {
        name: 'es1',
        tasks: {
          'n1:7': task({}),
          'n1:8': task({ id: 8, running_time_in_nanos: 9e9, cancelled: true }),
          'n1:9': task({ parent_task_id: 'n1:7' }),
        },
      },
    },
  };

  test('the longest stand first, parts of others are counted, and members that did not tell are too', () => {
    const { tasks, parts, unanswered } = parseTasks(body, false);
    expect([tasks.map(({ id, member, runsMs, isCancelled }) => [id, member, runsMs, isCancelled]), parts, unanswered]).toEqual([
      [
        ['n1:8', 'es1', 9_000, true],
        ['n1:7', 'es1', 3, false],
      ],
      1,
      1,
    ]);
  });

  test('what is searched for is told only where it may be seen', () => {
    expect(parseTasks(body, false).tasks.map(({ description }) => description)).toEqual(Array(2).fill('indices[a], source[{"q":1}]'));
    expect(JSON.stringify(parseTasks(body, true))).not.toContain('source[');
  });
});

test('settings say where they were written, and secrets are not among them', () => {
  const body = { persistent: { 'a.b': '1', 'xpack.x.secret_key': 'hush' }, transient: { 'a.b': '2' } };
  expect(parseWritten(body).settings).toEqual([
    { name: 'a.b', value: '2', at: 'transient' },
    { name: 'a.b', value: '1', at: 'persistent' },
    { name: 'xpack.x.secret_key', value: '***', at: 'persistent' },
  ]);
});

test('templates stand by kind and priority', () => {
  const body = {
    index: {
      index_templates: [
        { name: 'low', index_template: { index_patterns: ['a*'], priority: 1 } },
        { name: 'high', index_template: { index_patterns: 'b*', priority: 9, composed_of: ['p'], data_stream: {} } },
      ],
    },
    component: { component_templates: [{ name: 'p', component_template: { version: 3 } }] },
    legacy: { old: { index_patterns: ['c*'], order: 2 } },
  };
  expect(parseTemplates(body).templates.map(({ name, kind, isForStreams, parts }) => [name, kind, isForStreams, parts.join()])).toEqual([
    ['high', 'index', true, 'p'],
    ['low', 'index', false, ''],
    ['p', 'component', false, ''],
    ['old', 'legacy', false, ''],
  ]);
});

const INDEX = {
  settings: {
    logs: {
      settings: {
        'index.uuid': 'u',
        'index.creation_date': '5',
        'index.number_of_shards': '2',
        'index.number_of_replicas': '1',
        'index.blocks.read_only_allow_delete': 'true',
        'index.blocks.write': 'false',
      },
    },
  },
  aliases: { logs: { aliases: { all: {} } } },
  shards: {
    indices: {
      logs: {
        shards: { 0: [{ routing: { state: 'STARTED', primary: true, node: 'n1' }, docs: { count: 4 }, store: { size_in_bytes: 9 } }] },
      },
    },
  },
  mapping: {
    logs: { mappings: { properties: { a: { type: 'text', fields: { raw: { type: 'keyword' } } }, b: { properties: { c: {} } } } } },
  },
};

describe('an index', () => {
  test('is told with its blocks, the number of its fields, and how many copies it is to have', () => {
    expect(parseIndex(INDEX, 'logs')).toMatchObject({
      ...{ name: 'logs', uuid: 'u', createdAt: 5, stream: null, blocks: ['read_only_allow_delete'], fields: 4, wantedCopies: 4 },
      aliases: [{ name: 'all' }],
      copies: [{ number: 0, isPrimary: true, state: 'STARTED', member: 'n1', docs: 4, bytes: 9 }],
    });
  });

  test.each([
    ['.ds-metrics-cpu-2026.01.31-000004', 'metrics-cpu'],
    ['.ds-metrics-000004', 'metrics'],
    ['metrics-000004', null],
  ])('%s is behind the stream %s', (name, stream) => {
    const one = (part: object) => ({ [name]: Object.values(part)[0] });
    const body = { settings: one(INDEX.settings), aliases: one(INDEX.aliases), shards: {}, mapping: null };
    expect(parseIndex(body, name)).toMatchObject({ stream, fields: null, copies: [] });
  });
});

const ID = 'xWtLeiUjQoiRf2kpMYdXmA';

test('a member tells how it was started; no limit is no zero', () => {
  const info = {
    nodes: {
      [ID]: {
        name: 'es1',
        version: '8.17.0',
        roles: ['data'],
        settings: { 'node.name': 'es1', 'x.password': 'p' },
        process: { mlockall: false },
      },
    },
  };
  const stats = {
    nodes: {
      [ID]: { fs: { data: [{ path: '/d', total_in_bytes: 10 }] }, jvm: { mem: { pools: { old: { used_in_bytes: 1, max_in_bytes: 0 } } } } },
    },
  };
  expect(parseMember({ info, stats }, ID)).toMatchObject({
    machine: [{ name: 'Memory locked', value: 'no: it can be swapped out' }],
    fileSystems: [{ path: '/d', totalBytes: 10, availableBytes: null }],
    heapPools: [{ name: 'old', usedBytes: 1, maxBytes: null }],
    settings: [
      { name: 'node.name', value: 'es1' },
      { name: 'x.password', value: '***' },
    ],
  });
});

describe('the shards of a member', () => {
  const nodes = { [ID]: { name: 'es1' }, n2: { name: 'es2' } };
  test('stand by index and number, and say where they go', () => {
    const copy = (index: string, shard: number, over = {}) => ({ index, shard, primary: true, state: 'STARTED', ...over });
    const held = [copy('b', 10), copy('b', 9), copy('a', 0, { state: 'RELOCATING', relocating_node: 'n2' })];
    expect(
      parseMemberShards({ nodes, routing_nodes: { nodes: { [ID]: held } } }, ID).shards.map(({ index, number, to }) => [index, number, to]),
    ).toEqual([
      ['a', 0, 'es2'],
      ['b', 9, null],
      ['b', 10, null],
    ]);
  });

  test('one that holds nothing holds nothing; one that is not in the cluster is no answer', () => {
    expect(parseMemberShards({ nodes }, ID)).toEqual({ shards: [] });
    expect(() => parseMemberShards({ nodes: {} }, ID)).toThrow('is not in the answer');
  });
});

test.each([
  ['tasks', (raw: unknown) => parseTasks(raw, false)],
  ['pending', parsePending],
  ['settings', parseWritten],
  ['templates', parseTemplates],
  ['index', (raw: unknown) => parseIndex(raw, 'a')],
  ['member', (raw: unknown) => parseMember(raw, ID)],
  ['shards', (raw: unknown) => parseMemberShards(raw, ID)],
])('what is no answer is no empty list of %s', (_, parse) => {
  for (const raw of [null, '<html>', [], {}, { status: 503 }]) expect(() => parse(raw)).toThrow(/answer|JSON/);
});

test.each([
  ['index', { index: 'logs-1' }, { index: '*' }],
  ['index', { index: '.ds-a-000001' }, { index: 'a,b' }],
  ['index', { index: 'a' }, { index: '_all' }],
  ['member', { id: ID }, { id: '_all' }],
  ['member-shards', { id: ID }, { id: 'es*' }],
  ['hot-threads', { id: ID, type: 'cpu' }, { id: ID, type: 'x' }],
])('%s takes %j and not %j', (name, good, bad) => {
  const question = elasticQuestions.find((one) => one.name === name);
  expect([question?.read(good).ok, question?.read(bad).ok]).toEqual([true, false]);
});

test.each(['', '\n', 'upstream is away'])('a member of which hot threads hold nothing, %j, is not idle: it did not answer', (body) => {
  expect(() => parseHotThreads(body)).toThrow(
    'the member told nothing of its threads: it failed to, was too slow, or has left the cluster',
  );
});

test('a member without a busy thread says so with its own line', () => {
  const idle =
    '::: {es1}{qktnsMaUSu26w}{BPdvRYE1}{10.0.0.13}{10.0.0.13:9300}{lr}\n   Hot threads at 2026-11-23T13:00:11.231Z, interval=500ms:\n';
  expect(parseHotThreads(idle)).toBe(idle);
});

test('what may hold what people search for, or what threads do, is sensitive', () => {
  expect(elasticQuestions.filter(({ isSensitive }) => isSensitive).map(({ name }) => name)).toEqual(['tasks', 'hot-threads']);
});
