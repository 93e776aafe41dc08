import { describe, expect, test } from 'vitest';
import { witnessTier } from '#lib/systems/haproxy/witness.ts';
import { AT, backend, type Cells, frontend, server } from './hand-made.ts';
import { found, type Said, steady, tier, words } from './tier.ts';

const web = (status: string, cells: Cells = {}): Cells => server({ pxname: 'be_web', svname: 'web03', status, lastchg: '', ...cells });
const api = (status: string, cells: Cells = {}): Cells => web(status, { pxname: 'be_api', ...cells });

/** What an instance said of web03 alone, newest first. */
const said = (...statuses: string[]): Said => ({ rows: statuses.map((status) => [web(status)]) });

const DRAIN_UP = 'warning web03 in be_web: lb1 says drain, lb2 says up';

describe('instances that disagree about the state of a server', () => {
  test.each<[name: string, lb1: Said, lb2: Said, findings: string[]]>([
    ['are both named, with what each says', said('DRAIN', 'DRAIN'), said('UP', 'UP'), [DRAIN_UP]],
    ['are not said to before each has said it twice', said('DRAIN', 'UP'), said('UP', 'UP'), []],
    ['are not said to on one reading each', said('DRAIN'), said('UP'), []],
    ['are said to once one more reading of every one of them shows it', said('DRAIN', 'DRAIN', 'UP'), said('UP', 'UP', 'UP'), [DRAIN_UP]],
    ['are not said to where they said it one after the other', said('DRAIN', 'DRAIN'), { ...said('UP', 'UP'), agoMs: 6_000 }, []],
    ['are said to where their readings overlap', said('DRAIN', 'DRAIN'), { ...said('UP', 'UP'), agoMs: 4_000 }, [DRAIN_UP]],
    ['are not said to once the newest reading agrees', said('UP', 'DRAIN', 'DRAIN'), said('UP', 'UP', 'UP'), []],
    ['agree where one is on its way down', said('UP 2/3', 'UP 2/3'), said('UP', 'UP'), []],
    ['agree where one follows another server into maintenance', said('MAINT (via be/s1)', 'MAINT (via be/s1)'), said('MAINT', 'MAINT'), []],
    ['agree where nobody knows the word of one', said('ASLEEP', 'ASLEEP'), said('UP', 'UP'), []],
    ['disagree about its health too', said('DOWN', 'DOWN'), said('UP', 'UP'), ['warning web03 in be_web: lb1 says down, lb2 says up']],
    [
      'disagree about how it was taken out',
      said('DRAIN', 'DRAIN'),
      said('MAINT', 'MAINT'),
      ['warning web03 in be_web: lb1 says drain, lb2 says maintenance'],
    ],
  ])('%s', (_name, lb1, lb2, findings) => expect(words(found({ lb1, lb2 }))).toEqual(findings));

  test('are told with since when it is out, and what still goes there', () => {
    const out = web('DRAIN', { lastchg: 100 });
    const [one] = found({ lb1: steady(out), lb2: steady(web('UP', { rate: 14, lastchg: 9_000 })) });
    expect(words(one ? [one] : [])).toEqual([
      'warning web03 in be_web: lb1 says drain since 2023-11-14 22:11:40 UTC, lb2 says up and still gives it 14 sessions/s',
    ]);
    expect(one).toMatchObject({
      ...{ id: 'state of web03', kind: 'disagreement', host: 'web03', nodes: ['lb1', 'lb2'], probe: 'stats' },
      ...{ judged: { since: AT - 100_000 }, followsRows: false },
      rows: [
        { node: 'lb1', row: 'be_web/server/web03' },
        { node: 'lb2', row: 'be_web/server/web03' },
      ],
    });
  });

  test('make one finding of a server that stands in several backends', () => {
    const both = { lb1: steady(web('DRAIN'), api('DRAIN')), lb2: steady(web('UP'), api('UP')) };
    expect(words(found(both))).toEqual(['warning web03 in be_web and be_api: lb1 says drain, lb2 says up']);
    const apart = { lb1: steady(web('DRAIN'), api('UP')), lb2: steady(web('UP'), api('MAINT')) };
    expect(words(found(apart))).toEqual([
      'warning web03 in be_web and be_api: in be_web lb1 says drain, lb2 says up; in be_api lb1 says up, lb2 says maintenance',
    ]);
  });

  test('make one of three, and one that changes all the time hides nothing', () => {
    expect(words(found({ lb1: said('DRAIN', 'DRAIN'), lb2: said('UP', 'UP'), lb3: said('UP', 'UP') }))).toEqual([
      'warning web03 in be_web: lb1 says drain, lb2 and lb3 say up',
    ]);
    expect(words(found({ lb1: said('DRAIN', 'DRAIN'), lb2: said('UP', 'UP'), lb3: said('DOWN', 'UP', 'DOWN') }))).toEqual([DRAIN_UP]);
  });

  test('go on to while they differ, once that was proved, and until they agree', () => {
    const standing = new Set(['state of web03']);
    const hasty = { lb1: { ...said('DRAIN', 'DRAIN'), everyMs: 100 }, lb2: { ...said('UP', 'UP'), agoMs: 3_000 } };
    expect([words(found(hasty)), words(found(hasty, { standing }))]).toEqual([[], [DRAIN_UP]]);
    expect(found({ lb1: said('UP', 'DRAIN'), lb2: said('UP', 'UP') }, { standing })).toEqual([]);
  });

  test.each([
    ['this server', 'be_web/web03', 0],
    ['its backend', 'be_web', 0],
    ['another server', 'be_web/web02', 1],
  ])('are not said to while an action on %s is on its way', (_name, target, count) => {
    const inFlight = [{ group: 'lb', node: 'lb2', target, wanted: 'drain' }];
    expect(found({ lb1: said('DRAIN', 'DRAIN'), lb2: said('UP', 'UP') }, { inFlight })).toHaveLength(count);
  });

  test('are not said to where one of them cannot be gone by, or speaks for several processes', () => {
    const lb1 = said('DRAIN', 'DRAIN');
    expect(found({ lb1, lb2: { rows: [] } })).toEqual([]);
    const several = [1, 2, 1].map((pid) => [web('UP', { pid })]);
    expect(found({ lb1, lb2: { rows: several } })).toEqual([]);
  });

  test('stand for nothing of their own where the row itself says it is down', () => {
    expect(found({ lb1: said('DOWN', 'DOWN'), lb2: said('UP', 'UP') })[0]?.followsRows).toBe(true);
  });
});

