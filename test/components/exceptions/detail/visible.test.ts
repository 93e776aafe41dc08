import { expect, test } from 'vitest';
import { beginning, visible } from '#components/exceptions/detail/visible.ts';

test.each<[string, string, string]>([
  ['NUL is seen', 'a\u0000b', 'a␀b'],
  ['escapes of a terminal are seen', '\u001b[31mred', '␛[31mred'],
  ['delete is seen', '\u007f', '␡'],
  ['controls without a picture are seen', '\u0085', '\ufffd'],
  ['what turns the direction is named', 'a\u202eb\u2066c', 'a[U+202E]b[U+2066]c'],
  ['tabs and ends of lines stay', 'a\tb\r\nc', 'a\tb\r\nc'],
  ['other scripts and emoji stay', 'שלום 👩‍👩‍👧 𝒳', 'שלום 👩‍👩‍👧 𝒳'],
])('%s', (_name, text, expected) => {
  expect(visible(text)).toBe(expected);
});

test.each<[string, string, number, string]>([
  ['short', 'abc', 3, 'abc'],
  ['long', 'abcd', 3, 'abc'],
  ['within an emoji', 'ab🔥c', 3, 'ab'],
  ['after an emoji', 'ab🔥c', 4, 'ab🔥'],
])('the beginning of a text that is %s ends in no half of a character', (_name, text, most, expected) => {
  expect(beginning(text, most)).toBe(expected);
});
