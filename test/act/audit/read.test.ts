import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Audit } from '#lib/act/audit/audit.ts';
import { exportRows } from '#lib/act/audit/export.ts';
import type { OpenFile } from '#lib/act/audit/place.ts';
import type { AuditFilter, AuditRow } from '#lib/act/audit/row.ts';
import { until } from '#test/fakes/until.ts';
import {
  ANNA,
  answered,
  asked,
  attended,
  ended,
  openTestAudit,
  randomEntries,
  refused,
  SIGNED_IN,
  seeded,
  step,
  temporaryFolder,
  writtenAudit,
} from './entries.ts';

const EVERYTHING = () => true;
const ONLY_HAPROXY = (system: string | null) => system === 'haproxy';

async function readPages(
  audit: Audit,
  filter: AuditFilter,
  mayView: (system: string | null) => boolean,
  limit: number,
): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for (let before: number | null = null; ; ) {
    const page = await audit.read(filter, mayView, { before, limit });
    rows.push(...page.rows);
    if (page.next === null) return rows;
    before = page.next;
  }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe.each([1, 2, 3])('a random audit over many files (%i)', (seed) => {
  test.each<[string, AuditFilter, (system: string | null) => boolean]>([
    ['everything', {}, EVERYTHING],
    ['one system', {}, ONLY_HAPROXY],
    ['what matches', { action: 'drain', result: 'confirmed' }, EVERYTHING],
  ])('page by page gives what one big read gives, and so does reading it from the oldest on: %s', async (_name, filter, mayView) => {
    const folder = await writtenAudit(randomEntries(seeded(seed), 150), { maxFileBytes: 5_000 });
    const audit = await openTestAudit(folder);
    const whole = await audit.read(filter, mayView, { before: null, limit: 10_000 });
    expect(whole).toMatchObject({ next: null, unreadable: 0 });
    expect(whole.rows.length).toBeGreaterThan(10);
    expect(whole.rows.map(({ seq }) => seq)).toEqual(whole.rows.map(({ seq }) => seq).toSorted((one, other) => other - one));
    for (const limit of [1, 7, whole.rows.length]) expect(await readPages(audit, filter, mayView, limit)).toEqual(whole.rows);
    expect(await all(audit.rows(filter, mayView))).toEqual(whole.rows.toReversed());
  });
});

test('the newest page is read without the older files', async () => {
  const folder = await writtenAudit(randomEntries(seeded(4), 60), { maxFileBytes: 3_000 });
  const audit = await openTestAudit(folder);
  await audit.append(ANNA, SIGNED_IN);
  // Not what Vigil wrote, so that a line of it that is read is counted.
  for (const name of readdirSync(folder)
    .filter((name) => name.startsWith('audit-'))
    .sort()
    .slice(0, -2))
    writeFileSync(join(folder, name), 'x\n'.repeat(50));
  expect(await audit.read({}, EVERYTHING, { before: null, limit: 1 })).toMatchObject({ rows: [{ title: 'Signed in' }], unreadable: 0 });
});

test('a search from a moment on ends a day before it, and finds what ended later', async () => {
  const folder = temporaryFolder();
  const day = 86_400_000;
  let now = 10 * day;
  const audit = await openTestAudit(folder, { clock: { now: () => now } });
  await audit.append(ANNA, asked('old'));
  now = 20 * day;
  await audit.append(ANNA, asked('new'));
  now = 30 * day;
  await audit.append(ANNA, ended('old'));
  await audit.append(ANNA, ended('new'));
  const file = join(folder, 'audit-000001.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"kind":"started"', '"kind":"StartEd"'));
  const found = await audit.read({ from: 15 * day }, EVERYTHING, { before: null, limit: 10 });
  expect(found).toMatchObject({ rows: [{ id: 'new', result: 'confirmed' }], next: null, unreadable: 0 });
  expect(await audit.read({ from: 5 * day }, EVERYTHING, { before: null, limit: 10 })).toMatchObject({
    rows: [{ id: 'new' }, { id: 'old' }],
    unreadable: 1,
  });
});

