import { expect, test } from 'vitest';
import { isTokenHash, makeToken, type Token, Tokens, tokenHashOf } from '#lib/access/tokens.ts';

const VIEW = { all: [], systems: { haproxy: ['view'] } } as const;
const [ONE, OTHER] = [makeToken(), makeToken()];
const token = (name: string, secret: string): Token => ({ name, hash: tokenHashOf(secret), grants: VIEW });

function holding(...tokens: Token[]): Tokens {
  const held = new Tokens();
  held.replace(tokens);
  return held;
}

test('a token is 32 random bytes that can be told for one of ours', () => {
  expect(ONE).toMatch(/^vigil_[\w-]{43}$/);
  expect(ONE).not.toBe(OTHER);
});

test('the hash of a token is its SHA-256', () => {
  expect(tokenHashOf('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test.each([
  [tokenHashOf(ONE), true],
  [tokenHashOf(ONE).slice(0, -1), false],
  [`${tokenHashOf(ONE)}\n`, false],
  [tokenHashOf(ONE).toUpperCase(), false],
  [ONE, false],
  ['', false],
])('%j is a hash of a token: %s', (text, expected) => {
  expect(isTokenHash(text)).toBe(expected);
});

test('a token is found wherever it stands, and nothing like it', () => {
  const tokens = holding(token('one', ONE), token('other', OTHER));
  expect(tokens.find(ONE)?.name).toBe('one');
  expect(tokens.find(OTHER)?.name).toBe('other');
  for (const sent of ['', makeToken(), tokenHashOf(ONE), ONE.slice(1), `${ONE} `, '__proto__', 'x'.repeat(100_000), '\ud800'])
    expect(tokens.find(sent)).toBeNull();
});

test('what is taken out of the configuration is found no more, and is told', () => {
  const [one, other] = [token('one', ONE), token('other', OTHER)];
  const tokens = holding(one, other);
  tokens.noteUse(other, { at: 5, address: '10.0.0.1' });
  const renewed = token('one', makeToken());
  expect(tokens.replace([renewed, { ...other, grants: { all: ['view'], systems: {} } }])).toEqual([one]);
  expect([tokens.find(ONE), tokens.find(OTHER)?.grants.all]).toEqual([null, ['view']]);
  expect(tokens.lastUse(other)).toEqual({ at: 5, address: '10.0.0.1' });
});
