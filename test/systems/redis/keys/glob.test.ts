import { expect, test } from 'vitest';
import { compileGlob } from '#lib/systems/redis/keys/glob.ts';

test.each([
  ['user:*', 'user:1', true],
  ['user:*', 'user', false],
  ['*', 'anything', true],
  ['a**b', 'ab', true],
  ['*:cart', 'user:1:cart', true],
  ['*:cart', 'user:1:carts', false],
  ['h?llo', 'hello', true],
  ['h?llo', 'hllo', false],
  ['h[ae]llo', 'hallo', true],
  ['h[^e]llo', 'hello', false],
  ['h[a-c]llo', 'hbllo', true],
  ['h[c-a]llo', 'hbllo', true],
  ['h[a-', 'h-', true],
  ['h[^', 'hx', true],
  ['h[', 'hx', false],
  ['h[]llo', 'hello', false],
  ['h[\\]]llo', 'h]llo', true],
  ['\\*', '*', true],
  ['\\*', 'x', false],
  ['a\\', 'a\\', true],
  ['USER:*', 'user:1', false],
  ['\xff*', '\xff\x00', true],
])('%j and %j: %s', (pattern, text, isMatch) => {
  expect(compileGlob(pattern)(text)).toBe(isMatch);
});

test('a pattern of many stars takes no longer than the product of the lengths', () => {
  expect(compileGlob(`${'*a'.repeat(200)}*b`)('a'.repeat(20_000))).toBe(false);
});
