import { describe, expect, test } from 'vitest';
import { isZoneName, momentOf, openZone, wallText } from '#lib/format/zone.ts';

const shown = (at: string, zone: string): string => {
  const moment = Date.parse(at);
  return `${wallText(moment, openZone(zone)).slice(0, 19)} ${openZone(zone).at(moment).label}`;
};

describe('the clocks of', () => {
  test.each<[string, string, string, string]>([
    ['UTC', 'UTC', '2026-03-04T14:11:12Z', '2026-03-04T14:11:12 UTC'],
    ['Vienna in winter', 'Europe/Vienna', '2026-03-04T14:11:12Z', '2026-03-04T15:11:12 CET'],
    ['Vienna in summer', 'Europe/Vienna', '2026-07-04T14:11:12Z', '2026-07-04T16:11:12 CEST'],
    ['Vienna, the second before spring', 'Europe/Vienna', '2026-03-29T00:59:59Z', '2026-03-29T01:59:59 CET'],
    ['Vienna, the first of spring', 'Europe/Vienna', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00 CEST'],
    ['Vienna, half past two the first time', 'Europe/Vienna', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00 CEST'],
    ['Vienna, half past two the second time', 'Europe/Vienna', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00 CET'],
    ['New York, the second before spring', 'America/New_York', '2026-03-08T06:59:59Z', '2026-03-08T01:59:59 EST'],
    ['New York, the first of spring', 'America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T03:00:00 EDT'],
    ['New York, the second before autumn', 'America/New_York', '2026-11-01T05:59:59Z', '2026-11-01T01:59:59 EDT'],
    ['New York, the first of autumn', 'America/New_York', '2026-11-01T06:00:00Z', '2026-11-01T01:00:00 EST'],
    ['New York, the day before', 'America/New_York', '2026-01-01T02:00:00Z', '2025-12-31T21:00:00 EST'],
    ['London in winter', 'Europe/London', '2026-01-01T12:00:00Z', '2026-01-01T12:00:00 GMT'],
    ['London in summer', 'Europe/London', '2026-07-01T12:00:00Z', '2026-07-01T13:00:00 BST'],
    ['Kolkata', 'Asia/Kolkata', '2026-03-04T14:11:12Z', '2026-03-04T19:41:12 UTC+5:30'],
    ['Chatham in its summer', 'Pacific/Chatham', '2026-03-04T14:11:12Z', '2026-03-05T03:56:12 UTC+13:45'],
    ['Chatham, the second before autumn', 'Pacific/Chatham', '2026-04-04T13:59:59Z', '2026-04-05T03:44:59 UTC+13:45'],
    ['Chatham, the first of autumn', 'Pacific/Chatham', '2026-04-04T14:00:00Z', '2026-04-05T02:45:00 UTC+12:45'],
    ['São Paulo', 'America/Sao_Paulo', '2026-03-04T14:11:12Z', '2026-03-04T11:11:12 UTC-3'],
    ['Saint John’s, which changed at a minute past', 'America/St_Johns', '2010-03-14T03:31:00Z', '2010-03-14T01:01:00 UTC-2:30'],
  ])('%s', (_name, zone, at, text) => expect(shown(at, zone)).toBe(text));

  test('every zone that is listed show a label in letters or a distance from UTC', () => {
    const odd = Intl.supportedValuesOf('timeZone').filter((name) =>
      [0, 6].some((month) => !/^([A-Z]{3,4}|UTC[+-]\d{1,2}(:\d\d)?)$/.test(openZone(name).at(Date.UTC(2026, month, 15)).label)),
    );
    expect(odd).toEqual([]);
  });
});

describe('the moment of', () => {
  test.each<[string, string, string, string]>([
    ['a time in UTC', '2026-03-04T14:11', 'UTC', '2026-03-04T14:11:00.000Z'],
    ['a time with seconds', '2026-03-04T14:11:12', 'Europe/Vienna', '2026-03-04T13:11:12.000Z'],
    ['a time in summer', '2026-07-04T08:00', 'America/New_York', '2026-07-04T12:00:00.000Z'],
    ['a time a quarter off', '2026-03-05T03:56', 'Pacific/Chatham', '2026-03-04T14:11:00.000Z'],
    ['the last minute before spring', '2026-03-29T01:59', 'Europe/Vienna', '2026-03-29T00:59:00.000Z'],
    ['a time that is skipped, as much later', '2026-03-29T02:30', 'Europe/Vienna', '2026-03-29T01:30:00.000Z'],
    ['the first minute of spring', '2026-03-29T03:00', 'Europe/Vienna', '2026-03-29T01:00:00.000Z'],
    ['a time that comes twice, the first', '2026-10-25T02:30', 'Europe/Vienna', '2026-10-25T00:30:00.000Z'],
    ['the first minute after both', '2026-10-25T03:00', 'Europe/Vienna', '2026-10-25T02:00:00.000Z'],
    ['a time skipped in New York', '2026-03-08T02:15', 'America/New_York', '2026-03-08T07:15:00.000Z'],
    ['a time twice in New York', '2026-11-01T01:15', 'America/New_York', '2026-11-01T05:15:00.000Z'],
    ['a time twice in Chatham', '2026-04-05T03:00', 'Pacific/Chatham', '2026-04-04T13:15:00.000Z'],
    ['a morning on the day of the change', '2026-03-29T08:00', 'Europe/Vienna', '2026-03-29T06:00:00.000Z'],
  ])('%s', (_name, text, zone, at) => expect(new Date(momentOf(text, openZone(zone))).toISOString()).toBe(at));

  test.each(['', 'yesterday', '2026-03-04', '2026-13-04T14:00', '2026-03-04T25:00', '2026-03-04T14:00Z'])('“%s” is none', (text) =>
    expect(momentOf(text, openZone('UTC'))).toBeNaN(),
  );
});

describe('the name of a zone', () => {
  test.each(['UTC', 'Europe/Vienna', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('is %s', (name) =>
    expect(isZoneName(name)).toBe(true),
  );
  test.each(['', 'local', 'Europe/Wien', '+01:00', '../etc/passwd', 'UTC; Path=/x', 'UTC\n', '<script>', 'A'.repeat(100)])(
    'is not “%s”',
    (name) => expect(isZoneName(name)).toBe(false),
  );
});
