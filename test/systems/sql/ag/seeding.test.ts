import { describe, expect, test } from 'vitest';
import type { Reading } from '#lib/reading.ts';
import type { SeedingInfo, SeedingView } from '#lib/systems/sql/ag/model-seeding.ts';
import type { Row } from '#lib/systems/sql/ag/parse-row.ts';
import { parseSeeding, type SeedingSets } from '#lib/systems/sql/ag/parse-seeding.ts';
import { judgeSeeding } from '#lib/systems/sql/ag/status-seeding.ts';

const [G, D, R1, R2, R3] = ['g', 'd', 'r1', 'r2', 'r3'];
const SAID = Date.UTC(2026, 10, 22, 8, 30);
/** The same by the clock of the server, 5 h 30 min ahead. */
const local = (minutesBefore: number): Date => new Date(SAID + 330 * 60_000 - minutesBefore * 60_000);
const utc = (minutesBefore: number): Date => new Date(SAID - minutesBefore * 60_000);

const seedingRow = (over: Row = {}): Row => ({
  ...{ group_id: G, group_database_id: D, remote_replica_id: R2, is_source: true, start_time: local(10), completion_time: null },
  ...{ current_state: 'SEEDING', failure_state: null, failure_state_desc: null, error_code: null, number_of_attempts: 1, ...over },
});

const transferRow = (over: Row = {}): Row => ({
  ...{ local_database_name: 'Sites', remote_machine_name: 'TCP://ny-sql02.ds.example:5022', role_desc: 'Source' },
  ...{ internal_state_desc: 'ReadingAndSendingData', transfer_rate_bytes_per_second: '500', transferred_size_bytes: '1000' },
  ...{ database_size_bytes: '4000', start_time_utc: utc(10), end_time_utc: null, estimate_time_complete_utc: utc(-5) },
  ...{ failure_code: 0, failure_message: null, failure_time_utc: null, ...over },
});

const replica = (id: string, name: string): Row => ({ group_id: G, group_name: 'SO/AG', replica_id: id, replica_server_name: name });

const sets = (over: Partial<SeedingSets> = {}): SeedingSets => ({
  node: [{ server_name: 'NY-SQL01', product_version: '15.0.1', said_at: new Date(SAID), offset_minutes: 330 }],
  seedings: [seedingRow()],
  transfers: [transferRow()],
  databases: [
    { replica_id: R1, group_database_id: D, database_name: 'Sites', is_database_joined: true },
    { replica_id: R2, group_database_id: D, database_name: 'Sites', is_database_joined: false },
  ],
  replicas: [replica(R1, 'NY-SQL01'), replica(R2, 'NY-SQL02\\TWO'), replica(R3, 'CO-SQL01')],
  ...over,
});

const parsed = (over: Partial<SeedingSets> = {}) => parseSeeding(sets(over)).seedings;
const FAILED = {
  current_state: 'FAILED',
  completion_time: local(2),
  failure_state: 21,
  failure_state_desc: 'Seeding Check Message Timeout',
};

describe('what a node tells of its seedings', () => {
  test('is read with names, times by its clock, and the transfer by the machine at the other end', () => {
    expect(parsed()).toEqual([
      {
        ...{ groupId: G, group: 'SO/AG', databaseId: D, database: 'Sites', from: 'NY-SQL01', to: 'NY-SQL02\\TWO', isSource: true },
        ...{ outcome: 'running', state: 'seeding', startedAt: SAID - 600_000, endedAt: null, attempts: 1, failure: null, isJoined: false },
        transfer: {
          ...{ state: 'readingandsendingdata', transferredBytes: 1_000, totalBytes: 4_000, bytesPerSecond: 500 },
          ...{ startedAt: SAID - 600_000, endedAt: null, estimatedAt: SAID + 300_000 },
        },
      },
    ]);
  });

  test('of an end that receives, the target is itself', () => {
    const [one] = parsed({ seedings: [seedingRow({ is_source: false })], transfers: [] });
    expect(one).toMatchObject({ from: 'NY-SQL02\\TWO', to: 'NY-SQL01', isJoined: true });
  });

  test.each<[string, Row, string]>([
    ['a state with an end', { current_state: 'COMPLETED', completion_time: local(1) }, 'done'],
    ['a failure', FAILED, 'failed'],
    ['a state that nobody knows, without an end', { current_state: 'LIMIT_CONCURRENT_BACKUPS' }, 'running'],
    ['a state that nobody knows, with an end', { current_state: 'DREAMING', completion_time: local(1) }, 'not told'],
    ['no state', { current_state: null }, 'not told'],
  ])('%s', (_, over, outcome) => {
    expect(parsed({ seedings: [seedingRow(over)] })[0]?.outcome).toBe(outcome);
  });

  test('of several tries the newest counts, and of each replica its own', () => {
    const tries = [seedingRow({ ...FAILED, start_time: local(30) }), seedingRow(), seedingRow({ ...FAILED, remote_replica_id: R3 })];
    expect(parsed({ seedings: tries }).map(({ to, outcome, transfer }) => [to, outcome, transfer?.transferredBytes ?? null])).toEqual([
      ['NY-SQL02\\TWO', 'running', 1_000],
      ['CO-SQL01', 'failed', null],
    ]);
  });

  test('why it failed is told by both views', () => {
    const failed = transferRow({ failure_code: 1_200, failure_message: 'broken off', failure_time_utc: utc(3), end_time_utc: utc(3) });
    expect(parsed({ seedings: [seedingRow(FAILED)], transfers: [failed] })[0]?.failure).toEqual({
      words: 'broken off, error 1200; Seeding Check Message Timeout',
      at: SAID - 180_000,
    });
    expect(
      parsed({ seedings: [seedingRow({ ...FAILED, failure_state_desc: null, error_code: 3_013 })], transfers: [] })[0]?.failure,
    ).toEqual({
      words: 'failure state 21, error 3013',
      at: SAID - 120_000,
    });
  });

  test('a transfer of a machine that is no replica by its name is that of the only seeding, and else one of its own', () => {
    const strange = transferRow({ remote_machine_name: '10.0.0.7' });
    expect(parsed({ transfers: [strange] })).toHaveLength(1);
    expect(parsed({ transfers: [strange] })[0]?.transfer?.totalBytes).toBe(4_000);
    const two = [seedingRow(), seedingRow({ remote_replica_id: R3 })];
    expect(parsed({ seedings: two, transfers: [strange] }).map(({ to, groupId }) => [to, groupId])).toEqual([
      ['NY-SQL02\\TWO', G],
      ['CO-SQL01', G],
      ['10.0.0.7', null],
    ]);
  });

  test('a transfer that ended before the seeding began is not that of it, and one of long ago is not told', () => {
    const before = transferRow({ start_time_utc: utc(50), end_time_utc: utc(40) });
    expect(parsed({ transfers: [before] }).map(({ outcome, transfer }) => [outcome, transfer !== null])).toEqual([
      ['running', false],
      ['done', true],
    ]);
    expect(parsed({ seedings: [], transfers: [transferRow({ end_time_utc: utc(61) })] })).toEqual([]);
  });

  test('a set that is missing is no answer, and before 2016 there is none', () => {
    const { node } = sets();
    expect(() => parseSeeding({ node })).toThrow(/no rows of "seedings"/);
    expect(parseSeeding({ node: [{ ...node[0], product_version: '12.0.6329.1' }] })).toEqual({ isKnown: false, seedings: [] });
  });
});

