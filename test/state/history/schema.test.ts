import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { migrate, SCHEMA_VERSION, schemaVersion } from '#lib/state/history/schema.ts';
import type { Migration } from '#lib/state/history/table.ts';
import { openForTest, START_AT, testClock, testFolder } from './open-for-test.ts';
import { eventAt, ever, everything, readingAt } from './things.ts';

const STEPS: readonly Migration[] = [
  { version: 1, run: 'CREATE TABLE one (a INTEGER) STRICT' },
  { version: 1, run: 'CREATE TABLE other (a INTEGER) STRICT' },
  { version: 2, run: 'ALTER TABLE one ADD COLUMN b TEXT' },
  { version: 3, run: (database) => void database.prepare('UPDATE one SET b = ?').run('three') },
];

const upTo = (version: number): Migration[] => STEPS.filter((step) => step.version <= version);

describe('a file of an older schema', () => {
  test.each([0, 1, 2, 3])('of version %i becomes the newest with all its rows', (version) => {
    const database = new DatabaseSync(':memory:');
    migrate(database, upTo(version));
    if (version > 0) database.exec('INSERT INTO one (a) VALUES (7)');
    if (version === 3) database.exec(`UPDATE one SET b = 'three'`);
    migrate(database, STEPS);
    expect(schemaVersion(database)).toBe(3);
    expect(database.prepare('SELECT a, b FROM one').all()).toEqual(version > 0 ? [{ a: 7, b: 'three' }] : []);
    migrate(database, STEPS);
    expect(schemaVersion(database)).toBe(3);
  });

  test('stays at the last version that could be reached, whole, where a step fails', () => {
    const database = new DatabaseSync(':memory:');
    const broken: Migration[] = [...upTo(2), { version: 3, run: 'ALTER TABLE one ADD COLUMN c TEXT; SELECT nonsense' }];
    expect(() => migrate(database, broken)).toThrow('nonsense');
    expect(schemaVersion(database)).toBe(2);
    database.exec('INSERT INTO one (a) VALUES (7)');
    expect(database.prepare('SELECT * FROM one').all()).toEqual([{ a: 7, b: null }]);
    migrate(database, STEPS);
    expect(database.prepare('SELECT * FROM one').all()).toEqual([{ a: 7, b: 'three' }]);
  });
});

test('a file that a newer Vigil wrote is not opened and not changed, and it is said what to do', async () => {
  const folder = await testFolder();
  const file = join(folder, 'history.sqlite');
  const newer = new DatabaseSync(file);
  newer.exec(`CREATE TABLE later (a); PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  newer.close();
  const { history } = await openForTest({ folder });
  const words = `A newer Vigil wrote the history (its schema is ${SCHEMA_VERSION + 1}, this one knows up to ${SCHEMA_VERSION}), and it is left as it is: start that Vigil, or name another state.folder.`;
  expect(history.state().trouble?.words).toContain(words);
  await expect(history.groups(ever)).rejects.toMatchObject({ kind: 'newer', message: words });
  await history.close();
  const after = new DatabaseSync(file);
  expect(schemaVersion(after)).toBe(SCHEMA_VERSION + 1);
  expect(after.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'later' }]);
  after.close();
});

async function writtenFolder(): Promise<string> {
  const folder = await testFolder();
  const { history } = await openForTest({ folder });
  for (let i = 0; i < 500; i += 1) {
    history.addEvent(eventAt(START_AT + i, { words: `event ${i} ${'x'.repeat(200)}` }));
    history.addReading(readingAt(START_AT + i * 1_000, i));
  }
  await history.close();
  return folder;
}

describe('a file that cannot be believed is set aside and never written over, in words, and a new one is begun', () => {
  test.each<[string, (file: string) => void]>([
    ['garbage', (file) => writeFileSync(file, 'garbage '.repeat(1_000))],
    ['another kind of file', (file) => writeFileSync(file, '{"a": 1}')],
    ['cut in the middle', (file) => truncateSync(file, 20 * 4_096)],
    ['cut within its first page', (file) => truncateSync(file, 100)],
    ['overwritten at its beginning', (file) => writeFileSync(file, Buffer.alloc(100), { flag: 'r+' })],
  ])('%s', async (_name, spoil) => {
    const folder = await writtenFolder();
    const file = join(folder, 'history.sqlite');
    spoil(file);
    const spoilt = readFileSync(file);
    const { history, errors } = await openForTest({ folder, boot: 'two', clock: testClock(START_AT + 9) });
    const aside = `${file}.not-believed-${START_AT + 9}`;
    expect(errors).toEqual([
      expect.stringMatching(
        /^What was kept before is not known any more: .* cannot be believed \(.*\)\. It lies in .* now, and a new one is begun\.$/,
      ),
    ]);
    expect(readFileSync(aside)).toEqual(spoilt);
    history.addEvent(eventAt(START_AT + 10, { words: 'later' }));
    await history.close();
    const again = await openForTest({ folder, boot: 'three' });
    expect((await again.history.events({ ...ever, ...everything })).map(({ words }) => words)).toEqual(['later', errors[0]]);
    expect(readdirSync(folder).filter((name) => name.includes('not-believed'))).toEqual([`history.sqlite.not-believed-${START_AT + 9}`]);
  });

  test('an empty file is a new one', async () => {
    const folder = await testFolder();
    writeFileSync(join(folder, 'history.sqlite'), '');
    const { history, errors } = await openForTest({ folder });
    expect(history.state().trouble).toBeNull();
    expect(errors).toEqual([]);
  });
});
