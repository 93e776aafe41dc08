import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPreferences, pinSchema } from '#lib/access/preferences.ts';

const CLOCK = { now: () => 5_000 };
const WEB01 = { path: '/hosts/web01', name: 'web01', about: 'host' };
const pin = (n: number) => ({ path: `/hosts/h${n}`, name: `h${n}`, about: 'host' });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-preferences-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function start() {
  const errors: string[] = [];
  return { book: await openPreferences(folder, CLOCK, (error) => errors.push(String(error))), errors };
}

test('what somebody chose is his alone and on disk when the answer comes, by his name in whatever letters', async () => {
  const { book } = await start();
  await book.change('Ann', { pin: WEB01 });
  await book.change('Ann', { display: 'dark.Europe/Vienna' });
  const { book: again } = await start();
  expect(again.of('ANN')).toEqual({ display: 'dark.Europe/Vienna', pins: [WEB01] });
  expect([again.of('bob'), again.of('__proto__'), again.count()]).toEqual([{ display: null, pins: [] }, { display: null, pins: [] }, 1]);
  expect(statSync(join(folder, 'preferences.json')).mode & 0o777).toBe(0o600);
});

test('a place is pinned once, and unpinned by its path', async () => {
  const { book } = await start();
  await book.change('ann', { pin: WEB01 });
  await book.change('ann', { pin: pin(1) });
  expect((await book.change('ann', { pin: { ...WEB01, name: 'other' } }))?.pins).toEqual([pin(1), { ...WEB01, name: 'other' }]);
  expect((await book.change('ann', { unpin: WEB01.path }))?.pins).toEqual([pin(1)]);
  expect((await book.change('ann', { unpin: '/nowhere' }))?.pins).toEqual([pin(1)]);
});

test('there are at most 40, and the next changes nothing', async () => {
  const { book } = await start();
  for (let n = 0; n < 40; n += 1) await book.change('ann', { pin: pin(n) });
  expect(await book.change('ann', { pin: pin(40) })).toBeNull();
  expect(await book.change('ann', { pin: pin(7) })).not.toBeNull();
  expect(book.of('ann').pins).toHaveLength(40);
});

test.each([
  ['/hosts/web01', true],
  ['/haproxy#haproxy%2Fweb', true],
  ['/charts?s=redis%2Fa%2Fb%2Finfo%7C%7CMemory&range=24h', true],
  ['//evil.example/x', false],
  ['/\\evil.example', false],
  ['https://evil.example', false],
  ['javascript:alert(1)', false],
  ['/a b', false],
  [`/${'x'.repeat(700)}`, false],
])('the path %j may be pinned: %s', (path, isGood) => {
  expect(pinSchema.safeParse({ ...WEB01, path }).success).toBe(isGood);
});

test('a file that cannot be believed is set aside and said', async () => {
  writeFileSync(join(folder, 'preferences.json'), '{"users": [{"user": "ann", "display": null, "pins": [{"path": "//evil"}]}]}');
  const { book, errors } = await start();
  expect([book.of('ann').pins, errors]).toEqual([
    [],
    [expect.stringContaining('What people have pinned and chosen is not known any more')],
  ]);
});

test('where it cannot be written it holds until Vigil ends, and that is said', async () => {
  const { book, errors } = await start();
  mkdirSync(join(folder, 'preferences.json.new'));
  expect((await book.change('ann', { pin: WEB01 }))?.pins).toEqual([WEB01]);
  expect([book.of('ann').pins, book.unkept()?.since, errors.length]).toEqual([[WEB01], 5_000, 1]);
  rmSync(join(folder, 'preferences.json.new'), { recursive: true });
  await book.change('ann', { pin: pin(1) });
  expect([book.unkept(), readFileSync(join(folder, 'preferences.json'), 'utf8').includes('web01')]).toEqual([null, true]);
});
