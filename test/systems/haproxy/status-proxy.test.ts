import { describe, expect, test } from 'vitest';
import { judgeBackend, judgeEntrance } from '#lib/systems/haproxy/status-proxy.ts';
import { AT, backend, type Cells, frontend, LIMITS, rowOf, server } from './hand-made.ts';

const HOUR_AGO = AT - 3_600_000;
const DOWN = server({ status: 'DOWN' });
const BACKUP = server({ act: 0, bck: 1 });

describe('backends', () => {
  test.each<[name: string, cells: Cells, servers: Cells[], status: string, reason: string, since: number | null]>([
    ['up', { act: 2 }, [server(), server()], 'ok', '2 active servers usable', HOUR_AGO],
    ['up with a backup', { act: 1, bck: 1 }, [server(), BACKUP], 'ok', '1 active and 1 backup servers usable', HOUR_AGO],
    ['up without servers', { act: 0, weight: 0 }, [], 'ok', 'up, without servers', HOUR_AGO],
    [
      'on its backups',
      { act: 0, bck: 1 },
      [DOWN, DOWN, BACKUP],
      'warning',
      'only backup servers take traffic, none of its 2 active servers does',
      null,
    ],
    [
      'on its backup, with one active server',
      { act: 0, bck: 1 },
      [DOWN, BACKUP],
      'warning',
      'only backup servers take traffic, its active server does not',
      null,
    ],
    ['that has nothing but backups', { act: 0, bck: 1 }, [BACKUP], 'ok', '1 backup server usable', HOUR_AGO],
    [
      'up, with its counts not told',
      { act: '', bck: '' },
      [server()],
      'ok',
      'up; HAProxy does not tell how many servers it can use',
      HOUR_AGO,
    ],
    ['up with nothing usable', { act: 0 }, [server({ weight: 0 })], 'warning', 'up, but no server can take traffic: 1 up', null],
    [
      'down',
      { status: 'DOWN', act: 0 },
      [DOWN, DOWN, server({ status: 'MAINT' })],
      'critical',
      'no server can take traffic: 2 down, 1 in maintenance',
      HOUR_AGO,
    ],
    [
      'down with everything drained',
      { status: 'DOWN', act: 0 },
      [server({ status: 'DRAIN' })],
      'critical',
      'no server can take traffic: 1 draining',
      HOUR_AGO,
    ],
    ['with a queue', { qcur: 7 }, [server()], 'warning', '7 waiting in the queue: the warning limit is 1', null],
    ['beyond fullconn, which is no limit', { scur: 300, slim: 200 }, [server()], 'ok', '1 active server usable', HOUR_AGO],
    [
      'in a state that nobody knows',
      { status: 'ODD' },
      [server()],
      'unknown',
      'HAProxy says "ODD", which is no state that Vigil knows for it',
      null,
    ],
  ])('a backend %s', (_, cells, servers, ...[status, reason, since]) => {
    const judged = judgeBackend(rowOf(backend(cells)), servers.map(rowOf), { limits: LIMITS, observedAt: AT });
    expect(judged).toEqual({ status, reason, since });
  });
});

describe('frontends and listeners', () => {
  const listener = { svname: 'l1', type: 3, slim: 3, scur: 0 };
  test.each<[name: string, cells: Cells, status: string, reason: string]>([
    ['frontend that is open', {}, 'ok', 'open'],
    ['frontend near its limit', { scur: 850 }, 'warning', '850 of 1000 sessions, 85 %: the warning limit is 80 %'],
    ['frontend that is paused', { status: 'PAUSED' }, 'warning', 'paused: new connections are refused, open ones are still served'],
    ['frontend that is stopped', { status: 'STOP' }, 'warning', 'stopped: takes no connections until HAProxy is reloaded'],
    ['listener that is open and has no limit of its own', { ...listener, slim: 0, scur: 9 }, 'ok', 'open'],
    [
      'listener that is full',
      { ...listener, status: 'FULL', scur: 3 },
      'critical',
      '3 of 3 sessions, 100 %: the critical limit is 95 %; full: at its limit of 3 sessions',
    ],
    [
      'listener that is full of a limit nobody names',
      { ...listener, status: 'FULL', slim: 0 },
      'warning',
      'full: at its limit of sessions',
    ],
    [
      'listener that waits',
      { ...listener, status: 'WAITING' },
      'warning',
      'waiting: a limit of the whole process holds its connections back',
    ],
    ['frontend in a state of a server', { status: 'DRAIN' }, 'unknown', 'HAProxy says "DRAIN", which is no state that Vigil knows for it'],
  ])('a %s', (_, cells, status, reason) => {
    expect(judgeEntrance(rowOf(frontend(cells)), LIMITS)).toEqual({ status, reason, since: null });
  });
});
