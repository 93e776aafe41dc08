import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { isOfFileSystem } from '#lib/state/draft-file.ts';

const missing = await readFile('/nowhere/at/all').catch((error: unknown) => error);

test.each([
  ['an error of the file system', missing, true],
  ['what says that one was the cause', new Error('not kept', { cause: new Error('not written', { cause: missing }) }), true],
  ['a mistake of ours', new TypeError('x is not a function'), false],
  ['something that is no error', 'ENOSPC', false],
])('%s is told from a bug', (_, error, expected) => {
  expect(isOfFileSystem(error)).toBe(expected);
});
