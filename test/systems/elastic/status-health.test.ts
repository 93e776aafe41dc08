import { describe, expect, test } from 'vitest';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { copy, ES, health, judge, shards as table, told, toldOf } from './hand-made.ts';

describe('the cluster', () => {
  test.each([
    ['green', {}, 'ok: green: 3 members, 20 shards'],
    ['green while shards move', { relocating_shards: 2 }, 'ok: green: 3 members, 20 shards, 2 on the move'],
    [
      'yellow',
      { status: 'yellow', unassigned_shards: 3 },
      'warning: yellow: 3 replicas are not assigned, nothing is lost while their primaries live',
    ],
    [
      'yellow after a node left',
      { status: 'yellow', unassigned_shards: 1, delayed_unassigned_shards: 1, initializing_shards: 2 },
      'warning: yellow: 1 replica is not assigned (1 waits for its member to come back), 2 copies are being made, nothing is lost while their primaries live',
    ],
    [
      'yellow, and it does not say by what',
      { status: 'yellow' },
      'warning: yellow: some replicas are not active, nothing is lost while their primaries live',
    ],
    [
      'red',
      { status: 'red', unassigned_shards: 5, unassigned_primary_shards: 2 },
      'critical: red: 2 primary shards are not assigned: part of the data cannot be read or written',
    ],
    [
      'red before 8.16',
      { status: 'red', unassigned_shards: 5, unassigned_primary_shards: undefined },
      'critical: red: at least one primary shard is not active, of 5 not assigned: part of the data cannot be read or written',
    ],
    [
      'red while a primary is made',
      { status: 'red', initializing_shards: 1 },
      'critical: red: at least one primary shard is not active, of 1 being made: part of the data cannot be read or written',
    ],
    ['timed out', { timed_out: true }, 'warning: its master did not get to answer in time: the health is told without what waits there'],
    [
      'many pending tasks',
      { number_of_pending_tasks: 100 },
      'warning: 100 pending tasks of changes that the master is to make, mappings and indices among them: the warning limit is 100',
    ],
    [
      'an old pending task',
      { task_max_waiting_in_queue_millis: 31_000 },
      'warning: its oldest pending task waits for 31s: the warning limit is 30 s',
    ],
    ['just below the limits', { number_of_pending_tasks: 99, task_max_waiting_in_queue_millis: 29_999 }, 'ok: green: 3 members, 20 shards'],
  ])('%s', (_, fields, expected) => {
    const judgement = judge('health', [health(fields)]);
    expect(told(judgement)).toBe(expected);
    expect(toldOf(judgement, 'cluster')).toBe(expected);
  });

  test('that is red says first that it is', () => {
    const { judged } = judge('health', [health({ status: 'red', unassigned_primary_shards: 1, timed_out: true })]);
    expect(judged).toMatchObject({
      status: 'critical',
      reason: expect.stringMatching(/^red: 1 primary shard is not assigned.*; its master did not/),
    });
  });

  test('is not warned of pending tasks where the limits are off', () => {
    const limits = { pendingWarning: null, pendingWarningSeconds: null };
    expect(judge('health', [health({ number_of_pending_tasks: 9_999, task_max_waiting_in_queue_millis: 9e6 })], limits).judged.status).toBe(
      'ok',
    );
  });
});

describe('a URL', () => {
  const own = { product: ES, name: 'es1', clusterName: 'search', uuid: 'u1', stateVersion: 7, stateUuid: 's7', masterId: 'n1' };

  test.each([
    ['that has a master', own, 'ok: answers as es1 of search, has state 7'],
    [
      'that knows no master',
      { ...own, masterId: null },
      'critical: it knows no elected master: nothing is written through it, and what it answers may be old',
    ],
    [
      'that never was in a cluster',
      { ...own, uuid: null },
      'critical: it has never been in a cluster: it has none of its data, and takes none',
    ],
  ])('%s', (_, value, expected) => {
    const judgement = judge('own', [value]);
    expect([told(judgement), toldOf(judgement, 'own')]).toEqual([expected, expected]);
  });
});

