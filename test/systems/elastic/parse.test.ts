import { describe, expect, test } from 'vitest';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { parseProduct } from '#lib/systems/elastic/parse-product.ts';
import { copy, healthAnswer, load, memberAnswer, shards, TELLER } from './hand-made.ts';

const ROOT = { name: 'es1', cluster_name: 'search', cluster_uuid: 'u1', version: { number: '8.17.0' }, tagline: 'You Know, for Search' };
const STATE = { cluster_name: 'search', cluster_uuid: 'u1', version: 7, state_uuid: 's7', master_node: 'n1' };
const OPEN = {
  ...ROOT,
  version: { number: '2.19.1', distribution: 'opensearch' },
  tagline: 'The OpenSearch Project: https://opensearch.org/',
};

describe('which product it is', () => {
  test.each([
    ['Elasticsearch by its tagline', ROOT, 'elasticsearch 8.17.0'],
    ['OpenSearch by its distribution', OPEN, 'opensearch 2.19.1'],
    [
      'OpenSearch that pretends to be 7.10.2, whose version is not known',
      { ...OPEN, version: { number: '7.10.2' } },
      'opensearch 1.x or 2.x',
    ],
  ])('%s', (_, root, expected) => {
    const { is, version } = parseProduct(root);
    expect(`${is} ${version}`).toBe(expected);
  });

  test.each([
    ['a page of HTML', '<html>', 'the answer is no JSON object'],
    ['JSON of something else', { status: 'ok' }, 'neither Elasticsearch nor OpenSearch'],
    ['a version that is no text', { ...ROOT, version: { number: 8 } }, 'version.number is no text'],
    ['no version', { ...ROOT, version: {} }, 'version.number is not in the answer'],
    ['nothing', null, 'no JSON object'],
  ])('%s is refused in words', (_, root, words) => {
    expect(() => parseProduct(root)).toThrow(words);
  });
});

describe('what a URL says of itself', () => {
  test.each([
    ['its master', STATE, { masterId: 'n1', uuid: 'u1', stateVersion: 7, stateUuid: 's7' }],
    ['none that it knows', { ...STATE, master_node: null }, { masterId: null }],
    ['its master as OpenSearch calls it', { ...STATE, master_node: undefined, cluster_manager_node: 'n2' }, { masterId: 'n2' }],
    ['both names of it', { ...STATE, cluster_manager_node: 'n1' }, { masterId: 'n1' }],
    ['that it never was in a cluster', { ...STATE, cluster_uuid: '_na_' }, { uuid: null }],
    ['no version of its state', { master_node: 'n1' }, { stateVersion: null, stateUuid: null, uuid: 'u1' }],
  ])('%s', (_, state, expected) => {
    expect(PARSE.own({ root: ROOT, state })).toMatchObject(expected);
  });

  test.each([
    ['a state that does not speak of a master', { version: 7 }, 'does not say who is master'],
    ['a state that is text', 'red', 'no JSON object'],
    ['a master that is a number', { master_node: 3 }, 'master_node is no text'],
  ])('%s is refused', (_, state, words) => {
    expect(() => PARSE.own({ root: ROOT, state })).toThrow(words);
  });
});

describe('the health', () => {
  const read = (fields: Record<string, unknown>) => PARSE.health({ ...TELLER, root: ROOT, health: healthAnswer(fields) });

  test('of before 8.16 does not tell how many primaries are unassigned', () => {
    expect(read({ unassigned_primary_shards: undefined }).shards.unassignedPrimary).toBeNull();
  });

  test.each([
    [
      'a number where a colour belongs is a refusal in words',
      { status: 503 },
      'refuses to tell the health, with status 503: it knows no elected master',
    ],
    ['a colour that there is not', { status: 'blue' }, 'status is no colour'],
    ['no colour', { status: undefined }, 'status is no colour'],
    ['a count that is a word', { active_shards: 'many' }, 'active_shards is not a number'],
    ['no count', { number_of_nodes: undefined }, 'number_of_nodes is not in the answer'],
  ])('%s', (_, fields, words) => {
    expect(() => read(fields)).toThrow(words);
  });

  test('with nothing but a status is a refusal too', () => {
    expect(() => PARSE.indices({ ...TELLER, health: { status: 503 } })).toThrow('with status 503');
  });

  test('of a cluster without an index has none', () => {
    expect(PARSE.indices({ ...TELLER, health: { status: 'green' } }).indices).toEqual([]);
  });

  test.each([
    ['as told', { number_of_replicas: 2 }, 2],
    ['by its shards where they are not', {}, 1],
  ])('an index has replicas: %s', (_, more, copies) => {
    const index = { ...healthAnswer({ number_of_shards: 10 }), ...more };
    expect(PARSE.indices({ ...TELLER, health: { status: 'green', indices: { logs: index } } }).indices[0]).toMatchObject({
      primaries: 10,
      copies,
    });
  });
});

