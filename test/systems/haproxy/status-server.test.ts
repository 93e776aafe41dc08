import { describe, expect, test } from 'vitest';
import { judgeServer } from '#lib/systems/haproxy/status-server.ts';
import { AT, type Cells, LIMITS, rowOf, server } from './hand-made.ts';

const HOUR_AGO = AT - 3_600_000;
const FAILED = { check_status: 'L7STS', check_code: 503, last_chk: 'Service Unavailable' };

function judge(cells: Cells, limits = LIMITS) {
  return judgeServer(rowOf(server(cells)), limits, AT);
}

describe('states', () => {
  test.each<[name: string, cells: Cells, status: string, reason: string, since: number | null]>([
    ['up', {}, 'ok', 'in service', HOUR_AGO],
    ['up, told by an old version without a last change', { lastchg: '' }, 'ok', 'in service', null],
    ['up and warming up', { throttle: 40 }, 'ok', 'in service, warming up: 40 %', HOUR_AGO],
    ['up like the one it follows', { tracked: 'be/s0', check_status: '' }, 'ok', 'in service, as be/s0 is', HOUR_AGO],
    [
      'failing',
      { status: 'UP 1/3', ...FAILED },
      'warning',
      'failing checks, 1 more takes it down (UP 1/3): L7STS 503 Service Unavailable',
      null,
    ],
    [
      'failing for the first time',
      { status: 'UP 2/3', ...FAILED },
      'warning',
      'failing checks, 2 more take it down (UP 2/3): L7STS 503 Service Unavailable',
      null,
    ],
    [
      'failing, nothing told of the check',
      { status: 'UP 1/2', check_status: '' },
      'warning',
      'failing checks, 1 more takes it down (UP 1/2)',
      null,
    ],
    ['not yet checked', { status: 'UP 1/3', check_status: '* INI', lastchg: 60 }, 'ok', 'in service, not yet checked', AT - 60_000],
    [
      'never checked',
      { status: 'UP 1/3', check_status: 'INI', lastchg: 61 },
      'warning',
      'in service, not yet checked after 61 s: the limit is 60 s',
      AT - 61_000,
    ],
    [
      'not yet checked, like the one it follows',
      { status: 'UP 1/3', tracked: 'be/s0', check_status: '', lastchg: 5 },
      'ok',
      'in service, not yet checked',
      AT - 5_000,
    ],
    [
      'failing, like the one it follows',
      { status: 'UP 1/3', tracked: 'be/s0', check_status: '' },
      'warning',
      'failing checks, 1 more takes it down (UP 1/3)',
      null,
    ],
    ['down', { status: 'DOWN', ...FAILED }, 'critical', 'down: L7STS 503 Service Unavailable', HOUR_AGO],
    [
      'down, in the words of the code',
      { status: 'DOWN', check_status: 'L4TOUT', check_code: '', check_desc: 'Layer4 timeout' },
      'critical',
      'down: L4TOUT Layer4 timeout',
      HOUR_AGO,
    ],
    ['down like the one it follows', { status: 'DOWN', tracked: 'be/s0', check_status: '' }, 'critical', 'down, as be/s0 is', HOUR_AGO],
    ['coming up', { status: 'DOWN 1/2' }, 'critical', 'down, recovering: 1 of 2 checks passed', HOUR_AGO],
    [
      'down by its agent',
      { status: 'DOWN (agent)', agent_status: 'L7STS', last_agt: 'maintenance window' },
      'critical',
      'down by its agent: L7STS maintenance window',
      HOUR_AGO,
    ],
    [
      'NOLB',
      { status: 'NOLB', check_status: 'L7OKC', check_code: 404 },
      'warning',
      'no new sessions, its check asks for none (NOLB): L7OKC 404',
      HOUR_AGO,
    ],
    [
      'NOLB and failing',
      { status: 'NOLB 2/3', ...FAILED },
      'warning',
      'no new sessions, failing checks, 2 more take it down (NOLB 2/3): L7STS 503 Service Unavailable',
      null,
    ],
    ['draining', { status: 'DRAIN', scur: 3 }, 'maintenance', 'draining, 3 sessions left', HOUR_AGO],
    ['draining, nearly empty', { status: 'DRAIN', scur: 1 }, 'maintenance', 'draining, 1 session left', HOUR_AGO],
    [
      'draining and failing',
      { status: 'DRAIN 1/3', ...FAILED },
      'maintenance',
      'draining, 0 sessions left; failing checks, 1 more takes it down (DRAIN 1/3): L7STS 503 Service Unavailable',
      HOUR_AGO,
    ],
    [
      'draining, not yet checked',
      { status: 'DRAIN 1/3', check_status: 'INI' },
      'maintenance',
      'draining, 0 sessions left; not yet checked',
      HOUR_AGO,
    ],
    ['draining by its agent', { status: 'DRAIN (agent)' }, 'maintenance', 'draining by its agent, 0 sessions left', HOUR_AGO],
    ['in maintenance', { status: 'MAINT' }, 'maintenance', 'in maintenance', HOUR_AGO],
    ['in maintenance like the one it follows', { status: 'MAINT (via be/s0)' }, 'maintenance', 'in maintenance, as be/s0 is', HOUR_AGO],
    [
      'in maintenance like one that 1.4 does not name',
      { status: 'MAINT(via)' },
      'maintenance',
      'in maintenance, as the server it tracks is',
      HOUR_AGO,
    ],
    ['without a DNS answer', { status: 'MAINT (resolution)' }, 'warning', 'out of service: no DNS answer for its name', HOUR_AGO],
    ['without checks', { status: 'no check', check_status: '' }, 'ok', 'in service, not checked by HAProxy', HOUR_AGO],
    ['with weight 0', { weight: 0, uweight: 0 }, 'maintenance', 'weight 0: no new sessions', null],
    ['with weight 0 in a version that tells no other', { weight: 0, uweight: '' }, 'maintenance', 'weight 0: no new sessions', null],
    [
      'with a weight rounded down to 0',
      { weight: 0, uweight: 1 },
      'maintenance',
      'weight 0 (set to 1, lowered by its agent or while it warms up): no new sessions',
      null,
    ],
    [
      'with weight 0 and failing',
      { weight: 0, uweight: 0, status: 'UP 1/3', check_status: 'L4CON', check_code: '' },
      'maintenance',
      'weight 0: no new sessions; failing checks, 1 more takes it down (UP 1/3): L4CON',
      null,
    ],
    [
      'with weight 0 and without checks',
      { weight: 0, uweight: 0, status: 'no check', check_status: '' },
      'maintenance',
      'weight 0: no new sessions',
      null,
    ],
    [
      'with weight 0 and down',
      { weight: 0, uweight: 0, status: 'DOWN', check_status: 'L4CON', check_code: '' },
      'critical',
      'down: L4CON',
      HOUR_AGO,
    ],
    [
      'in a state that nobody knows',
      { status: 'ASLEEP' },
      'unknown',
      'HAProxy says "ASLEEP", which is no state that Vigil knows for it',
      null,
    ],
    ['in a state of a frontend', { status: 'OPEN' }, 'unknown', 'HAProxy says "OPEN", which is no state that Vigil knows for it', null],
    ['without a state', { status: '' }, 'unknown', 'HAProxy gives no state for it', null],
  ])('a server %s', (_, cells, ...[status, reason, since]) => {
    expect(judge(cells)).toEqual({ status, reason, since });
  });

  test('the moment of a change does not wander with the milliseconds of the asking', () => {
    const row = rowOf(server({ status: 'DOWN', lastchg: 5 }));
    expect([0, 1, 999].map((late) => judgeServer(row, LIMITS, AT + late).since)).toEqual([AT - 5_000, AT - 5_000, AT - 5_000]);
  });
});

