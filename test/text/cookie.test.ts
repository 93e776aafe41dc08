import { expect, test } from 'vitest';
import { readCookie } from '#lib/text/cookie.ts';

test.each<[string, string | undefined, string | null]>([
  ['alone', 'a=1', '1'],
  ['among others', 'b=2; a=1;c=3', '1'],
  ['with what a value may hold', 'a=dark.Europe/Vienna+x=', 'dark.Europe/Vienna+x='],
  ['the first of two', 'a=1; a=2', '1'],
  ['empty', 'a=', ''],
  ['not as the end of another name', 'aa=1', null],
  ['not without a value', 'a', null],
  ['not from nothing', undefined, null],
])('a cookie is read: %s', (_name, header, value) => expect(readCookie(header, 'a')).toBe(value));
