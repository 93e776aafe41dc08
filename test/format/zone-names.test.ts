import { describe, expect, test } from 'vitest';
import { openZone } from '#lib/format/zone.ts';
import { currentName, findZones, zoneNames } from '#lib/format/zone-names.ts';

const NAMES = zoneNames();
const MONTHS = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 15));

describe('the list of zones', () => {
  test('begins with UTC, and has each zone once and in order', () => {
    expect(NAMES[0]).toBe('UTC');
    expect(NAMES.slice(1)).toEqual([...new Set(NAMES.slice(1))].sort());
    expect(NAMES.length).toBeGreaterThan(400);
  });

  test('a zone that was renamed has its name of now, and the same clocks', () => {
    const renamed = Intl.supportedValuesOf('timeZone').filter((name) => currentName(name) !== name);
    expect(renamed).not.toEqual([]);
    for (const name of renamed) {
      const clocks = (zone: string) => MONTHS.map((at) => openZone(zone).at(at).offsetMs);
      expect([name, clocks(currentName(name))]).toEqual([name, clocks(name)]);
    }
  });

  test.each<[string, string]>([
    ['vienna', 'Europe/Vienna'],
    ['  New  YORK ', 'America/New_York'],
    ['kolkata', 'Asia/Kolkata'],
    ['calcutta', 'Asia/Kolkata'],
    ['pacific/chat', 'Pacific/Chatham'],
    ['utc', 'UTC'],
  ])('“%s” finds %s alone', (text, name) => expect(findZones(NAMES, text)).toEqual([name]));

  test('a region finds all of its zones', () => expect(findZones(NAMES, 'europe').length).toBeGreaterThan(40));
  test('what no zone is called finds none', () => expect(findZones(NAMES, 'atlantis')).toEqual([]));
});