test('a line that is not what Vigil wrote hides no other, and is counted', async () => {
  const folder = await writtenAudit([asked('a'), answered('a', 'lb1'), ended('a'), SIGNED_IN, asked('b'), ended('b')]);
  const file = join(folder, 'audit-000001.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n');
  writeFileSync(
    file,
    [...lines.slice(0, 1), lines[1]?.replace('lb1', 'lb7'), ...lines.slice(2, 4), '\u0000\u0000', ...lines.slice(4)].join('\n'),
  );
  const audit = await openTestAudit(folder);
  const { rows, unreadable } = await audit.read({}, EVERYTHING, { before: null, limit: 100 });
  expect(unreadable).toBe(2);
  expect(rows.map(({ id, action, result }) => [id, action, result])).toEqual([
    [null, 'started', 'noted'],
    ['b', 'drain', 'confirmed'],
    [null, 'signed in', 'noted'],
    [null, 'started', 'noted'],
    ['a', 'unknown', 'confirmed'],
  ]);
  for (const limit of [1, 2, 4, 5])
    expect((await readPages(audit, {}, EVERYTHING, limit)).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  expect((await all(audit.rows({}, EVERYTHING))).map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toReversed());
});

test('who may view one system gets no byte that names a node of another', async () => {
  const folder = temporaryFolder();
  const audit = await openTestAudit(folder, { maxFileBytes: 1_500 });
  const secret = { ...step('redis-node-7'), target: 'key-7' };
  for (const id of ['a', 'b', 'c']) {
    await audit.append(ANNA, asked(`h-${id}`));
    await audit.append(
      ANNA,
      asked(`r-${id}`, {
        system: 'redis',
        title: 'Fail over redis-node-7',
        steps: [secret],
        leftOut: [{ group: 'cache', node: 'redis-node-8', why: 'silent' }],
      }),
    );
    await audit.append(ANNA, answered(`r-${id}`, 'redis-node-7', { is: 'taken', answer: 'OK' }, 'redis'));
    await audit.append(ANNA, ended(`h-${id}`));
    await audit.append(ANNA, { ...refused('x', 'redis'), title: 'Fail over redis-node-7' } as typeof SIGNED_IN);
    await audit.append(ANNA, SIGNED_IN);
  }
  await audit.close();
  const again = await openTestAudit(folder);
  const page = await again.read({}, ONLY_HAPROXY, { before: null, limit: 100 });
  const exported = [
    ...(await all(exportRows(again.rows({}, ONLY_HAPROXY), 'csv'))),
    ...(await all(exportRows(again.rows({}, ONLY_HAPROXY), 'jsonl'))),
  ];
  expect(page.rows.map(({ id }) => id)).toEqual(['h-c', 'h-b', 'h-a']);
  expect(JSON.stringify(page) + exported.join('')).not.toMatch(/redis|key-7|signed/i);
  expect(JSON.stringify(await again.read({}, EVERYTHING, { before: null, limit: 100 }))).toContain('redis-node-7');
});

test.each<[string, string[], string[]]>([
  ['all of them', ['haproxy', 'redis'], ['haproxy', 'haproxy, redis', 'redis']],
  ['one of them', ['haproxy'], ['haproxy']],
  ['another', ['sql'], []],
])('what concerns several systems is seen only by who may view every one: %s', async (_name, viewed, seen) => {
  const folder = await writtenAudit([attended(['haproxy']), attended(['haproxy', 'redis']), attended(['redis'])]);
  const audit = await openTestAudit(folder);
  const mayView = (system: string | null) => system !== null && viewed.includes(system);
  const said = (rows: readonly AuditRow[]) => rows.map(({ systems }) => systems.join(', '));
  expect(said((await audit.read({}, mayView, { before: null, limit: 10 })).rows.toReversed())).toEqual(seen);
  expect(said(await all(audit.rows({}, mayView)))).toEqual(seen);
});

test('what is being written is read whole or not at all', async () => {
  const audit = await openTestAudit(temporaryFolder(), { maxFileBytes: 4_000 });
  const writing = Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      await audit.append(ANNA, asked(`a-${index}`));
      await audit.append(ANNA, ended(`a-${index}`));
    }),
  );
  let isOver = false;
  void writing.then(() => {
    isOver = true;
  });
  while (!isOver) expect((await audit.read({}, EVERYTHING, { before: null, limit: 500 })).unreadable).toBe(0);
  expect((await audit.read({ result: 'confirmed' }, EVERYTHING, { before: null, limit: 500 })).rows).toHaveLength(60);
});

test('a record is not shown before it is on disk for certain', async () => {
  const sure = Promise.withResolvers<void>();
  let isHeldUp = false;
  const openFile: OpenFile = async (path, flags, mode) => {
    const handle = await open(path, flags, mode);
    const sync = async () => {
      if (isHeldUp) await sure.promise;
      await handle.sync();
    };
    return { appendFile: (text) => handle.appendFile(text), sync, close: () => handle.close() };
  };
  const folder = temporaryFolder();
  const audit = await openTestAudit(folder, { openFile });
  isHeldUp = true;
  const writing = audit.append(ANNA, SIGNED_IN);
  const file = join(folder, 'audit-000001.jsonl');
  await until('the line is written', () => readFileSync(file, 'utf8').split('\n').length === 3);
  const page = { before: null, limit: 10 };
  expect((await audit.read({}, EVERYTHING, page)).rows.map(({ action }) => action)).toEqual(['started']);
  sure.resolve();
  await writing;
  expect((await audit.read({}, EVERYTHING, page)).rows.map(({ action }) => action)).toEqual(['signed in', 'started']);
});
