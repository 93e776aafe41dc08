import { describe, expect, test } from 'vitest';
import { appSettings, restOf, teamsAsWritten, teamsOf } from '#lib/systems/exceptions/apps.ts';
import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import { MOST_OF_SHAPE, nextOf, reachOf } from '#lib/systems/exceptions/reach.ts';
import { ZONE_SIZE } from '#lib/systems/exceptions/zone-map.ts';
import { settingsOf } from './store-scene.ts';

const TEAMS = [
  { name: 'qa', title: 'Q&A', applications: ['Core', 'Chat'] },
  { name: 'b', title: 'B', applications: ['Chat', 'Mailer'] },
];

test.each([
  ['Core', ['qa']],
  ['Chat', ['qa', 'b']],
  ['Nightly', []],
  ['core', []],
])('the groups of %s', (app, names) => expect(teamsOf({ teams: TEAMS, dialect: 'postgresql' }, app)).toEqual(names));

test.each([
  ['postgresql', [], ['Core', 'Chat']],
  ['mysql', ['qa'], ['core', 'Chat']],
  ['sqlserver', ['qa'], ['core', 'Chat']],
] as const)('on %s a name is compared as the database does it', (dialect, names, applications) => {
  expect(teamsOf({ teams: TEAMS, dialect }, 'core')).toEqual(names);
  expect(teamsAsWritten({ teams: TEAMS, dialect }, ['core', 'Zoo'])[0]?.applications).toEqual(applications);
});

test('what stands in no group is all else, in the order of its names, and all where there are none', () => {
  expect(restOf({ teams: TEAMS, dialect: 'postgresql' }, ['Zoo', 'Chat', 'Alpha'])).toEqual(['Alpha', 'Zoo']);
  expect(restOf({ teams: [], dialect: 'postgresql' }, ['Zoo', 'Chat'])).toEqual(['Chat', 'Zoo']);
});

test.each(['__proto__', 'hasOwnProperty', 'CONSTRUCTOR'])(
  'an application called %s has the rules of all, and not those of an object',
  (app) => {
    const { apps, appDefaults } = settingsOf();
    expect(appSettings({ apps, appDefaults }, app)).toBe(appDefaults);
  },
);

describe('what is reached', () => {
  /** Shapes whose rows are these, as the index of shapes tells them. */
  const shapesWith = (rows: Readonly<Record<string, readonly number[]>>) => ({
    newestIdsOf: (shape: string, most: number) => (rows[shape] ?? []).toSorted((a, b) => b - a).slice(0, most),
    idsOf: (shape: string, { fromId, most }: { fromId: number; most: number }) =>
      (rows[shape] ?? []).filter((id) => id >= fromId).slice(0, most),
  });
  const zones = { newest: new Map([0, 1, 2, 3, 4].map((zone) => [zone, zone * 3_600_000])), fromZone: 0, toZone: 5 };
  const reach = (
    filter: Partial<typeof NO_FILTER>,
    { rollupMs = 0, rows = {} }: { rollupMs?: number; rows?: Record<string, number[]> } = {},
  ) =>
    reachOf(
      {
        settings: settingsOf({ teams: TEAMS, rollupMs: 600_000 }),
        learned: { zones, rollupMs, before: null, hours: null },
        shapes: shapesWith(rows),
      } as never,
      { ...NO_FILTER, ...filter },
      99,
    );

  test('of any time is every id', () => expect(reach({})).toMatchObject({ fromId: 0, upToId: 99, ids: null, apps: null }));

  test('of a time is no id from before it, but for as long as a row takes up repeats', () => {
    expect(reach({ seenFrom: 3 * 3_600_000 + 600_000 })).toMatchObject({ fromId: 3 * ZONE_SIZE, rollupMs: 600_000 });
    expect(reach({ seenFrom: 3 * 3_600_000 + 599_999 })).toMatchObject({ fromId: 3 * ZONE_SIZE });
    expect(reach({ seenFrom: 3 * 3_600_000 + 600_001 })).toMatchObject({ fromId: 4 * ZONE_SIZE });
  });

  test('is more where rows were seen to take up repeats for longer than is configured', () => {
    expect(reach({ seenFrom: 4 * 3_600_000 }, { rollupMs: 2 * 3_600_000 })).toMatchObject({ fromId: 2 * ZONE_SIZE, rollupMs: 7_200_000 });
  });

  test('of shapes is their rows, the newest first; of one without rows nothing', () => {
    const rows = { a: [1, 9, 5], b: [7] };
    expect(reach({ shape: 'a,b' }, { rows }).ids).toEqual([9, 7, 5, 1]);
    expect(reach({ shape: 'c' }, { rows }).ids).toEqual([]);
  });

  test('of many rows of shapes is the newest of all of them', () => {
    const rows = {
      a: Array.from({ length: MOST_OF_SHAPE }, (_, at) => 2 * at),
      b: Array.from({ length: MOST_OF_SHAPE }, (_, at) => 2 * at + 1),
    };
    const { ids } = reach({ shape: 'a,b' }, { rows });
    expect([ids?.length, ids?.[0], ids?.at(-1)]).toEqual([MOST_OF_SHAPE, 2 * MOST_OF_SHAPE - 1, MOST_OF_SHAPE]);
  });

  test('next of shapes are the lowest ids of all of them from one on, and none is left out between two parts', () => {
    const rows = { a: [1, 4, 6, 9], b: [2, 3, 10] };
    const seen: number[] = [];
    for (let fromId = 0; ; fromId = (seen.at(-1) ?? 0) + 1) {
      const ids = nextOf(shapesWith(rows) as never, 'a,b', { fromId, most: 2 });
      if (ids.length === 0) break;
      seen.push(...ids);
    }
    expect(seen).toEqual([1, 2, 3, 4, 6, 9, 10]);
  });
});
