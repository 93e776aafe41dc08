import { describe, expect, test } from 'vitest';
import { type Product, UPKEEP } from '#lib/systems/elastic/model.ts';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import type { RawPart } from '#lib/systems/elastic/raw.ts';
import { ES, judge, NOW, OS, TELLER, told, toldOf } from './hand-made.ts';

const HOUR = 3_600_000;
const body = (value: unknown): RawPart => ({ is: 'told', body: value });
const untold = (why: string): RawPart => ({ is: 'untold', why });
const upkeep = (policies: RawPart, errors: RawPart, product: Product = ES) => PARSE.upkeep({ ...TELLER, product, policies, errors });

const slm = (fields: object) => body({ nightly: { policy: { repository: 'backups' }, next_execution_millis: NOW + HOUR, ...fields } });
const NO_ERRORS = body({ indices: {} });

describe('a snapshot policy of Elasticsearch', () => {
  const success = (hours: number) => ({ last_success: { snapshot_name: 'a', time: NOW - hours * HOUR } });
  const failure = (hours: number, details = '{"type":"snapshot_exception","reason":"disk is gone"}') => ({
    last_failure: { time: NOW - hours * HOUR, details },
  });

  test.each([
    ['that works', success(5), 'ok: its last snapshot is 5h 00m old'],
    ['that is old', success(50), 'warning: its last snapshot is 2d 2h old: the warning limit is 48 hours'],
    ['that failed before it worked', { ...success(5), ...failure(9) }, 'ok: its last snapshot is 5h 00m old'],
    [
      'that failed since',
      { ...success(30), ...failure(6) },
      'warning: its last snapshot failed 6h 00m ago, the last one was made 1d 6h ago: disk is gone',
    ],
    [
      'that never worked',
      failure(6, 'no repository'),
      'warning: its last snapshot failed 6h 00m ago, and none was ever made: no repository',
    ],
    ['that never ran', {}, 'warning: it has never made a snapshot'],
  ])('%s', (_, fields, expected) => {
    expect(toldOf(judge(UPKEEP, [upkeep(slm(fields), NO_ERRORS)]), 'policy/nightly')).toBe(expected);
  });

  test.each([
    ['failed', { ...success(30), ...failure(6) }, NOW - 6 * HOUR],
    ['is too old', success(50), NOW - 2 * HOUR],
  ])('%s since when that came about', (_, fields, since) => {
    expect(judge(UPKEEP, [upkeep(slm(fields), NO_ERRORS)]).rows[0]?.judged.since).toBe(since);
  });

  test('is not judged by age where the limit is off', () => {
    expect(judge(UPKEEP, [upkeep(slm(success(999)), NO_ERRORS)], { snapshotWarningHours: null }).judged.status).toBe('ok');
  });

  test('says no more than the beginning of a long error', () => {
    const { policies } = upkeep(slm(failure(1, 'x'.repeat(9_999))), NO_ERRORS);
    expect(policies?.[0]?.lastFailure).toHaveLength(300);
  });
});

test('several policies are told by name', () => {
  const policies = body({
    nightly: { last_failure: { time: NOW } },
    weekly: { last_failure: { time: NOW } },
    yearly: { last_success: { time: NOW } },
  });
  expect(told(judge(UPKEEP, [upkeep(policies, NO_ERRORS)]))).toBe('warning: 2 of 3 snapshot policies with a warning: nightly, weekly');
});

describe('a snapshot policy of OpenSearch', () => {
  const sm = (run: object | null) =>
    body({
      policies: { policies: [{ _id: 'nightly-sm-policy', sm_policy: { name: 'nightly', snapshot_config: { repository: 'backups' } } }] },
      explain: {
        policies: [
          {
            name: 'nightly',
            creation: { current_state: 'CREATION_START', trigger: { time: NOW + HOUR }, ...(run ? { latest_execution: run } : {}) },
          },
        ],
      },
    });

  test.each([
    ['that worked', { status: 'SUCCESS', start_time: NOW - 2 * HOUR, end_time: NOW - HOUR }, 'ok: its last snapshot is 1h 00m old'],
    [
      'that failed',
      { status: 'FAILED', start_time: NOW - HOUR, info: { message: 'failed', cause: 'no disk' } },
      'warning: its last snapshot failed 1h 00m ago: no disk',
    ],
    ['that runs', { status: 'IN_PROGRESS', start_time: NOW }, 'unknown: it does not tell of a snapshot that was made'],
    ['that has not run', null, 'unknown: it does not tell of a snapshot that was made'],
  ])('%s', (_, run, expected) => {
    const value = upkeep(sm(run), body({ total_managed_indices: 0 }), OS);
    expect(toldOf(judge(UPKEEP, [value]), 'policy/nightly')).toBe(expected);
    expect(value.policies?.[0]).toMatchObject({ repository: 'backups', nextAt: NOW + HOUR });
  });
});

describe('a life cycle in error', () => {
  test('of Elasticsearch says where it stopped, since when and why', () => {
    const index = {
      policy: 'logs',
      phase: 'hot',
      action: 'rollover',
      step: 'ERROR',
      failed_step: 'attempt-rollover',
      step_time_millis: NOW - HOUR,
      step_info: { reason: 'alias is gone' },
    };
    const judgement = judge(UPKEEP, [upkeep(body({}), body({ indices: { 'logs-1': index } }))]);
    expect(toldOf(judgement, 'lifecycle/logs-1')).toBe('warning: its life cycle logs is in error at hot, attempt-rollover: alias is gone');
    expect(judgement.judged).toMatchObject({ status: 'warning', since: NOW - HOUR });
  });

  test.each([
    ['an action that failed', { action: { name: 'rollover', failed: true }, info: { message: 'no alias' } }, ['logs-1']],
    ['a step that failed', { step: { name: 'attempt_rollover', step_status: 'failed' } }, ['logs-1']],
    ['one that waits to be tried again', { retry_info: { failed: true } }, ['logs-1']],
    ['one that goes on', { action: { failed: false }, retry_info: { failed: false }, step: { step_status: 'starting' } }, []],
  ])('of OpenSearch: %s', (_, index, expected) => {
    const { errors } = upkeep(untold('no'), body({ 'logs-1': { policy_id: 'p', ...index }, total_managed_indices: 1 }), OS);
    expect(errors?.map((one) => one.index)).toEqual(expected);
  });
});

describe('what cannot be asked', () => {
  test.each([
    ['nothing is planned, nothing in error', body({}), NO_ERRORS, 'ok: no snapshot policy, no life cycle in error'],
    ['no right to snapshots', untold('needs read_slm'), NO_ERRORS, 'ok: no life cycle in error; snapshots not told: needs read_slm'],
    ['no right to life cycles', body({}), untold('needs read_ilm'), 'ok: no snapshot policy; life cycles not told: needs read_ilm'],
    [
      'neither',
      untold('needs read_slm'),
      untold('needs read_ilm'),
      'unknown: snapshots not told: needs read_slm; life cycles not told: needs read_ilm',
    ],
  ])('is said: %s', (_, policies, errors, expected) => {
    expect(told(judge(UPKEEP, [upkeep(policies, errors)]))).toBe(expected);
  });
});
