import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRevocations } from '#lib/access/revocations.ts';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';

const [ONE, OTHER] = [tokenHashOf(makeToken()), tokenHashOf(makeToken())];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-revocations-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'revoked-tokens');

test('a file that is not there revokes nothing, and neither is a folder made', async () => {
  const revocations = await openRevocations(join(folder, 'state'));
  expect([revocations.problem(), revocations.has(ONE)]).toEqual([null, false]);
  expect(() => statSync(join(folder, 'state'))).toThrow('ENOENT');
});

test('what is revoked is in the file when the answer comes, for its owner alone, and survives a restart', async () => {
  const revocations = await openRevocations(join(folder, 'state'));
  await revocations.add(ONE);
  const written = join(folder, 'state', 'revoked-tokens');
  expect(readFileSync(written, 'utf8')).toBe(`${ONE}\n`);
  expect(statSync(written).mode & 0o777).toBe(0o600);
  const again = await openRevocations(join(folder, 'state'));
  expect([again.has(ONE), again.has(OTHER)]).toEqual([true, false]);
  await again.add(OTHER);
  expect(readFileSync(written, 'utf8')).toBe(`${ONE}\n${OTHER}\n`);
});

test('it holds from the call on, before it is written', async () => {
  const revocations = await openRevocations(folder);
  const written = revocations.add(ONE);
  expect(revocations.has(ONE)).toBe(true);
  await written;
});

test('two that are revoked at once are both written', async () => {
  const revocations = await openRevocations(folder);
  await Promise.all([revocations.add(ONE), revocations.add(OTHER), revocations.add(ONE)]);
  expect(readFileSync(file(), 'utf8')).toBe(`${ONE}\n${OTHER}\n`);
});

test.each([
  ['half a line', `${ONE}\n${OTHER.slice(0, 20)}`, ':2 is no hash of a token: repair the line, then start Vigil again'],
  ['a token', 'vigil_hunter2\n', ':1 is no hash of a token: repair the line, then start Vigil again'],
])('a file with %s is not believed, and not written over', async (_name, content, words) => {
  writeFileSync(file(), content);
  const revocations = await openRevocations(folder);
  expect(revocations.problem()).toBe(`${file()}${words}`);
  await expect(revocations.add(OTHER)).rejects.toThrow(words);
  expect(revocations.has(OTHER)).toBe(true);
  expect(readFileSync(file(), 'utf8')).toBe(content);
});

test('a file that cannot be read is a problem in words', async () => {
  mkdirSync(file());
  const revocations = await openRevocations(folder);
  expect(revocations.problem()).toBe(`${file()} cannot be read (EISDIR): make it readable for Vigil, then start Vigil again`);
});

test('what cannot be written is told in words, holds all the same, and is written with the next', async () => {
  const revocations = await openRevocations(folder);
  mkdirSync(`${file()}.new`);
  await expect(revocations.add(ONE)).rejects.toThrow(`${file()} cannot be written (EISDIR)`);
  expect(revocations.has(ONE)).toBe(true);
  rmSync(`${file()}.new`, { recursive: true });
  await revocations.add(OTHER);
  expect(readFileSync(file(), 'utf8')).toBe(`${ONE}\n${OTHER}\n`);
});
