import { describe, expect, test } from 'vitest';
import { readWhen } from '#components/travel/read-when.ts';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';

/** 15:11:12 in Vienna. */
const NOW = Date.UTC(2026, 10, 22, 14, 11, 12);
const VIENNA = createTimeFormat(openZone('Europe/Vienna'), null);
const utc = (text: string): number => Date.parse(`${text}Z`);

const read = (text: string) => readWhen(text, NOW, VIENNA);

describe('a moment, typed in Vienna at 15:11 on 22 November', () => {
  test.each([
    ['03:12', '2026-11-22T02:12:00'],
    ['3.12', '2026-11-22T02:12:00'],
    ['3:12:30', '2026-11-22T02:12:30'],
    ['16:00', '2026-11-21T15:00:00'],
    ['today 3:12', '2026-11-22T02:12:00'],
    ['yesterday 3:12', '2026-11-21T02:12:00'],
    ['Yesterday', '2026-11-20T23:00:00'],
    ['22 Nov 03:12', '2026-11-22T02:12:00'],
    ['22. november, 3:12', '2026-11-22T02:12:00'],
    ['Nov 22 03:12', '2026-11-22T02:12:00'],
    ['24 dec 18:00', '2025-12-24T17:00:00'],
    ['4 Jul 2026 12:00', '2026-07-04T10:00:00'],
    ['2026-11-22 03:12', '2026-11-22T02:12:00'],
    ['2026-11-22T03:12', '2026-11-22T02:12:00'],
    ['2026-11-22', '2026-11-21T23:00:00'],
    ['2026-11-22T03:12:30Z', '2026-11-22T03:12:30'],
    ['2026-11-22 03:12Z', '2026-11-22T03:12:00'],
    ['2h ago', '2026-11-22T12:11:12'],
    ['-90m', '2026-11-22T12:41:12'],
    ['15 min ago', '2026-11-22T13:56:12'],
    ['2 days ago', '2026-11-20T14:11:12'],
    [String(NOW - 1_000), '2026-11-22T14:11:11'],
  ])('%s', (text, moment) => expect(read(text)).toEqual({ at: utc(moment) }));

  test.each([
    ['nothing', ''],
    ['words', 'when it broke'],
    ['an hour that there is not', '27:12'],
    ['a day that there is not', '2026-02-31 03:12'],
    ['a month that there is not', '3 foo 03:12'],
    ['a number alone', '42'],
    ['what is still to come', '2026-12-01 03:12'],
    ['a time still to come today', 'today 16:00'],
    ['a length that does not say which way', '2h'],
  ])('%s is answered in words', (_name, text) => expect(read(text)).toEqual({ wrong: expect.stringMatching(/./) }));
});
