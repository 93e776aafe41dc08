import { describe, expect, test } from 'vitest';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { judgeStats } from '#lib/systems/haproxy/status.ts';
import { AT, backend, type Cells, frontend, LIMITS, readCapture, readingOf, server } from './hand-made.ts';

const EVERY = 5_000;
const SEVERAL = 'answers come from several processes in turn: each shows only its own share of sessions and its own server states';

function judge(...rows: Cells[]) {
  return judgeStats([readingOf(rows)], LIMITS).judged;
}

function servers(count: number, cells: Cells = {}): Cells[] {
  return Array.from({ length: count }, (_, index) => server({ svname: `s${index + 1}`, ...cells }));
}

/** Readings newest first, from what was seen in the order of time. */
function windowOf(seen: { sessions: number; lastchg: number; pid?: number }[]) {
  return seen
    .map(({ sessions, lastchg, pid = 1 }, index) =>
      readingOf([frontend({ stot: sessions, pid }), backend({ lastchg, pid }), server({ pid })], AT + index * EVERY),
    )
    .reverse();
}

describe('the whole', () => {
  const lost = { status: 'DOWN', lastchg: 60 };
  test.each<[name: string, rows: Cells[], status: string, reason: string, since: number | null]>([
    [
      'all is well',
      [frontend(), ...servers(2), backend(), server({ pxname: 'be2' }), backend({ pxname: 'be2' })],
      'ok',
      '3 servers up in 2 backends',
      null,
    ],
    ['one of each', [frontend(), server(), backend()], 'ok', '1 server up in 1 backend', null],
    [
      'servers that nobody checks',
      [server({ status: 'no check' }), server({ svname: 'b' })],
      'ok',
      '1 server up, 1 server not checked in 1 backend',
      null,
    ],
    ['only such servers', [server({ status: 'no check' })], 'ok', '1 server not checked in 1 backend', null],
    ['no servers at all', [frontend(), backend({ act: 0 })], 'ok', '1 frontend open, no servers', null],
    ['two down', [...servers(2, lost), server({ svname: 's9' }), backend()], 'critical', '2 of 3 servers down: be/s1, be/s2', AT - 60_000],
    [
      'seven down',
      [...servers(7, lost), server({ svname: 's9' }), backend()],
      'critical',
      '7 of 8 servers down: be/s1, be/s2, be/s3 and 4 more',
      AT - 60_000,
    ],
    [
      'a backend down with its servers',
      [...servers(2, lost), backend({ status: 'DOWN', act: 0, lastchg: 50 })],
      'critical',
      '1 of 1 backend down: be; 2 of 2 servers down: be/s1, be/s2',
      AT - 60_000,
    ],
    ['critical without being down', [server({ scur: 99, slim: 100 }), backend()], 'critical', '1 of 1 server critical: be/s1', null],
    [
      'one warning',
      [server({ status: 'UP 1/3' }), server({ svname: 's2' }), backend()],
      'warning',
      '1 of 2 servers with a warning: be/s1',
      null,
    ],
    [
      'worst first, the rest by number',
      [
        ...servers(1, lost),
        server({ svname: 'a', status: 'UP 1/3' }),
        server({ svname: 'b', status: 'MAINT' }),
        server({ svname: 'c', status: 'ODD' }),
        backend(),
      ],
      'critical',
      '1 of 4 servers down: be/s1; also 1 with a warning, 1 in an unknown state, 1 out of rotation',
      AT - 60_000,
    ],
    [
      'unknown is not ok',
      [server({ status: 'ODD' }), server({ svname: 's2' }), backend()],
      'unknown',
      '1 of 2 servers in an unknown state: be/s1',
      null,
    ],
    [
      'unknown is worse than maintenance',
      [server({ status: 'ODD' }), server({ svname: 's2', status: 'MAINT' }), backend()],
      'unknown',
      '1 of 2 servers in an unknown state: be/s1; also 1 out of rotation',
      null,
    ],
    [
      'one drained',
      [server({ status: 'DRAIN', lastchg: 9 }), server({ svname: 's2' }), backend()],
      'maintenance',
      '1 of 2 servers out of rotation: be/s1',
      AT - 9_000,
    ],
  ])('%s', (_, rows, ...[status, reason, since]) => {
    expect(judge(...rows)).toEqual({ status, reason, since });
  });

  test.each([
    ['1.4.6', 'critical', '1 of 11 servers down: be_web/web3; also 2 with warnings, 4 out of rotation'],
    ['3.4.0', 'critical', '1 of 5 backends down: be_dyn; 1 of 14 servers down: be_web/web3; also 3 with warnings, 6 out of rotation'],
    ['all-states', 'critical', '2 of 21 servers down: be_web/web3, be_dyn/dyn3; also 3 with warnings, 6 out of rotation'],
    [
      'backend-down',
      'critical',
      '4 of 17 backends down: be_web, be_slow, be_alldown and 1 more; 12 of 30 servers down: be_web/web1, be_web/web2, be_web/web3 and 9 more; also 2 out of rotation',
    ],
  ])('the capture %s is judged %s', (name, status, reason) => {
    const reading = { ...readingOf([frontend()]), value: parseStats(readCapture(name)) };
    expect(judgeStats([reading], LIMITS).judged).toMatchObject({ status, reason });
  });

  test('every row has its own verdict and its own view', () => {
    const { rows } = judgeStats([readingOf([frontend(), server({ status: 'MAINT' }), backend()])], LIMITS);
    expect(rows.map(({ id, judged, value }) => [id, judged.status, (value as RowView).kind])).toEqual([
      ['fe/frontend/FRONTEND', 'ok', 'frontend'],
      ['be/server/s1', 'maintenance', 'server'],
      ['be/backend/BACKEND', 'ok', 'backend'],
    ]);
  });

  test('every row of a proxy carries what people call it, and a name of our own language is none of that', () => {
    const rows = judgeStats([readingOf([server(), backend(), server({ pxname: 'constructor' })])], LIMITS, { be: 'Web shop' }).rows;
    expect(rows.map(({ value }) => (value as RowView).alias)).toEqual(['Web shop', 'Web shop', null]);
  });

  test('what a page is given can travel as JSON', () => {
    const { rows } = judgeStats([readingOf([server()])], LIMITS);
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });
});