describe('load', () => {
  test.each<[name: string, cells: Cells, status: string, reason: string]>([
    ['below every limit', { scur: 79, slim: 100 }, 'ok', 'in service'],
    ['at the warning limit', { scur: 80, slim: 100 }, 'warning', '80 of 100 sessions, 80 %: the warning limit is 80 %'],
    ['just below the critical limit', { scur: 189, slim: 200 }, 'warning', '189 of 200 sessions, 94.5 %: the warning limit is 80 %'],
    ['at the critical limit', { scur: 95, slim: 100 }, 'critical', '95 of 100 sessions, 95 %: the critical limit is 95 %'],
    ['without a limit of its own', { scur: 5_000, slim: '' }, 'ok', 'in service'],
    ['with one request waiting', { qcur: 1 }, 'warning', '1 waiting in the queue: the warning limit is 1'],
    ['with many waiting', { qcur: 250 }, 'critical', '250 waiting in the queue: the critical limit is 100'],
    [
      'full and with a queue',
      { scur: 90, slim: 100, qcur: 250 },
      'critical',
      '250 waiting in the queue: the critical limit is 100; 90 of 100 sessions, 90 %: the warning limit is 80 %',
    ],
    [
      'failing and with a queue',
      { status: 'UP 1/3', check_status: 'L4CON', check_code: '', qcur: 2 },
      'warning',
      'failing checks, 1 more takes it down (UP 1/3): L4CON; 2 waiting in the queue: the warning limit is 1',
    ],
    ['draining, whatever it still holds', { status: 'DRAIN', scur: 100, slim: 100 }, 'maintenance', 'draining, 100 sessions left'],
  ])('a server %s', (_, cells, status, reason) => {
    expect(judge(cells)).toMatchObject({ status, reason });
  });

  test('a limit that is off crosses nothing', () => {
    const off = { ...LIMITS, sessionsWarningRatio: null, sessionsCriticalRatio: null, queueWarning: null, queueCritical: null };
    expect(judge({ scur: 100, slim: 100, qcur: 900 }, off).status).toBe('ok');
  });

  test('a limit of 0 is not crossed by nothing', () => {
    expect(judge({ scur: 0, slim: 100, qcur: 0 }, { ...LIMITS, sessionsWarningRatio: 0, queueWarning: 0 }).status).toBe('ok');
  });
});