describe('the load', () => {
  test('of a member is read with its times by its own clock', () => {
    const [member] = load({ es1: { upSeconds: 60, searches: 8 } }).members;
    expect(member).toMatchObject({
      id: 'id-es1',
      ip: '10.0.0.1',
      cpuPercent: 10,
      load1: 0.5,
      heapUsedBytes: 50,
      searches: { times: 8, tookMs: 16, current: 1 },
    });
    expect((member?.takenAt ?? 0) - (member?.startedAt ?? 0)).toBe(60_000);
    expect(member?.breakers.map(({ name }) => name)).toEqual(['parent', 'inflight_requests']);
  });

  test.each([
    ['that is left out is null and no zero', {}, 'cpuPercent', null],
    ['that is below zero is not known', { os: { cpu: { percent: -1 } } }, 'cpuPercent', null],
    ['that is zero is zero', { os: { cpu: { percent: 0 } } }, 'cpuPercent', 0],
    ['of which there cannot be none is not known where it is zero', { jvm: { mem: { heap_max_in_bytes: 0 } } }, 'heapMaxBytes', null],
    ['that a text holds is read', { process: { open_file_descriptors: '12' } }, 'openFiles', 12],
    [
      'of bulk is that of write',
      { thread_pool: { bulk: { queue: 3 } } },
      'pools',
      [expect.objectContaining({ name: 'write', queue: 3, rejected: null })],
    ],
    ['of an IPv6 address has no port', { ip: '[::1]:9300' }, 'ip', '::1'],
  ])('a figure %s', (_, member, key, expected) => {
    const [found] = PARSE.load({ ...TELLER, stats: { nodes: { a: member } } }).members;
    expect(found?.[key as 'cpuPercent']).toEqual(expected);
  });

  test.each([
    ['nodes.*.jvm.mem.heap_used_in_bytes is not a number', { jvm: { mem: { heap_used_in_bytes: true } } }],
    ['nodes.*.os.cpu is no JSON object', { os: { cpu: 5 } }],
    ['nodes.*.name is no text', { name: 5 }],
    ['nodes.*.roles is no list of texts', { roles: [1] }],
    ['nodes.*.breakers.* is no JSON object', { breakers: { parent: [] } }],
  ])('%s', (words, member) => {
    expect(() => PARSE.load({ ...TELLER, stats: { nodes: { a: member } } })).toThrow(words);
  });

  test('without members is refused, and not that of an empty cluster', () => {
    expect(() => PARSE.load({ ...TELLER, stats: {} })).toThrow('nodes is not in the answer');
    expect(() => PARSE.members({ ...TELLER, info: {} })).toThrow('nodes is not in the answer');
  });

  test('says how many did not answer, where it is told', () => {
    expect(load({ es1: {} }, 2).unanswered).toBe(2);
    expect(PARSE.load({ ...TELLER, stats: { nodes: { a: memberAnswer('a') } } })).not.toHaveProperty('unanswered');
  });
});

