import { describe, expect, test } from 'vitest';
import { readMoment, writeMoment } from '#lib/text/moment.ts';

const AT = Date.UTC(2026, 10, 22, 3, 12, 30);

describe('a moment in an address', () => {
  test.each([
    ['ISO 8601 in UTC', '2026-11-22T03:12:30Z', AT],
    ['with the distance of its zone', '2026-11-22T04:12:30+01:00', AT],
    ['without seconds', '2026-11-22T03:12Z', AT - 30_000],
    ['with milliseconds', '2026-11-22T03:12:30.250Z', AT + 250],
    ['epoch ms', String(AT), AT],
  ])('is read as %s', (_name, text, at) => expect(readMoment(text)).toBe(at));

  test.each([
    ['words', 'yesterday'],
    ['nothing', ''],
    ['a time of no zone, which would be another one for everybody', '2026-11-22T03:12:30'],
    ['seconds and not ms', '1795317150'],
    ['a day that there is not', '2026-02-31T03:12:30Z'],
    ['an hour that there is not', '2026-11-22T25:12:30Z'],
  ])('is not read from %s', (_name, text) => expect(readMoment(text)).toBeNaN());

  test.each([AT, AT + 250, AT - 30_000])('is read back as it was written: %i', (at) => expect(readMoment(writeMoment(at))).toBe(at));

  test('is written without milliseconds where there are none', () => expect(writeMoment(AT)).toBe('2026-11-22T03:12:30Z'));
});
