import { describe, expect, test } from 'vitest';
import { DEMO_USERS } from '#lib/access/demo-users.ts';
import { hashPassword, impossibleHash, isPasswordHash, verifyPassword } from '#lib/access/password.ts';

/** Of "password", made by passlib (its documentation of passlib.hash.scrypt). */
const PASSLIB = '$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E';
const withCost = (cost: string) => PASSLIB.replace('ln=16,r=8,p=1', cost);

test('a password fits its own hash and no other does', async () => {
  const hash = await hashPassword('correct horse');
  expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(isPasswordHash(hash)).toBe(true);
  expect(await verifyPassword('correct horse', hash)).toBe(true);
  expect(await verifyPassword('correct Horse', hash)).toBe(false);
});

test('one password hashed twice gives two hashes', async () => {
  expect(await hashPassword('hunter2')).not.toBe(await hashPassword('hunter2'));
});

test('a hash that another program made is understood', async () => {
  expect(await verifyPassword('password', PASSLIB)).toBe(true);
  expect(await verifyPassword('Password', PASSLIB)).toBe(false);
});

test('a password fits in any of its Unicode spellings', async () => {
  const hash = await hashPassword('Zu\u0308rich \ufb01ne');
  expect(await verifyPassword('Z\u00fcrich fine', hash)).toBe(true);
});

test.each([
  ['empty', ''],
  ['longer than 1024 bytes', 'x'.repeat(1_025)],
  ['longer than 1024 bytes, and shorter in letters', '\u20ac'.repeat(342)],
  ['longer than 1024 bytes once it is spelled out', '\ufdfa'.repeat(100)],
])('a password that is %s is neither hashed nor right', async (_name, password) => {
  await expect(hashPassword(password)).rejects.toThrow('a password has 1 to 1024 bytes');
  expect(await verifyPassword(password, PASSLIB)).toBe(false);
});

test('a password of 1024 bytes is right', async () => {
  const password = 'x'.repeat(1_024);
  expect(await verifyPassword(password, await hashPassword(password))).toBe(true);
});

describe('what is taken for a hash', () => {
  test.each<[string, string, boolean]>([
    ['the cheapest', withCost('ln=14,r=8,p=1'), true],
    ['the dearest in memory', withCost('ln=17,r=8,p=1'), true],
    ['one that is too cheap', withCost('ln=13,r=8,p=1'), false],
    ['one that needs too much memory', withCost('ln=18,r=8,p=1'), false],
    ['one that needs too much time', withCost('ln=16,r=8,p=9'), false],
    ['one without a cost', withCost('ln=0,r=0,p=0'), false],
    ['one of more digits than there are', withCost('ln=999,r=8,p=1'), false],
    ['one of another method', PASSLIB.replace('scrypt', 'argon2id'), false],
    ['one that is cut', PASSLIB.slice(0, -1), false],
    ['one with more after it', `${PASSLIB}\n`, false],
    ['a password', 'hunter2', false],
    ['nothing', '', false],
  ])('%s', (_name, text, expected) => {
    expect(isPasswordHash(text)).toBe(expected);
  });

  test('a hash that is none is an error, not a wrong password', async () => {
    await expect(verifyPassword('hunter2', 'hunter2')).rejects.toThrow('this is no password hash that Vigil can read');
  });
});

test('an impossible hash costs as much as the one it stands for, and no password fits it', async () => {
  const hash = impossibleHash(PASSLIB);
  expect(hash).toMatch(/^\$scrypt\$ln=16,r=8,p=1\$/);
  expect(hash).toHaveLength(PASSLIB.length);
  expect(await verifyPassword('password', hash)).toBe(false);
  expect(impossibleHash(null)).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$/);
});

test('the demo users have their names for passwords', async () => {
  for (const { name, passwordHash } of DEMO_USERS) expect(await verifyPassword(name, passwordHash)).toBe(true);
});
