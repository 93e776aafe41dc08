import { describe, expect, test } from 'vitest';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';

const AT = Date.UTC(2026, 2, 4, 14, 11, 12, 345);
const HOUR_MS = 3_600_000;
const ZONES = ['UTC', 'Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham'] as const;
const inZone = (zone: string) => createTimeFormat(openZone(zone), null);

describe('a time', () => {
  test.each<[(typeof ZONES)[number], string, string, string]>([
    ['UTC', '14:11:12 UTC', '14:11 UTC', '2026-03-04 14:11:12 UTC'],
    ['Europe/Vienna', '15:11:12 CET', '15:11 CET', '2026-03-04 15:11:12 CET'],
    ['America/New_York', '09:11:12 EST', '09:11 EST', '2026-03-04 09:11:12 EST'],
    ['Asia/Kolkata', '19:41:12 UTC+5:30', '19:41 UTC+5:30', '2026-03-04 19:41:12 UTC+5:30'],
    ['Pacific/Chatham', '03:56:12 UTC+13:45', '03:56 UTC+13:45', '2026-03-05 03:56:12 UTC+13:45'],
  ])('in %s says its zone, however short', (zone, clock, minute, full) => {
    const format = inZone(zone);
    expect([format.clock(AT), format.minute(AT, AT), format.full(AT)]).toEqual([clock, minute, full]);
    expect(format.zone).toBe(zone);
  });

  test('within a day of now needs no date, and one a day back has it', () => {
    const format = inZone('Europe/Vienna');
    expect(format.moment(AT, AT + HOUR_MS)).toBe('15:11:12 CET');
    expect(format.moment(AT, AT + 24 * HOUR_MS)).toBe('2026-03-04 15:11:12 CET');
    expect(format.minute(AT, AT - 24 * HOUR_MS)).toBe('2026-03-04 15:11 CET');
    expect(format.parts(AT, AT)).toEqual({ text: '15:11:12', label: 'CET' });
  });

  test('that comes twice in a night is told apart by its zone', () => {
    const format = inZone('Europe/Vienna');
    const first = Date.parse('2026-10-25T00:30:00Z');
    expect([format.clock(first), format.clock(first + HOUR_MS)]).toEqual(['02:30:00 CEST', '02:30:00 CET']);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])('that is none (%s) is not drawn as one', (at) => {
    const format = inZone('Europe/Vienna');
    const texts = [format.clock(at), format.moment(at, AT), format.minute(at, AT), format.full(at), format.describe(at)];
    expect(texts).toEqual(['–', '–', '–', '–', '–']);
    expect([format.parts(at, AT), format.field(at)]).toEqual([{ text: '–', label: '' }, '']);
  });
});

describe('all of a moment', () => {
  test('is in the zone, in UTC, in that of the browser, and as epoch', () => {
    const format = createTimeFormat(openZone('Asia/Kolkata'), openZone('Europe/Vienna'));
    expect(format.describe(AT).split('\n')).toEqual([
      '2026-03-04 19:41:12 UTC+5:30, Asia/Kolkata',
      '2026-03-04 14:11:12 UTC',
      '2026-03-04 15:11:12 CET, Europe/Vienna, here',
      `${AT} epoch ms`,
    ]);
  });

  test('says nothing twice', () => {
    const format = createTimeFormat(openZone('UTC'), openZone('UTC'));
    expect(format.describe(AT).split('\n')).toEqual(['2026-03-04 14:11:12 UTC, here', `${AT} epoch ms`]);
  });
});

describe('a field for a time', () => {
  test.each(ZONES)('in %s reads back what it shows', (zone) => {
    const format = inZone(zone);
    for (const at of [AT - 12_345, AT - 345, Date.parse('2026-07-01T12:30:00Z'), Date.parse('0202-03-04T12:00:00Z')])
      expect(format.read(format.field(at))).toBe(at);
  });

  test('shows seconds only where there are any', () => {
    expect(inZone('UTC').field(AT)).toBe('2026-03-04T14:11:12');
    expect(inZone('UTC').field(Date.UTC(2026, 2, 4, 14))).toBe('2026-03-04T14:00');
  });
});
