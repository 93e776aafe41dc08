import { describe, expect, test } from 'vitest';
import { judgeStats } from '#lib/systems/haproxy/status.ts';
import { AT, backend, type Cells, frontend, kept, LIMITS, readingOf, server } from './hand-made.ts';

const EVERY = 5_000;
const _SEVERAL = 'answers come from several processes in turn: each shows only its own share of sessions and its own server states';

function _judge(...rows: Cells[]) {
  return judgeStats([readingOf(rows)], LIMITS).judged;
}

function _servers(count: number, cells: Cells = {}): Cells[] {
  return Array.from({ length: count }, (_, index) => server({ svname: `s${index + 1}`, ...cells }));
}

/** Readings newest first, from what was seen in the order of time. */
function _windowOf(seen: { sessions: number; lastchg: number; pid?: number }[]) {
  return seen
    .map(({ sessions, lastchg, pid = 1 }, index) =>
      readingOf([frontend({ stot: sessions, pid }), backend({ lastchg, pid }), server({ pid })], AT + index * EVERY),
    )
    .reverse();
}

describe('rates', () => {
  const before = { stot: 10, bin: 1_000, bout: 50_000, econ: 1, eresp: 2, wretr: 5, hrsp_5xx: 3, req_tot: 100 };
  const after = { stot: 20, bin: 2_000, bout: 150_000, econ: 2, eresp: 4, wretr: 8, hrsp_5xx: 4, req_tot: 150 };
  const NONE = {
    bytesInPerSecond: null,
    bytesOutPerSecond: null,
    errorsPerMinute: null,
    deniedPerMinute: null,
    retriesPerMinute: null,
    responses5xxPerMinute: null,
    requestRate: null,
  };
  const view = (now: Cells, then: Cells[] | null, elapsed = 10_000) => {
    const earlier = then ? [readingOf(then, AT - elapsed)] : [];
    return judgeStats(kept([readingOf([server(now)]), ...earlier]), LIMITS).rows[0]?.value;
  };

  test('are counted over the time between the two last readings', () => {
    const rates = {
      bytesInPerSecond: 100,
      bytesOutPerSecond: 10_000,
      errorsPerMinute: 18,
      retriesPerMinute: 18,
      responses5xxPerMinute: 6,
      requestRate: 5,
    };
    expect(view(after, [server(before)])).toMatchObject(rates);
  });

  test.each<[string, Cells, Cells[] | null, number?]>([
    ['there is one reading', after, null],
    ['the row is new', after, [server({ ...before, svname: 'other' })]],
    ['one of its counters fell', { ...after, bout: 10 }, [server(before)]],
    ['only its sessions fell', { ...after, stot: 1 }, [server(before)]],
    ['no time has passed', after, [server(before)], 0],
    ['the counts are missing', {}, [server()]],
  ])('are null where %s', (_, now, then, elapsed) => {
    expect(view(now, then, elapsed)).toMatchObject(NONE);
  });

  test('a row that moved in the answer keeps its rates', () => {
    expect(view(after, [server({ svname: 's0' }), server(before)])).toMatchObject({ bytesInPerSecond: 100 });
  });

  test('the rate that HAProxy gives itself is taken where there is one', () => {
    expect(view({ ...after, rate: 7, req_rate: 9 }, [server(before)])).toMatchObject({ sessionRate: 7, requestRate: 9 });
  });

  test('what the rules of the configuration turned away is counted from what the row has', () => {
    expect(view({ dreq: 7, dcon: 2, dses: 1 }, [server({ dreq: 1, dcon: 2, dses: 0 })])).toMatchObject({ deniedPerMinute: 42 });
  });

  test('errors are counted from what the row has', () => {
    expect(view({ ereq: 7 }, [server({ ereq: 1 })])).toMatchObject({ errorsPerMinute: 36, bytesInPerSecond: null });
  });
});
