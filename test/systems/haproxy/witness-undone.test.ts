import { describe, expect, test } from 'vitest';
import type { NodeEvent } from '#lib/finding.ts';
import type { WitnessInput, WitnessMark } from '#lib/system.ts';
import type { ProcessInfo } from '#lib/systems/haproxy/model-socket.ts';
import { witnessTier } from '#lib/systems/haproxy/witness.ts';
import { restarts } from '#lib/systems/haproxy/witness-restart.ts';
import { AT, backend, type Cells, frontend, readingOf, server } from './hand-made.ts';
import { processOf } from './processes-read.ts';
import { eventOf, found, markOn, steady, tier, words } from './tier.ts';

const web = (status: string, cells: Cells = {}): Cells => server({ pxname: 'be_web', svname: 'web03', status, ...cells });

describe('a server that somebody took out', () => {
  const say = (status: string, mark: WitnessMark, events: NodeEvent[]) =>
    words(found({ lb1: steady(web(status)) }, { marks: [mark], events }));

  test('and that a reload put back is named, with who, when and why', () => {
    expect(say('UP 1/3', markOn('lb1', { reason: 'deploy' }), [eventOf('lb1')])).toEqual([
      'warning web03 in be_web: back in rotation on lb1: it restarted or reloaded between 2023-11-14 22:13:05 UTC and 2023-11-14 22:13:10 UTC, ' +
        'which undid the drain by ann at 2023-11-14 22:12:20 UTC (deploy)',
    ]);
  });

  test('for maintenance is critical, because somebody may be at work on it', () => {
    expect(say('UP', markOn('lb1', { wanted: 'maintenance' }), [eventOf('lb1')])[0]).toMatch(
      /^critical web03 .*undid the maintenance by ann/,
    );
  });

  test.each<[name: string, status: string, mark: WitnessMark, events: NodeEvent[]]>([
    ['is out', 'DRAIN', markOn('lb1'), [eventOf('lb1')]],
    ['is down', 'DOWN', markOn('lb1'), [eventOf('lb1')]],
    ['was taken out after the reload', 'UP', markOn('lb1', { at: AT }), [eventOf('lb1')]],
    ['was taken out on another instance', 'UP', markOn('lb2'), [eventOf('lb1')]],
  ])('is not said to be back where it %s', (_name, status, mark, events) => expect(say(status, mark, events)).toEqual([]));

  test('is not said to be back while an action on it is on its way there', () => {
    const inFlight = [{ group: 'lb', node: 'lb1', target: 'be_web/web03', wanted: 'ready' }];
    expect(found({ lb1: steady(web('UP')) }, { marks: [markOn('lb1')], events: [eventOf('lb1')], inFlight })).toEqual([]);
  });

  test('in two backends is one finding', () => {
    const marks = [markOn('lb1'), markOn('lb1', { row: 'be_api/server/web03' })];
    const both = { lb1: steady(web('UP'), web('UP', { pxname: 'be_api' })) };
    expect(words(found(both, { marks, events: [eventOf('lb1')] }))).toEqual([
      expect.stringMatching(/^warning web03 in be_web and be_api: /),
    ]);
  });
});

