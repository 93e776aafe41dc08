import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { Secret } from '#lib/secret.ts';
import * as settings from '#lib/settings.ts';

const duration = settings.duration({ minMs: 1_000, maxMs: 60_000, example: '5s' });
const size = settings.size({ min: 1_024, max: 2 ** 20, example: '64KiB' });
const limit = settings.limit({ min: 0, max: 1, example: '0.8' });
const whole = settings.wholeNumber({ min: 1, max: 9 });
const shaped = settings.shaped({ example: 'ab', rule: 'is not ab: write ab', fits: (value) => value === 'ab' });
const prose = settings.prose('a', 20);
const url = settings.httpUrl('http://a/');

function words(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];
}

describe('what a piece accepts', () => {
  test.each<[string, z.ZodType, unknown, unknown]>([
    ['a duration becomes ms', duration, '1m', 60_000],
    ['a size becomes bytes', size, '1KiB', 1_024],
    ['a limit stays', limit, 0.5, 0.5],
    ['off becomes null', limit, 'off', null],
    ['a whole number stays', whole, 9, 9],
    ['a url is spelled in one way', url, 'HTTP://LB1.example.com:80/a/../b?stats', 'http://lb1.example.com/b?stats'],
    ['a url may be an IPv6 address', url, 'http://[FD00::1]:7001', 'http://[fd00::1]:7001/'],
    ['a list may be empty', settings.list(whole, 'figure'), [], []],
    ['a choice is one of its words', settings.choice(['view', 'act']), 'act', 'act'],
    ['a text of the right form stays', shaped, 'ab', 'ab'],
    ['a text of several lines stays', prose, 'call\n\tthe web team\r\n', 'call\n\tthe web team\r\n'],
    ['none becomes null', settings.orNone(whole), 'none', null],
    ['null stays null where none is allowed', settings.orNone(whole), null, null],
    ['a value stays where none is allowed', settings.orNone(whole), 3, 3],
    ['a name may hold dots, dashes and colons', settings.name(), 'lb-1.eu_west:7001', 'lb-1.eu_west:7001'],
  ])('%s', (_name, schema, value, expected) => {
    expect(schema.safeParse(value)).toEqual({ success: true, data: expected });
  });

  test('a Secret is a secret, and nothing else is', () => {
    const secret = new Secret('hunter2');
    expect(settings.secret().parse(secret)).toBe(secret);
    for (const value of ['hunter2', { reveal: 'hunter2' }, { env: 'X' }, 7]) {
      expect(words(settings.secret(), value)).toEqual(['is not a secret that Vigil can read: write { env: NAME } or { file: path }']);
    }
  });
});

describe('what a piece refuses', () => {
  test.each<[string, z.ZodType, unknown, string]>([
    ['a missing value', duration, undefined, 'is missing: add it (5s)'],
    ['an empty value', duration, null, 'is empty: give it a value (5s) or take the line out'],
    ['a duration without a unit', duration, 5, '5 has no unit: write 5s'],
    ['a duration that is too short', duration, '999ms', '999ms is out of range: write a duration from 1s to 1m'],
    ['a duration that is too long', duration, '61s', '61s is out of range: write a duration from 1s to 1m'],
    ['a list for a duration', duration, ['5s'], 'is not a duration: write it like 5s'],
    ['a size that is too large', size, '2MiB', '2MiB is out of range: write a size from 1KiB to 1MiB'],
    ['a limit that is too large', limit, 1.01, 'is not a number from 0 to 1: write it like 0.8, or off'],
    ['a limit that is no number', limit, Number.NaN, 'is not a number from 0 to 1: write it like 0.8, or off'],
    ['an endless limit', limit, Number.POSITIVE_INFINITY, 'is not a number from 0 to 1: write it like 0.8, or off'],
    ['a list of nothing where one is needed', settings.listOf(whole, 'figure'), [], 'holds no figure: add at least one'],
    ['a text for a list', settings.list(whole, 'figure'), 'x', 'is not a list: begin each figure with a dash'],
    ['another word', settings.choice(['view', 'act']), 'all', 'is none of view, act: write one of them'],
    ['another word than the only one', settings.choice(['haproxy']), 'redis', 'is not known: write haproxy'],
    ['no word', settings.choice(['view', 'act']), undefined, 'is missing: add it (view, act)'],
    ['a text of another form', shaped, 'abc', 'is not ab: write ab'],
    ['a number for a text of a form', shaped, 7, 'is not a text: put it in quotes'],
    ['a fraction', whole, 1.5, 'is not a whole number from 1 to 9: write it like 1'],
    ['zero below the least', whole, 0, 'is not a whole number from 1 to 9: write it like 1'],
    [
      'a name that begins with a dot',
      settings.name(),
      '.lb',
      'is not a name: use letters, digits and . _ : - only, and begin with a letter or a digit',
    ],
    [
      'a name with a line break',
      settings.name(),
      'lb\n',
      'is not a name: use letters, digits and . _ : - only, and begin with a letter or a digit',
    ],
    ['an empty text', settings.line('PROD'), '', 'is empty: give it a text or take the line out'],
    ['a user with a colon', settings.basicUser(), 'a:b', 'holds a colon, which a user name cannot: put the password under password'],
    [
      'a url with a user only',
      url,
      'http://hunter2@a/',
      'holds a user or a password: take them out; a node has read: { user, password } for them',
    ],
    ['a url with an empty fragment', url, 'http://a/#', 'has a # part, which is never sent: take it out'],
    ['a url without a host', url, 'http://', 'is not a valid address: write it like http://a/'],
    ['a script', url, 'javascript:alert(1)', 'begins with neither http:// nor https://: write it like http://a/'],
    ['a text of white space', prose, ' \n ', 'is empty: give it a text or take the line out'],
    ['a text too long', prose, 'x'.repeat(21), 'is too long: use at most 20 characters'],
    ['a text with a control character', prose, 'a\u001b[2J', 'holds a control character: take it out'],
    [
      'a certificate cut short',
      settings.certificates(),
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      'is no valid PEM certificate: write { file: path } of a file that holds one',
    ],
  ])('%s', (_name, schema, value, expected) => {
    expect(words(schema, value)).toEqual([expected]);
  });
});

describe('a mapping', () => {
  const server = settings.mapping({ port: whole, host: settings.line('a').exactOptional() });

  test.each<[string, unknown, string[]]>([
    ['tells a near key', { port: 1, hots: 'a' }, ['is not a known key: did you mean host?']],
    ['tells the known keys where none is near', { port: 1, zebra: 1 }, ['is not a known key: known here are port, host']],
    [
      'has one line per unknown key',
      { port: 1, hots: 1, prot: 1 },
      ['is not a known key: did you mean host?\nis not a known key: did you mean port?'],
    ],
    ['refuses a list', [], ['is not a mapping: write its keys on lines of their own below it, indented']],
    ['refuses null', null, ['is empty: give it a value (port, host) or take the line out']],
    [
      'tells of a wrong value and an unknown key at once',
      { port: 0, hots: 1 },
      ['is not a whole number from 1 to 9: write it like 1', 'is not a known key: did you mean host?'],
    ],
  ])('%s', (_name, value, expected) => {
    expect(words(server, value)).toEqual(expected);
  });
});
