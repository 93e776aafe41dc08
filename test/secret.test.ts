import { format, inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';

const secret = new Secret('hunter2');

describe('a secret never becomes text by accident', () => {
  test.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['a template', () => `${secret}`],
    ['concatenation', () => `pass: ${[secret].join('')}`.replace('pass: ', '')],
    ['toLocaleString', () => secret.toLocaleString()],
    ['JSON', () => JSON.parse(JSON.stringify({ secret })).secret],
    ['util.inspect', () => inspect(secret, { showHidden: true, depth: 9 })],
    ['console.log and its format', () => format('%s', secret)],
    ['%o of a format', () => format('%o', secret)],
  ])('%s gives ***', (_name, print) => {
    expect(print()).toBe('***');
  });

  test('nothing of it is seen from outside', () => {
    expect(inspect({ read: { user: 'vigil', password: secret } }, { showHidden: true, depth: 9 })).not.toContain('hunter2');
    expect(Reflect.ownKeys(secret)).toEqual([]);
    expect(Object.values({ ...secret })).toEqual([]);
    expect(inspect(structuredClone(secret), { showHidden: true })).not.toContain('hunter2');
    expect(inspect(new Error('boom', { cause: secret }), { showHidden: true })).not.toContain('hunter2');
  });
});

test('reveal gives the value', () => {
  expect(secret.reveal()).toBe('hunter2');
});

test.each<[string, unknown, boolean]>([
  ['a Secret', secret, true],
  ['a look-alike', { reveal: () => 'hunter2' }, false],
  ['an object of its prototype', Object.create(Secret.prototype), false],
  ['a text', 'hunter2', false],
  ['null', null, false],
])('Secret.is tells %s', (_name, value, expected) => {
  expect(Secret.is(value)).toBe(expected);
});