describe('a server that is back though nobody put it back through Vigil', () => {
  const UP = web('UP', { lastchg: 20 });
  /** What is found of these readings of it, newest first; `process` as its socket was read last. */
  const say = (rows: Cells[], over: Partial<WitnessInput<unknown>> = {}, process?: Partial<ProcessInfo>) => {
    const input = tier({ lb1: { rows: rows.map((row) => [row]) } }, { marks: [markOn('lb1', { reason: 'deploy' })], ...over });
    const info = process ? [processOf(process, 0)] : [];
    const nodes = input.nodes.map((node) => ({ ...node, windows: { ...node.windows, info } }));
    return witnessTier({ ...input, nodes }).map((one) => [one.title, one.judged.since, ...words([one])]);
  };

  test('is told with who, when and why, and since when it is in rotation', () => {
    expect(say([UP, UP], {}, { uptimeSeconds: 9_000 })).toEqual([
      [
        'Put back by somebody else',
        AT - 20_000,
        'warning web03 in be_web: back in rotation on lb1 since 2023-11-14 22:13:00 UTC, put back past Vigil, which undid the drain by ann at ' +
          '2023-11-14 22:12:20 UTC (deploy); drain it again, or put it back through Vigil',
      ],
    ]);
  });

  test('is not said to be put back by somebody where no socket tells that there was no restart', () => {
    expect(say([UP, UP])[0]?.[2]).toContain('not through Vigil: by somebody else, or by a restart that Vigil did not see, which undid');
  });

  test('was put back by the start of a process that began after it was taken out, as the socket tells', () => {
    expect(say([UP], {}, { uptimeSeconds: 30 })).toEqual([
      [
        'Put back by a restart',
        null,
        expect.stringContaining('lb1: it restarted or reloaded at 2023-11-14 22:12:50 UTC, which undid the drain by ann'),
      ],
    ]);
  });

  test.each<[name: string, rows: Cells[], over: Partial<WitnessInput<unknown>>]>([
    ['before one more reading says so', [UP], {}],
    ['where it came back only now', [UP, web('DRAIN')], {}],
    ['while an order on it is on its way', [UP, UP], { inFlight: [{ group: 'lb', node: 'lb1', target: 'be_web/web03', wanted: 'drain' }] }],
    ['where it went down by its checks', [web('DOWN'), web('DOWN'), web('DRAIN')], {}],
    ['where it came up as drained', [web('DRAIN'), web('DRAIN'), web('DOWN')], {}],
    ['where it says that it has no weight', [web('UP', { weight: 0 }), web('UP', { weight: 0 })], {}],
    ['of readings made before it was taken out', [UP, UP], { marks: [markOn('lb1', { at: AT - 1_000 })] }],
    ['where nothing was done through Vigil', [UP, UP], { marks: [] }],
  ])('is not told %s', (_name, rows, over) => expect(say(rows, over, { uptimeSeconds: 9_000 })).toEqual([]));
});

describe('a restart or reload', () => {
  /** One row of each kind: how much it counted, and for how many seconds nothing changed. */
  const at = (count: number, seconds: number, cells: Cells = {}): Cells[] => [
    frontend({ stot: count, bout: count * 100 }),
    backend({ lastchg: seconds }),
    server({ lastchg: seconds, ...cells }),
  ];
  /** Readings every 5 s, newest first. */
  const say = (...read: Cells[][]) =>
    restarts(read.map((rows, index) => readingOf(rows, AT - index * 5_000))).map(({ from, to, words }) => [AT - from, AT - to, words]);

  const RESTARTED = 'restarted or reloaded';
  test.each<[name: string, read: Cells[][], told: unknown[]]>([
    ['is one where counters fell and all states are new', [at(3, 2), at(900, 600)], [[5_000, 0, RESTARTED]]],
    ['is told once', [at(9, 7), at(3, 2), at(900, 600)], []],
    ['is none where counters grow', [at(910, 605), at(900, 600)], []],
    ['is none where only the states are new', [at(910, 2), at(900, 600)], []],
    ['is not said of counters alone before one more reading', [at(3, 605), at(900, 600)], []],
    [
      'may be one where counters fell alone, or they were cleared',
      [at(9, 610), at(3, 605), at(900, 600)],
      [[10_000, 5_000, `${RESTARTED}, or its counters were cleared,`]],
    ],
    ['is none where several processes answer in turn', [at(905, 610), at(3, 605), at(900, 600)], []],
    ['is none of a server that was removed and added again', [at(910, 605), at(900, 600, { stot: 500, lastchg: 600 })], []],
    ['is none on the first reading', [at(3, 2)], []],
  ])('%s', (_name, read, told) => expect(say(...read)).toEqual(told));
});
