import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { FetchError } from '#lib/failure.ts';
import { Ending } from '#lib/io/ending.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const GONE = new FetchError('protocol', 'the connection is gone');
const never = (): Promise<never> => new Promise(() => undefined);

test('what comes before the end is given, and its failure too', async () => {
  const ending = new Ending();
  expect(await ending.orEnd(Promise.resolve(7))).toBe(7);
  await expect(ending.orEnd(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
});

test('everybody who waits is told of the first end, and whoever comes later at once', async () => {
  const ending = new Ending();
  const waiting = [ending.orEnd(never()), ending.orEnd(never())];
  ending.end(GONE);
  ending.end(new FetchError('timeout', 'another'));
  for (const one of [...waiting, ending.orEnd(never())]) await expect(one).rejects.toBe(GONE);
});

test('what had come already is given though the end has come', async () => {
  const ending = new Ending();
  ending.end(GONE);
  expect(await ending.orEnd(Promise.resolve('whole'))).toBe('whole');
});

test('an answer is not kept by the end that it was waited for beside, however long that does not come', async () => {
  const ending = new Ending();
  const asked = async (): Promise<WeakRef<object>> =>
    new WeakRef(await ending.orEnd(Promise.resolve({ rows: Array(1_000).fill('a row') })));
  const answers: WeakRef<object>[] = [];
  for (let round = 0; round < 20; round += 1) answers.push(await asked());
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  expect(answers.filter((answer) => answer.deref() !== undefined)).toEqual([]);
});
