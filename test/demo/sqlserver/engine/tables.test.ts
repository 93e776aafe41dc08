import { expect, test } from 'vitest';
import type { Instance } from '#demo/sqlserver/engine/catalog.ts';
import { ask, rowsOf, signIn, testInstance } from './ask.ts';

/** An instance with a table that is made by its words: three rows, ids by itself, no code twice. */
async function world(): Promise<Instance> {
  const instance = testInstance();
  const session = signIn(instance, { database: 'Core' });
  const made = `CREATE TABLE app.posts (id int IDENTITY PRIMARY KEY, code nvarchar(5) NOT NULL, kind int NULL, score int NOT NULL DEFAULT 7);
    CREATE UNIQUE NONCLUSTERED INDEX IX_code ON app.posts (code, kind DESC) INCLUDE (score);
    CREATE INDEX IX_some ON app.posts (score) WHERE score > 5;
    INSERT INTO app.posts (code, kind) VALUES ('a', 1), ('b', NULL), ('c', 1)`;
  expect((await ask(session, made)).errors).toEqual([]);
  instance.logins.set('half', { password: 'x', permissions: new Set(['SELECT on Core.app.posts', 'UPDATE on Core.app.posts']) });
  return instance;
}

const ALL = 'SELECT id, code, kind, score FROM app.posts ORDER BY id';

test.each([
  [
    "INSERT INTO app.posts (code, kind) VALUES ('A', 1)",
    2601,
    "Cannot insert duplicate key row in object 'app.posts' with unique index 'IX_code'. The duplicate key value is (A, 1).",
  ],
  [
    "INSERT INTO app.posts (code) VALUES ('b')",
    2601,
    "Cannot insert duplicate key row in object 'app.posts' with unique index 'IX_code'. The duplicate key value is (b, <NULL>).",
  ],
  [
    "INSERT INTO app.posts (code) VALUES ('x'), ('X')",
    2601,
    "Cannot insert duplicate key row in object 'app.posts' with unique index 'IX_code'. The duplicate key value is (X, <NULL>).",
  ],
  [
    "UPDATE app.posts SET code = 'a' WHERE id = 3",
    2601,
    "Cannot insert duplicate key row in object 'app.posts' with unique index 'IX_code'. The duplicate key value is (a, 1).",
  ],
  [
    "SET IDENTITY_INSERT app.posts ON; INSERT INTO app.posts (id, code) VALUES (2, 'z')",
    2627,
    "Violation of PRIMARY KEY constraint 'PK__id'. Cannot insert duplicate key in object 'app.posts'. The duplicate key value is (2).",
  ],
  ['CREATE INDEX IX ON app.posts (nothing)', 1911, "Column name 'nothing' does not exist in the target table or view."],
  [
    'CREATE INDEX IX ON app.nothing (a)',
    1088,
    'Cannot find the object "app.nothing" because it does not exist or you do not have permissions.',
  ],
])('%s is refused with %i and changes nothing', async (text, number, message) => {
  const session = signIn(await world(), { database: 'Core' });
  const before = await rowsOf(session, ALL);
  expect((await ask(session, text)).errors).toMatchObject([{ number, message }]);
  expect(await rowsOf(session, ALL)).toEqual(before);
});

test('rows that change places under a unique key do not stand in their own way', async () => {
  const session = signIn(await world(), { database: 'Core' });
  expect((await ask(session, "UPDATE app.posts SET code = CASE id WHEN 1 THEN 'c' ELSE 'a' END WHERE id IN (1, 3)")).errors).toEqual([]);
  expect(await rowsOf(session, "SELECT id FROM app.posts WHERE code IN ('a', 'c') ORDER BY code")).toEqual([['3'], ['1']]);
});

test.each<[string, string, string[][]]>([
  ['was inserted', "INSERT INTO app.posts (code, kind) VALUES ('d', 1)", [['1'], ['3'], ['4']]],
  ['has another value now', 'UPDATE app.posts SET kind = 1 WHERE id = 2', [['1'], ['2'], ['3']]],
  ['had that value before', 'UPDATE app.posts SET kind = 2 WHERE id = 1', [['3']]],
  ['was deleted', 'DELETE FROM app.posts WHERE id = 1', [['3']]],
  ['was deleted and taken back', 'BEGIN TRANSACTION; DELETE FROM app.posts WHERE id = 1; ROLLBACK', [['1'], ['3']]],
  ['was inserted and taken back', "BEGIN TRANSACTION; INSERT INTO app.posts (code, kind) VALUES ('d', 1); ROLLBACK", [['1'], ['3']]],
  ['was changed in place', 'UPDATE app.posts SET score += 1', [['1'], ['3']]],
  ['was truncated', 'TRUNCATE TABLE app.posts', []],
])('what %s is found by an index or no longer', async (_, change, found) => {
  const session = signIn(await world(), { database: 'Core' });
  await ask(session, 'CREATE INDEX IX_kind ON app.posts (kind)');
  const asked = 'SELECT id FROM app.posts WHERE kind = 1 AND score > 0 ORDER BY id';
  expect(await rowsOf(session, asked)).toEqual([['1'], ['3']]);
  expect((await ask(session, change)).errors).toEqual([]);
  expect(await rowsOf(session, asked)).toEqual(found);
});