describe('the routing table', () => {
  const lost = (reason: string) => ({
    reason,
    at: '2026-11-22T03:00:00Z',
    delayed: true,
    details: 'node left',
    failed_attempts: 5,
    allocation_status: 'no_attempt',
  });

  test('has the worst first: primaries that are lost, primaries that are made, then replicas, then what moves', () => {
    const found = shards({
      a: [copy({ state: 'RELOCATING', relocating_node: 'n2' })],
      b: [copy({ primary: false, state: 'UNASSIGNED', node: null })],
      c: [copy({ state: 'INITIALIZING' })],
      d: [copy({ state: 'UNASSIGNED', node: null })],
      e: [copy({ primary: false, state: 'INITIALIZING', node: 'n9' })],
    });
    expect(found.troubled.map(({ index }) => index).join('')).toBe('dcbea');
    expect(found.troubled.map(({ node, to }) => [node, to])).toEqual([
      [null, null],
      ['es1', null],
      [null, null],
      ['n9', null],
      ['es1', 'es2'],
    ]);
    expect(found.held).toEqual([
      { node: 'es1', shards: 2, primaries: 2 },
      { node: 'n9', shards: 1, primaries: 0 },
    ]);
  });

  test('tells why a copy is not assigned, and since when', () => {
    const { troubled } = shards({
      a: [copy({ state: 'UNASSIGNED', node: null, unassigned_info: lost('NODE_LEFT'), recovery_source: { type: 'PEER' } })],
    });
    const since = Date.parse('2026-11-22T03:00:00Z');
    expect(troubled[0]).toMatchObject({
      unassigned: { reason: 'NODE_LEFT', since, details: 'node left', failedTimes: 5, isDelayed: true, status: 'no_attempt' },
      recoversFrom: 'PEER',
    });
  });

  test('that is the same object is read once', () => {
    const table = { routing_table: { indices: { a: { shards: { '0': [copy({ state: 'UNASSIGNED', node: null })] } } } } };
    const read = (version: number) => PARSE.shards({ ...TELLER, state: { version }, table, readAt: version });
    expect(read(2).troubled).toBe(read(1).troubled);
    expect(read(2)).toMatchObject({ stateVersion: 2, readAt: 2 });
  });

  test('keeps no more than 500 troubled copies, and counts all', () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`i${at}`, [copy({ state: 'UNASSIGNED', node: null })]]));
    const { troubled, troubledCount, count } = shards(many);
    expect([troubled.length, troubledCount, count]).toEqual([500, 600, 600]);
  });

  test.each([
    ['a state that there is not', { a: [copy({ state: 'LOST' })] }, 'state is none that a shard can have'],
    ['no state', { a: [{}] }, 'state is not in the answer'],
  ])('with %s is refused', (_, indices, words) => {
    expect(() => shards(indices)).toThrow(words);
  });

  test('of a cluster without an index, which leaves it out, is empty', () => {
    const state = { version: 7, state_uuid: 's7' };
    expect(PARSE.shards({ ...TELLER, state, table: { ...state, nodes: {} }, readAt: 0 })).toMatchObject({ count: 0, troubledCount: 0 });
  });

  test('that is not there is refused', () => {
    expect(() => PARSE.shards({ ...TELLER, state: {}, table: {}, readAt: 0 })).toThrow('routing_table is not in the answer');
  });
});

describe('recoveries', () => {
  const one = {
    id: 0,
    type: 'PEER',
    stage: 'INDEX',
    primary: false,
    source: { name: 'es1' },
    target: { name: 'es2' },
    start_time_in_millis: '5',
    total_time_in_millis: 9,
  };
  const size = { total_in_bytes: 100, reused_in_bytes: 20, recovered_in_bytes: 40 };
  const read = (...list: unknown[]) => PARSE.recoveries({ ...TELLER, health: {}, recovery: { logs: { shards: list } } }).recoveries;

  test('count what is to be copied, without what is there already', () => {
    expect(read({ ...one, index: { size }, translog: { total: -1, recovered: 3 } })).toEqual([
      expect.objectContaining({
        from: 'es1',
        to: 'es2',
        startedAt: 5,
        totalBytes: 80,
        recoveredBytes: 40,
        totalOperations: null,
        recoveredOperations: 3,
      }),
    ]);
  });

  test('that are done are not under way, and one that has not listed its files has no size', () => {
    const found = read({ ...one, stage: 'DONE' }, { ...one, stage: 'INIT', index: { size: { total_in_bytes: 0, reused_in_bytes: 0 } } });
    expect(found).toEqual([expect.objectContaining({ stage: 'INIT', totalBytes: null, recoveredBytes: null })]);
  });

  test('that were not asked for are said to be not asked', () => {
    expect(PARSE.recoveries({ ...TELLER, health: {}, recovery: null })).toMatchObject({ isAsked: false, recoveries: [] });
  });
});

test.each([
  ['a report without indicators', () => PARSE.report({ ...TELLER, report: { status: 'green' } }), 'indicators is not in the answer'],
  ['a report of another colour', () => PARSE.report({ ...TELLER, report: { status: 'blue', indicators: {} } }), 'no colour'],
  [
    'statistics of indices that are a list',
    () => PARSE.volume({ ...TELLER, stats: { _shards: {}, indices: [] } }),
    'indices is no JSON object',
  ],
  [
    'statistics that do not say of how many shards they are',
    () => PARSE.volume({ ...TELLER, stats: { hello: 'world' } }),
    '_shards is not in the answer',
  ],
])('%s is refused', (_, read, words) => {
  expect(read).toThrow(words);
});
