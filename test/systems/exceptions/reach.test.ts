import { describe, expect, test } from 'vitest';
import { appSettings } from '#lib/systems/exceptions/apps.ts';
import { NO_FILTER } from '#lib/systems/exceptions/model-list.ts';
import { appsOf } from '#lib/systems/exceptions/reach.ts';
import { clearInput, listInput, readBy, trendInput } from '#lib/systems/exceptions/read-input.ts';
import { emptyZones, lowestId, OLD_ZONES, ZONE_SIZE, zoneOf } from '#lib/systems/exceptions/zone-map.ts';
import { seeded } from '#test/act/audit/entries.ts';
import { settingsOf } from './store-scene.ts';

const TEAMS = [
  { name: 'qa', title: 'Q&A', applications: ['Core', 'Chat'] },
  { name: 'b', title: 'B', applications: ['Chat', 'Mailer'] },
];

test.each<[string | null, ReturnType<typeof appsOf>]>([
  [null, null],
  ['qa', { names: ['Core', 'Chat'], isNot: false }],
  ['', { names: ['Core', 'Chat', 'Mailer'], isNot: true }],
  ['gone', { names: [], isNot: false }],
])('the applications of the group %j', (team, apps) => expect(appsOf(TEAMS, team)).toEqual(apps));

test('rules of an application are its own, whatever its case; an application has no rules of what every object has', () => {
  const own = { ...settingsOf().appDefaults, watchSilence: false };
  const settings = settingsOf({ apps: { core: own } });
  expect(appSettings(settings, 'CORE')).toBe(own);
  expect(appSettings(settings, 'toString')).toBe(settings.appDefaults);
});

describe('from which id on rows of a time can be', () => {
  const newest = (...times: number[]) => new Map(times.map((at, zone) => [zone, at]));
  test.each<[string, Parameters<typeof lowestId>, number]>([
    ['from the first zone that has one', [{ newest: newest(10, 20, 30), fromZone: 0, toZone: 3 }, 20], ZONE_SIZE],
    ['from an older one that has a newer row too', [{ newest: newest(25, 10, 30), fromZone: 0, toZone: 3 }, 20], 0],
    ['from what is not whole yet', [{ newest: newest(10, 10), fromZone: 0, toZone: 2 }, 20], 2 * ZONE_SIZE],
    ['from the beginning, where not all is known', [{ newest: new Map([[9, 10]]), fromZone: 9, toZone: 10 }, 20], 0],
    [
      'after a run of old ones, where that is taken for the end',
      [{ newest: new Map([5, 6, 7, 8].map((zone) => [zone, 10])), fromZone: 5, toZone: 9 }, 20, true],
      9 * ZONE_SIZE,
    ],
    [
      'from the beginning, where the run is too short',
      [{ newest: new Map([6, 7, 8].map((zone) => [zone, 10])), fromZone: 6, toZone: 9 }, 20, true],
      0,
    ],
    ['of an empty table is 0', [emptyZones(0), 20], 0],
  ])('%s', (_name, given, id) => expect(lowestId(...given)).toBe(id));

  test('no row of the time or later is ever missed, in a thousand random tables', () => {
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = seeded(seed);
      const rows = Array.from({ length: 12 }, (_, zone) => ({
        id: zone * ZONE_SIZE + Math.floor(random() * ZONE_SIZE),
        at: random() * 100,
      }));
      const fromZone = Math.floor(random() * 6);
      const map = new Map(rows.filter(({ id }) => zoneOf(id) >= fromZone && zoneOf(id) < 11).map(({ id, at }) => [zoneOf(id), at]));
      const at = random() * 100;
      const lowest = lowestId({ newest: map, fromZone, toZone: 11 }, at);
      expect([seed, rows.filter((row) => row.at >= at && row.id < lowest)]).toEqual([seed, []]);
    }
  });

  test('so many old zones in a row are the end', () => expect(OLD_ZONES).toBeGreaterThanOrEqual(4));
});

describe('what is asked', () => {
  const input = { filter: NO_FILTER, order: { by: 'lastSeen', isDescending: true }, page: 0, upToId: null };
  const read = readBy(listInput);
  test('is read', () => expect(read(input)).toMatchObject({ ok: true }));
  test.each<[string, unknown, string]>([
    ['nothing', null, 'the input does not fit: '],
    ['a page before the first', { ...input, page: -1 }, 'at page'],
    ['a page that is no number', { ...input, page: '1' }, 'at page'],
    ['a column that is none', { ...input, order: { by: 'Id; DROP', isDescending: true } }, 'at order.by'],
    ['a word that is not known', { ...input, more: 1 }, 'does not fit'],
    ['a text with a NUL', { ...input, filter: { ...NO_FILTER, search: 'a\0b' } }, 'at filter.search'],
    ['a text that is too long', { ...input, filter: { ...NO_FILTER, app: 'x'.repeat(51) } }, 'at filter.app'],
    ['a shape that is none', { ...input, filter: { ...NO_FILTER, shape: "1' OR 1=1" } }, 'at filter.shape'],
    ['a search in nothing', { ...input, filter: { ...NO_FILTER, searchIn: [] } }, 'at filter.searchIn'],
    ['a time before 1970', { ...input, filter: { ...NO_FILTER, seenFrom: -1 } }, 'at filter.seenFrom'],
    ['a time that no clock shows', { ...input, filter: { ...NO_FILTER, seenTo: 1e16 } }, 'at filter.seenTo'],
  ])('%s is refused, and says where', (_name, raw, words) => {
    const found = read(raw);
    expect(found.ok ? '' : found.message).toContain(words);
  });

  test('a clearing of nothing, and a trend of no steps or of thousands are refused', () => {
    expect(readBy(clearInput)({ filter: NO_FILTER, upToId: 1, asOf: 1, rows: 0 }).ok).toBe(false);
    for (const steps of [0, 401]) expect(readBy(trendInput)({ filter: NO_FILTER, step: 'day', steps }).ok).toBe(false);
  });
});