function judged(...readings: Partial<SeedingSets>[]) {
  const source = { system: 'sql', group: 'g', node: 'n', probe: 'seeding' };
  const window = readings.map(
    (over, at): Reading<SeedingInfo> => ({ value: parseSeeding(sets(over)), observedAt: SAID - at * 20_000, producedAt: null, source }),
  );
  return judgeSeeding(window, 'n');
}
const at = (bytes: number, over: Row = {}) => ({ transfers: [transferRow({ transferred_size_bytes: bytes, ...over })] });
const rowOf = (...readings: Partial<SeedingSets>[]) => {
  const [row] = judged(...readings).rows;
  if (!row) throw new Error('no row');
  return { ...row.judged, view: row.value as SeedingView };
};

describe('the verdict on a seeding', () => {
  test('from one reading its own rate and estimate are told, as its own', () => {
    const { status, view } = rowOf(at(1_000));
    expect([status, view.bytesPerSecond, view.doneAt, view.isOurs]).toEqual(['ok', 500, SAID + 300_000, false]);
  });

  test('from two readings the rate is what came over between them, and what is left takes as long as that', () => {
    const { reason, view } = rowOf(at(3_000), at(1_000));
    expect([view.bytesPerSecond, view.doneAt, view.isOurs]).toEqual([100, SAID + 10_000, true]);
    expect(reason).toMatch(/^seeding of Sites to NY-SQL02\\TWO: 75 %, .*done in about 10s$/);
  });

  test('nothing that comes over is a warning, whatever it says of its rate, and no time is told when it is done', () => {
    const { status, reason, view } = rowOf(at(1_000), at(1_000), at(1_000));
    expect(status).toBe('warning');
    expect(reason).toMatch(/nothing came over for at least 40s \(readingandsendingdata\)$/);
    expect([view.bytesPerSecond, view.doneAt]).toEqual([0, null]);
  });

  test('nothing more is to come where all is there', () => {
    expect(rowOf(at(4_000), at(4_000), at(4_000)).status).toBe('ok');
  });

  test('of another try, or a count that fell, no rate is made', () => {
    expect(rowOf(at(3_000), at(1_000, { start_time_utc: utc(30) })).view.isOurs).toBe(false);
    expect(rowOf(at(1_000), at(3_000)).view.bytesPerSecond).toBe(500);
  });

  test.each<[string, boolean | null, string, RegExp]>([
    ['whose database has not joined', false, 'critical', /failed: Seeding Check Message Timeout\. It gets nothing until/],
    ['whose database has joined in another way', true, 'ok', /the database has joined since$/],
    ['of whose database that is not told', null, 'warning', /whether the database has joined since is not told$/],
  ])('one that failed %s', (_, isJoined, status, reason) => {
    const databases = [{ replica_id: R2, group_database_id: D, database_name: 'Sites', is_database_joined: isJoined }];
    const one = rowOf({ seedings: [seedingRow(FAILED)], transfers: [], databases });
    expect(one).toMatchObject({ status, since: SAID - 120_000 });
    expect(one.reason).toMatch(reason);
  });

  test('a state that is not told is unknown', () => {
    expect(rowOf({ seedings: [seedingRow({ current_state: null })], transfers: [] }).status).toBe('unknown');
  });

  test('the probe is as bad as its worst row, and well where nothing is being seeded', () => {
    expect(judged({ seedings: [seedingRow(FAILED)], transfers: [] }).judged.status).toBe('critical');
    expect(judged({ seedings: [], transfers: [] }).judged).toMatchObject({ status: 'ok', reason: 'nothing is being seeded' });
    expect(judgeSeeding([], 'n').judged.status).toBe('unknown');
  });
});