describe('copies of shards', () => {
  const at = '2026-11-22T03:00:00Z';
  const lost = (fields: object, reason = 'NODE_LEFT') =>
    copy({ state: 'UNASSIGNED', node: null, unassigned_info: { reason, at }, ...fields });

  test.each([
    ['a primary that is lost', lost({}), 'critical: primary not assigned (NODE_LEFT)'],
    ['a replica that is lost', lost({ primary: false }), 'warning: replica not assigned (NODE_LEFT)'],
    [
      'one that failed',
      copy({
        state: 'UNASSIGNED',
        node: null,
        primary: false,
        unassigned_info: { reason: 'ALLOCATION_FAILED', failed_attempts: 5, delayed: true },
      }),
      'warning: replica not assigned (ALLOCATION_FAILED, failed 5 times, waits for its member to come back)',
    ],
    ['a primary that comes back', lost({ state: 'INITIALIZING', node: 'n1' }), 'critical: primary is being made on es1 (NODE_LEFT)'],
    [
      'a primary of a new index',
      lost({ state: 'INITIALIZING', node: 'n1' }, 'INDEX_CREATED'),
      'warning: primary is being made on es1 (INDEX_CREATED)',
    ],
    ['a replica that is made', copy({ state: 'INITIALIZING', primary: false }), 'warning: replica is being made on es1'],
    ['one that moves', copy({ state: 'RELOCATING', relocating_node: 'n2' }), 'ok: primary moves from es1 to es2'],
  ])('%s', (_, one, expected) => {
    const { rows } = judge('shards', [table({ logs: [one] })]);
    expect(rows[1] && told(rows[1])).toBe(expected);
  });

  test('are told since when they are not assigned, by the word of the cluster', () => {
    expect(judge('shards', [table({ logs: [lost({})] })]).rows[1]?.judged.since).toBe(Date.parse(at));
  });

  test('that stand alike are rows of their own', () => {
    const replica = lost({ primary: false });
    const judgement = judge('shards', [table({ logs: [copy(), replica, replica] })]);
    expect(judgement.rows.map(({ id }) => id)).toEqual(['table', 'shard/logs/0/r', 'shard/logs/0/r1']);
    expect(toldOf(judgement, 'table')).toBe('warning: 2 copies not active');
  });

  test('that are all started are well', () => {
    expect(told(judge('shards', [table({ logs: [copy(), copy({ primary: false })] })]))).toBe('ok: 2 copies of shards, all started');
  });
});

describe('indices', () => {
  const index = (fields: object) => ({
    number_of_shards: 3,
    number_of_replicas: 1,
    active_shards: 6,
    active_primary_shards: 3,
    relocating_shards: 0,
    initializing_shards: 0,
    unassigned_shards: 0,
    ...fields,
  });

  test('are judged by their health, each by itself', () => {
    const indices = {
      well: index({ status: 'green' }),
      thin: index({ status: 'yellow', active_shards: 4, unassigned_shards: 1, initializing_shards: 1 }),
      lost: index({ status: 'red', active_shards: 2, active_primary_shards: 1, unassigned_shards: 4 }),
    };
    const judgement = judge('indices', [PARSE.indices({ by: 'es1', product: ES, health: { status: 'red', indices } })]);
    expect(judgement.rows.map(({ id, judged }) => `${id} ${judged.status}: ${judged.reason}`)).toEqual([
      'index/well ok: green',
      'index/thin warning: yellow: 2 replicas not active',
      'index/lost critical: red: 2 of 3 primary shards not active',
    ]);
    expect(told(judgement)).toBe(
      'ok: lost: red: 2 of 3 primary shards not active; also 1 with a warning: told by the health of the cluster',
    );
  });
});

describe('the report', () => {
  const report = (status: string, ...colors: string[]) =>
    PARSE.report({
      by: 'es1',
      product: ES,
      report: {
        status,
        indicators: Object.fromEntries(colors.map((one, at) => [`an_indicator_${at}`, { status: one, symptom: 'so it is' }])),
      },
    });

  test.each([
    [['green', 'green'], 'ok: 1 indicator, all green'],
    [['yellow', 'yellow', 'green'], 'warning: an indicator 0: yellow: so it is'],
    [['red', 'red', 'red'], 'critical: 2 of 2 indicators critical: an indicator 0, an indicator 1'],
    [['unknown', 'unknown', 'green'], 'unknown: an indicator 0: unknown: so it is'],
    [['red', 'green'], 'critical: the report is red: 1 indicator, all green'],
  ])('%j', ([status = '', ...colors], expected) => {
    expect(told(judge('report', [report(status, ...colors)]))).toBe(expected);
  });
});

test('what Vigil reads itself and sooner does not count in the report, and is said', () => {
  const report = PARSE.report({
    by: 'es1',
    product: ES,
    report: { status: 'red', indicators: { shards_availability: { status: 'red', symptom: 'so it is' }, slm: { status: 'green' } } },
  });
  expect(told(judge('report', [report]))).toBe('ok: 1 indicator, all green; shards availability red, which is judged by its own readings');
});

describe('members', () => {
  const members = (...versions: string[]) =>
    PARSE.members({
      by: 'es1',
      product: ES,
      info: { nodes: Object.fromEntries(versions.map((version, at) => [`n${at}`, { name: `es${at}`, version, roles: [] }])) },
    });

  test.each([
    [['8.17.0', '8.17.0'], 'ok: 2 members of 8.17.0'],
    [['8.17.0', '8.16.1'], 'warning: members of several versions: 8.16.1, 8.17.0'],
    [[], 'unknown: no member told who it is'],
  ])('of %j', (versions, expected) => {
    expect(told(judge('members', [members(...versions)]))).toBe(expected);
  });
});
