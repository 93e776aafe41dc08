import { describe, expect, test } from 'vitest';
import { applyNews, fromSnapshot } from '#components/feed/replica.ts';
import { changeOf, LB1, LB2, liveRow, probeRow, snapshotOf } from './made-up-events.ts';

const BEFORE = fromSnapshot(
  snapshotOf({
    seqs: { haproxy: 4 },
    probes: [probeRow(LB1, 1), probeRow(LB2, 1)],
    rows: { [LB1]: [liveRow('a'), liveRow('b'), liveRow('c')] },
  }),
);
const rowsOf = (of: ReturnType<typeof applyNews>, id = LB1) => of?.rows[id]?.map((row) => [row.id, row.value]);

describe('a change', () => {
  test('replaces rows in their places, adds new ones at the end, and takes gone ones out', () => {
    const after = applyNews(BEFORE, changeOf({ seq: 5, rows: [liveRow('b', 'new'), liveRow('d')], gone: ['a'] }));
    expect(rowsOf(after)).toEqual([
      ['b', { said: 'new' }],
      ['c', { said: 'c' }],
      ['d', { said: 'd' }],
    ]);
    expect(after?.seqs).toEqual({ haproxy: 5 });
  });

  test('takes over the probe of its source and leaves the others as they are', () => {
    const after = applyNews(BEFORE, changeOf({ seq: 5, probe: probeRow(LB1, 9) }));
    expect(after?.probes[0]?.newest?.observedAt).toBe(9);
    expect(after?.probes[1]).toBe(BEFORE.probes[1]);
  });

  test('changes nothing in place, and keeps what is the same the same', () => {
    const frozen = structuredClone(BEFORE);
    const after = applyNews(BEFORE, changeOf({ seq: 5, rows: [liveRow('b', 'new')] }));
    expect(BEFORE).toEqual(frozen);
    expect(after?.rows[LB1]?.[0]).toBe(BEFORE.rows[LB1]?.[0]);
    expect(applyNews(BEFORE, changeOf({ seq: 5 }))?.rows).toBe(BEFORE.rows);
  });

  test('can take the last row, and bring the first of a source', () => {
    expect(rowsOf(applyNews(BEFORE, changeOf({ seq: 5, gone: ['a', 'b', 'c'] })))).toEqual([]);
    expect(rowsOf(applyNews(BEFORE, changeOf({ seq: 5, probe: probeRow(LB2, 2), rows: [liveRow('z')] })), LB2)).toEqual([
      ['z', { said: 'z' }],
    ]);
  });

  test('is the first of its system', () => {
    expect(applyNews(BEFORE, changeOf({ system: 'redis', seq: 1 }))?.seqs).toEqual({ haproxy: 4, redis: 1 });
  });

  test.each([
    ['after one that is missing', changeOf({ seq: 6 })],
    ['that was there already', changeOf({ seq: 4 })],
    ['of a system whose first one is missing', changeOf({ system: 'redis', seq: 2 })],
    ['of another run of the server', { ...changeOf({ seq: 5 }), boot: 'boot-2' }],
  ])('%s makes no replica', (_name, change) => {
    expect(applyNews(BEFORE, change)).toBeNull();
  });
});

describe('the points of key figures', () => {
  const figure = (trend: [number, number | null][]) => ({ name: 'Sessions', unit: '', value: trend.at(-1)?.[1] ?? null, trend });
  const before = fromSnapshot(
    snapshotOf({
      seqs: { haproxy: 4 },
      probes: [
        {
          ...probeRow(LB1, 2),
          keyFigures: [
            figure([
              [1, 7],
              [2, 8],
            ]),
          ],
        },
      ],
    }),
  );
  const figuresAfter = (trend: [number, number | null][] | null) =>
    applyNews(before, changeOf({ seq: 5, probe: { ...probeRow(LB1, 3), keyFigures: trend ? [figure(trend)] : [] } }))?.probes[0]
      ?.keyFigures;

  test.each<[name: string, sent: [number, number | null][], trend: [number, number | null][]]>([
    [
      'a new one is added',
      [[3, 9]],
      [
        [1, 7],
        [2, 8],
        [3, 9],
      ],
    ],
    [
      'one that does not tell the value is added too',
      [[3, null]],
      [
        [1, 7],
        [2, 8],
        [3, null],
      ],
    ],
    [
      'one that was sent before is not added twice',
      [[2, 8]],
      [
        [1, 7],
        [2, 8],
      ],
    ],
  ])('%s', (_name, sent, trend) => expect(figuresAfter(sent)?.[0]?.trend).toEqual(trend));

  test('are gone with their figure', () => expect(figuresAfter(null)).toEqual([]));
});
