import { describe, expect, test } from 'vitest';
import type { ProcessInfo, ProcessView, ServerState } from '#lib/systems/haproxy/model-socket.ts';
import { judgeInfo, judgeServers } from '#lib/systems/haproxy/status-socket.ts';
import { AT, LIMITS } from './hand-made.ts';

const SOURCE = { system: 'haproxy', group: 'web', node: 'lb1', probe: 'info' };
const WELL: ProcessInfo = {
  ...{ pid: 4711, version: '2.6.12', name: 'lb1', processes: 1, uptimeSeconds: 100, startedAt: null },
  ...{ connections: 10, maxConnections: 1_000, idlePercent: 95, isStopping: false },
};

function judge(changes: Partial<ProcessInfo>, limits = LIMITS) {
  return judgeInfo({ value: { ...WELL, ...changes }, observedAt: AT + 300, producedAt: null, source: SOURCE }, limits);
}

describe('a process', () => {
  test.each<[string, Partial<ProcessInfo>, string, RegExp]>([
    ['that is well', {}, 'ok', /^process 4711 of HAProxy 2\.6\.12$/],
    ['that is stopping', { isStopping: true }, 'warning', /is stopping/],
    ['near its maxconn', { connections: 800 }, 'warning', /^800 connections of at most 1,000 \(maxconn\), which warns from 0\.8/],
    ['just below the limit', { connections: 799, idlePercent: 10 }, 'ok', /process/],
    ['hardly idle', { idlePercent: 9 }, 'warning', /^only 9 % idle, which warns below 10 %$/],
    ['that tells neither', { connections: null, maxConnections: null, idlePercent: null }, 'ok', /process/],
    ['with two troubles', { connections: 1_000, idlePercent: 0 }, 'warning', /connections .*; only 0 % idle/],
  ])('%s', (_, changes, status, reason) => {
    expect(judge(changes).judged).toMatchObject({ status, reason: expect.stringMatching(reason) });
  });

  test('is not warned of by a limit that is off', () => {
    const off = { ...LIMITS, connectionsWarningRatio: null, idleWarningPercent: null };
    expect(judge({ connections: 1_000, idlePercent: 0 }, off).judged.status).toBe('ok');
  });

  test('began when it says, or so long before the whole second of the question as it is up', () => {
    const began = (changes: Partial<ProcessInfo>) => (judge(changes).rows[0]?.value as ProcessView | undefined)?.startedAt;
    expect(began({ startedAt: 123_000 })).toBe(123_000);
    expect(began({})).toBe(AT - 100_000);
  });
});

describe('what is set on servers', () => {
  const state: ServerState = {
    ...{ backend: 'be_web', server: 'web01', operation: 'stopped', flags: ['drain'] },
    ...{ weight: 5, configuredWeight: 10, hasAgent: false },
  };

  test('is told by the ids of the statistics, and never makes a status', () => {
    const value = [state, state];
    const { judged, rows } = judgeServers({ value, observedAt: AT, producedAt: null, source: { ...SOURCE, probe: 'servers' } });
    expect(judged.status).toBe('ok');
    expect(rows.map(({ id, judged }) => [id, judged.status])).toEqual([
      ['be_web/server/web01', 'ok'],
      ['be_web/server/web01#2', 'ok'],
    ]);
  });
});