test.each<[string, string[][]]>([
  ['id = 2.0', [['2']]],
  ["id = '2'", [['2']]],
  ['id = 2.5', []],
  ['id = 9223372036854775807', []],
  ['2 = id', [['2']]],
  ['id = NULL', []],
  ['id IN (1, NULL, 1)', [['1']]],
  ['id NOT IN (1, 2)', [['3']]],
  ['id NOT IN (1, NULL)', []],
  ['posts.id = 3', [['3']]],
  ["code = 'B  '", [['2']]],
  ["code IN ('A', 'bbbbbbbbbb')", [['1']]],
  ['id = 1 OR id = 3', [['1'], ['3']]],
  ['NOT id = 1', [['2'], ['3']]],
  ['id = kind', [['1']]],
])('an index finds the same rows as a scan where %s', async (where, found) => {
  const session = signIn(await world(), { database: 'Core' });
  expect(await rowsOf(session, `SELECT id FROM app.posts WHERE ${where} ORDER BY id`)).toEqual(found);
  expect(
    await rowsOf(
      session,
      `SELECT id FROM app.posts AS x CROSS JOIN (SELECT 1 AS one) AS y WHERE ${where.replace('posts.', 'x.')} ORDER BY id`,
    ),
  ).toEqual(found);
});

test.each([
  ['SELECT id FROM Core.app.posts', null],
  ['UPDATE Core.app.posts SET kind = 5', null],
  ['DELETE FROM Core.app.posts', 'DELETE'],
  ["INSERT INTO Core.app.posts (code) VALUES ('x')", 'INSERT'],
  ['UPDATE Core.app.posts SET kind = 5 OUTPUT inserted.code INTO Core.app.posts (code)', 'INSERT'],
  ['SELECT id INTO #t FROM Core.app.posts; DELETE p FROM Core.app.posts AS p JOIN #t ON #t.id = p.id', 'DELETE'],
])('with the rights to read and to update alone, %s is refused for want of %s', async (text, right) => {
  const { errors } = await ask(signIn(await world(), { userName: 'half' }), text);
  const message = `The ${right} permission was denied on the object 'posts', database 'Core', schema 'app'.`;
  expect(errors).toMatchObject(right === null ? [] : [{ number: 229, severity: 14, state: 5, message }]);
});

test('HAS_PERMS_BY_NAME tells the rights on a table', async () => {
  const session = signIn(await world(), { userName: 'half' });
  const held = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'].map((right) => `HAS_PERMS_BY_NAME('[Core].[app].[posts]', 'OBJECT', '${right}')`);
  expect(await rowsOf(session, `SELECT ${held.join(', ')}, HAS_PERMS_BY_NAME('Core.app.none', 'OBJECT', 'SELECT')`)).toEqual([
    ['1', '0', '1', '0', 'NULL'],
  ]);
});

test('who may make no table in a database makes none', async () => {
  const session = signIn(await world(), { userName: 'low' });
  for (const text of ['CREATE TABLE Core.dbo.y (a int)', 'SELECT 1 AS a INTO Core.dbo.y', 'CREATE TABLE Nowhere.dbo.y (a int)'])
    expect((await ask(session, text)).errors).toMatchObject([{ number: 262, severity: 14 }]);
});

test.each<[string, string, boolean]>([
  ['aXbXc', 'a%b%c', true],
  ['aXcXb', 'a%b%c', false],
  ['ab', 'a%b%b', false],
  ['abb', 'a%b%b', true],
  ['aab', '%ab', true],
  ['abab', '%ab', true],
  ['ab  ', '%ab', true],
  ['abc', '%b', false],
  ['a', '%a_', false],
  ['xab', '%a_', true],
  ['a\nb', 'a%b', true],
  ['', '%', true],
  ['50%', '%!%', false],
  ['50%', '%!%%', true],
])('%j LIKE %j: %s', async (text, pattern, fits) => {
  const mark = pattern.includes('!%%') ? " ESCAPE '!'" : '';
  const [[answer] = []] = await rowsOf(signIn(testInstance()), `SELECT CASE WHEN N'${text}' LIKE '${pattern}'${mark} THEN 1 ELSE 0 END`);
  expect(answer).toBe(fits ? '1' : '0');
});
