import { describe, expect, test } from 'vitest';
import { networkWords } from '#components/sql/ag/words.ts';
import type { LogInfo } from '#lib/systems/sql/ag/model.ts';
import { judgeLogs } from '#lib/systems/sql/ag/status-logs.ts';
import { NO_LIMITS, readings } from './cluster.ts';

const told = (sentBytes: number | null, receivedBytes: number | null = 0, replica = 'CO-SQL01'): LogInfo => ({
  files: [],
  volumes: [],
  transport: [{ group: 'SO_AG', replica, sentBytes, receivedBytes }],
});
const rates = (...infos: readonly LogInfo[]): unknown => judgeLogs(readings('a', 'logs', infos), NO_LIMITS).rows[0]?.value;

describe('what a node sends to a replica', () => {
  test('is the rate of the newest two readings, not of older ones', () => {
    expect(rates(told(30_000, 5_000), told(20_000, 5_000), told(0))).toEqual({
      kind: 'transport',
      group: 'SO_AG',
      replica: 'CO-SQL01',
      sentBytesPerSecond: 1_000,
      receivedBytesPerSecond: 0,
    });
  });

  test.each<[string, LogInfo[]]>([
    ['from one reading', [told(5)]],
    ['across a restart', [told(5), told(900)]],
    ['where it is not told now', [told(null), told(5)]],
    ['where it was not told before', [told(5), told(null)]],
    ['of another replica', [told(5), told(1, 0, 'NY-SQL02')]],
  ])('is not known %s', (_, infos) => {
    expect(rates(...infos)).toMatchObject({ sentBytesPerSecond: null });
  });
});

test('the networks of a cluster are told once each, with their members', () => {
  const networks = [
    { member: 'NY-SQL01', subnet: '10.7.0.0', isPublic: true },
    { member: 'NY-SQL02', subnet: '10.7.0.0', isPublic: true },
    { member: 'CO-SQL01', subnet: '10.17.0.0', isPublic: false },
  ];
  const cluster = { name: 'c', quorumType: null, quorumState: null, members: [], networks };
  expect(networkWords(cluster)).toBe('10.7.0.0: NY-SQL01, NY-SQL02; 10.17.0.0 (private): CO-SQL01');
  expect(networkWords({ ...cluster, networks: [] })).toBe('');
});