describe('weights', () => {
  const weighs = (uweight: number, cells: Cells = {}) => steady(web('UP', { uweight, ...cells }));

  test('that differ are told with both', () => {
    expect(words(found({ lb1: weighs(100), lb2: weighs(50) }))).toEqual([
      'warning web03 in be_web: lb1 gives it weight 100, lb2 gives it weight 50',
    ]);
  });

  test.each([
    ['are the same', weighs(100)],
    ['warm up', weighs(50, { throttle: 40 })],
    ['are set by an agent', weighs(50, { agent_status: 'L7OK' })],
  ])('that %s are no disagreement', (_name, lb2) => expect(found({ lb1: weighs(100), lb2 })).toEqual([]));
});

describe('what not every instance has', () => {
  const proxies = (...names: string[]) => names.flatMap((pxname) => [backend({ pxname }), server({ pxname })]);

  test('is one finding for all proxies, and says nothing of the servers in them', () => {
    expect(words(found({ lb1: steady(...proxies('a', 'b', 'c')), lb2: steady(...proxies('a')) }))).toEqual([
      'warning b and c: lb1 has them, lb2 does not',
    ]);
  });

  test('is one finding for the servers of a proxy', () => {
    const more = server({ pxname: 'a', svname: 's2' });
    expect(words(found({ lb1: steady(...proxies('a'), more), lb2: steady(...proxies('a')) }))).toEqual([
      'warning s2 in a: lb1 has it, lb2 does not',
    ]);
  });

  test('is not said after one reading without it', () => {
    const [all, some] = [proxies('a', 'b'), proxies('a')];
    expect(found({ lb1: steady(...all), lb2: { rows: [some, all, all] } })).toEqual([]);
  });
});

describe('an instance on standby', () => {
  const busy = (...rows: Cells[]): Said => ({
    rows: [300, 200, 100].map((stot) => [frontend({ stot, scur: 4, intercepted: 0 }), ...rows]),
  });
  const idle = (...rows: Cells[]) => steady(frontend({ stot: 7, intercepted: 0 }), ...rows);
  const STANDBY = 'ok lb2: no session in the last 10s, while lb1 serves';

  test.each<[name: string, lb1: Said, lb2: Said, findings: string[]]>([
    ['is remarked', busy(web('UP')), idle(web('UP')), [STANDBY]],
    ['does not disagree for its checks', busy(web('UP')), idle(web('DOWN')), [STANDBY]],
    [
      'would undo a drain by a fail-over',
      busy(web('DRAIN')),
      idle(web('UP')),
      ['warning web03 in be_web: lb1 says drain, lb2, on standby, says up: a fail-over to lb2 would undo the drain', STANDBY],
    ],
    [
      'would take a server out by a fail-over',
      busy(web('UP')),
      idle(web('MAINT')),
      [
        'warning web03 in be_web: lb1 says up, lb2, on standby, says maintenance: a fail-over to lb2 would take it out of rotation',
        STANDBY,
      ],
    ],
    ['is none where nothing goes through the others either', idle(web('UP')), idle(web('UP')), []],
    ['is none while it holds a session', busy(web('UP')), steady(frontend({ stot: 7, scur: 1, intercepted: 0 }), web('UP')), []],
    ['is none on two readings', busy(web('UP')), { rows: idle(web('UP')).rows.slice(0, 2) }, []],
  ])('%s', (_name, lb1, lb2, findings) => expect(words(found({ lb1, lb2 }))).toEqual(findings));

  test('is not taken to serve for answering on its statistics page', () => {
    const pages = [30, 20, 10].map((count) => [
      frontend({ pxname: 'stats', scur: 1, stot: count, req_tot: count, intercepted: count }),
      web('UP'),
    ]);
    expect(words(found({ lb1: busy(web('UP')), lb2: { rows: pages } }))).toContain(STANDBY);
  });
});

test('the witness changes nothing of what it is given, and says the same of the same', () => {
  const input = tier({ lb1: said('DRAIN', 'DRAIN'), lb2: said('UP', 'UP') });
  expect(witnessTier(Object.freeze(input))).toEqual(witnessTier(input));
});