describe('several processes behind one address', () => {
  const judged = (seen: Parameters<typeof windowOf>[0]) => judgeStats(windowOf(seen), LIMITS);
  test.each([
    [
      'two that differ in number',
      [
        { sessions: 100, lastchg: 90, pid: 1 },
        { sessions: 101, lastchg: 95, pid: 2 },
      ],
    ],
    [
      'two that answer in turn',
      [
        { sessions: 900, lastchg: 90 },
        { sessions: 400, lastchg: 95 },
        { sessions: 910, lastchg: 100 },
        { sessions: 404, lastchg: 105 },
      ],
    ],
    [
      'one that answers once among another',
      [
        { sessions: 900, lastchg: 90 },
        { sessions: 400, lastchg: 95 },
        { sessions: 900, lastchg: 100 },
      ],
    ],
    [
      'three, each with less than the last',
      [
        { sessions: 900, lastchg: 90 },
        { sessions: 600, lastchg: 95 },
        { sessions: 300, lastchg: 100 },
      ],
    ],
  ])('%s are noticed', (_, seen) => {
    const { judged: whole, rows } = judged(seen);
    expect(whole).toEqual({ status: 'warning', reason: SEVERAL, since: null });
    expect(rows[0]?.value).toMatchObject({ bytesInPerSecond: null, errorsPerMinute: null });
  });

  test.each([
    [
      'one that counts on',
      [
        { sessions: 100, lastchg: 90 },
        { sessions: 100, lastchg: 95 },
        { sessions: 140, lastchg: 100 },
      ],
    ],
    [
      'one restart',
      [
        { sessions: 900, lastchg: 90 },
        { sessions: 910, lastchg: 95 },
        { sessions: 3, lastchg: 2 },
        { sessions: 20, lastchg: 7 },
      ],
    ],
    [
      'one restart on a site so busy that it counts past the old figure',
      [
        { sessions: 900, lastchg: 90 },
        { sessions: 300, lastchg: 2 },
        { sessions: 1_000, lastchg: 7 },
      ],
    ],
    [
      'one that is restarted again and again',
      [
        { sessions: 50, lastchg: 4 },
        { sessions: 30, lastchg: 3 },
        { sessions: 70, lastchg: 2 },
        { sessions: 20, lastchg: 4 },
        { sessions: 60, lastchg: 3 },
      ],
    ],
    [
      'one whose counters were cleared',
      [
        { sessions: 900, lastchg: 90 },
        { sessions: 2, lastchg: 95 },
        { sessions: 9, lastchg: 100 },
      ],
    ],
    ['a single reading', [{ sessions: 900, lastchg: 90 }]],
  ])('%s is one process', (_, seen) => {
    expect(judged(seen).judged).toMatchObject({ status: 'ok' });
  });

  test('what is worse comes first and is not hidden', () => {
    const window = [2, 1].map((pid) => readingOf([frontend({ pid }), server({ pid, status: 'DOWN' }), backend({ pid })], AT + pid * EVERY));
    expect(judgeStats(window, LIMITS).judged).toMatchObject({ status: 'critical', reason: `1 of 1 server down: be/s1; ${SEVERAL}` });
  });

  test('what is less bad is named too', () => {
    const window = [2, 1].map((pid) =>
      readingOf([frontend({ pid }), server({ pid, status: 'MAINT' }), backend({ pid })], AT + pid * EVERY),
    );
    expect(judgeStats(window, LIMITS).judged).toMatchObject({
      status: 'warning',
      reason: `${SEVERAL}; 1 of 1 server out of rotation: be/s1`,
    });
  });
});
