import { expect, test } from 'vitest';
import { addDatabase, addObject } from '#demo/sqlserver/engine/catalog.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';
import { addTable, ask, columns, signIn, testInstance } from './ask.ts';

function world(major = 16) {
  const instance = testInstance(major);
  addTable(instance, 'master.dbo.t', columns('id int identity', 'name varchar(5) not null', 'n int'), [
    [1, 'a', 1],
    [2, 'b', null],
  ]);
  addObject(instance, 'sys.dm_secret', { kind: 'view', columns: columns('a int'), requires: 'VIEW SERVER STATE', rows: () => [[1]] });
  addObject(instance, 'sys.dm_new', { kind: 'view', since: 15, columns: columns('a int'), rows: () => [[1]] });
  const made = [...columns('a int'), { ...columns('b int')[0], name: 'b', type: { name: 'int' as const }, since: 14 }];
  addObject(instance, 'sys.dm_grown', { kind: 'view', columns: made, rows: () => [{ a: 1, b: 2 }] });
  addObject(instance, 'sys.dm_f', {
    kind: 'tableFunction',
    parameters: [{ name: 'int' }],
    columns: columns('x int'),
    rows: ([value]) => [[Number(value)]],
  });
  const away = addDatabase(instance, 'Away');
  away.refuses = () =>
    new SqlError(
      976,
      "The target database, 'Away', is participating in an availability group and is currently not accessible for queries.",
      { severity: 14 },
    );
  addTable(instance, 'Away.dbo.x', columns('a int'));
  return instance;
}

test.each([
  ['SELECT *\nFROM sys.nope', 208, 16, 2],
  ['SELECT\n  nope\nFROM dbo.t', 207, 16, 2],
  ['SELECT x.nope FROM dbo.t x', 207, 16, 1],
  ['SELECT y.id FROM dbo.t x', 4104, 16, 1],
  ['SELECT id FROM dbo.t a JOIN dbo.t b ON 1 = 1', 209, 16, 1],
  ['SELECT 1 FROM dbo.t a JOIN dbo.t a ON 1 = 1', 1011, 16, 1],
  ['SELECT (1', 102, 15, 1],
  ["SELECT 'abc", 105, 15, 1],
  ['SELECT 1\nWHERE @nope = 1', 137, 15, 2],
  ['SELECT nofn(1)', 195, 15, 1],
  ['SELECT LEFT(1)', 174, 15, 1],
  ['SELECT name, COUNT(*) FROM dbo.t', 8120, 16, 1],
  ['SELECT 1 WHERE MAX(1) > 1', 147, 15, 1],
  ['SELECT 1 WHERE ROW_NUMBER() OVER (ORDER BY 1) = 1', 4108, 15, 1],
  ["SELECT SUM('a')", 8117, 16, 1],
  ["SELECT 'a' - 'b'", 8117, 16, 1],
  ['SELECT 1 UNION SELECT 1, 2', 205, 16, 1],
  ['SELECT n.a FROM (SELECT 1) n', 8155, 16, 1],
  ['SELECT 1 ORDER BY 2', 108, 15, 1],
  ['SELECT DISTINCT name FROM dbo.t ORDER BY n', 145, 15, 1],
  ['SELECT (SELECT 1, 2)', 116, 16, 1],
  ['SELECT x FROM sys.dm_f(1, 2)', 8144, 16, 1],
  ['SELECT x FROM sys.dm_f()', 313, 16, 1],
  ['SELECT dbo.nothing(1)', 4121, 16, 1],
  ['SELECT CHECKSUM(1)', 40000, 15, 1],
  ['SELECT TRY_CONVERT(varchar(30), GETDATE(), 131)', 40000, 15, 1],
  ['SELECT 1\nSELECT 1/0', 8134, 16, 2],
  ["SELECT\nCAST('abc' AS int)", 245, 16, 1],
  ["SELECT CAST('abc' AS bigint)", 8114, 16, 1],
  ["SELECT CAST('2020-13-01' AS datetime)", 241, 16, 1],
  ['SELECT 2147483647 + 1', 8115, 16, 1],
  ['SELECT CAST(300 AS tinyint)', 8115, 16, 1],
  ['SELECT CAST(NEWID() AS int)', 529, 16, 1],
  ['SELECT (SELECT id FROM dbo.t)', 512, 16, 1],
  ['SELECT DATEADD(year, 9000, GETDATE())', 517, 16, 1],
  ['EXEC sp_nothing', 2812, 16, 1],
  ["RAISERROR('boom %d', 16, 3, 42)", 50000, 16, 1],
  ["THROW 50123, 'mine', 7", 50123, 16, 1],
  ['USE nowhere', 911, 16, 1],
  ['USE Away', 976, 14, 1],
  ['SELECT a FROM Away.dbo.x', 976, 14, 1],
  ["INSERT INTO dbo.t (name) VALUES ('toolong')", 2628, 16, 1],
  ['INSERT INTO dbo.t (name) VALUES (NULL)', 515, 16, 1],
  ['INSERT INTO dbo.t (name, n) VALUES (1)', 109, 15, 1],
  ['INSERT INTO dbo.t (nope) VALUES (1)', 207, 16, 1],
  ['INSERT INTO dbo.t (id, name) VALUES (1, 1)', 544, 16, 1],
  ['UPDATE dbo.t SET id = 5', 8102, 16, 1],
  ['UPDATE sys.dm_new SET a = 1', 4406, 16, 1],
  ['COMMIT', 3902, 16, 1],
  ['ROLLBACK', 3903, 16, 1],
  ['CREATE TABLE dbo.t (a int)', 2714, 16, 1],
  ['DROP TABLE #y', 3701, 11, 1],
  ['WITH c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c) SELECT n FROM c', 530, 16, 1],
  ['SELECT 1 OPTION (MAXRECURSION 5); KILL 55', 40000, 15, 1],
])('%j is error %i, severity %i, line %i', async (sql, number, severity, line) => {
  const { errors } = await ask(signIn(world()), sql);
  expect(errors.map((error) => ({ number: error.number, severity: error.severity, line: error.line }))).toEqual([
    { number, severity, line },
  ]);
});

test('a wrong column anywhere in a batch is told before the first row of it', async () => {
  const { sets, errors } = await ask(signIn(world()), 'SELECT 1 AS a;\nSELECT nope FROM dbo.t');
  expect(sets).toEqual([]);
  expect(errors.map(({ number, line }) => [number, line])).toEqual([[207, 2]]);
});

test('a name that is not there yet is looked for when its statement is reached', async () => {
  const { sets, errors } = await ask(signIn(world()), 'SELECT 1 AS a;\nSELECT a FROM sys.nope');
  expect(sets.map(({ rows }) => rows)).toEqual([[['1']]]);
  expect(errors.map(({ number, line }) => [number, line])).toEqual([[208, 2]]);
});

test('a division by zero ends its statement, and the batch goes on', async () => {
  const { sets, errors } = await ask(signIn(world()), 'SELECT 1/0 AS x; SELECT 2 AS y');
  expect(errors.map(({ number }) => number)).toEqual([8134]);
  expect(sets.at(-1)?.rows).toEqual([['2']]);
});

test('a conversion that fails ends the batch', async () => {
  const { sets } = await ask(signIn(world()), "SELECT CAST('x' AS int) AS x; SELECT 2 AS y");
  expect(sets.flatMap(({ rows }) => rows)).toEqual([]);
});

test('CATCH sees number, severity, state, line and message', async () => {
  const sql =
    'BEGIN TRY\n  SELECT 1/0\nEND TRY\nBEGIN CATCH\n  SELECT ERROR_NUMBER(), ERROR_SEVERITY(), ERROR_STATE(), ERROR_LINE(), ERROR_MESSAGE()\nEND CATCH';
  const { sets, errors } = await ask(signIn(world()), sql);
  expect(errors).toEqual([]);
  expect(sets.at(-1)?.rows).toEqual([['8134', '16', '1', '2', 'Divide by zero error encountered.']]);
});

test('CATCH may throw what it caught, and outside of it nothing is caught', async () => {
  const { errors } = await ask(signIn(world()), "BEGIN TRY THROW 50001, 'a', 1 END TRY BEGIN CATCH THROW END CATCH");
  expect(errors.map(({ number }) => number)).toEqual([50001]);
});

test('an error within EXEC is caught around it, one of a name in the same batch is not', async () => {
  const caught = (text: string): string => `BEGIN TRY ${text} END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH`;
  const inside = await ask(signIn(world()), caught("EXEC ('SELECT nope FROM dbo.t')"));
  expect([inside.sets.at(-1)?.rows, inside.errors]).toEqual([[['207']], []]);
  const divided = await ask(signIn(world()), caught("EXEC ('SELECT 1/0')"));
  expect([divided.sets.at(-1)?.rows, divided.errors]).toEqual([[['8134']], []]);
  expect((await ask(signIn(world()), caught('SELECT a FROM dbo.nope'))).errors).toMatchObject([{ number: 208 }]);
});

test('a wider right holds the narrower ones', async () => {
  const instance = world();
  instance.logins.set('watch', { password: 'x', permissions: new Set(['VIEW SERVER STATE']) });
  const sql = "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER PERFORMANCE STATE'), HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION')";
  expect((await ask(signIn(instance, { userName: 'watch' }), sql)).sets[0]?.rows).toEqual([['1', '0']]);
});

test('a view that takes a right is refused without it, and its columns are known all the same', async () => {
  const low = signIn(world(), { userName: 'low' });
  expect((await ask(low, 'SELECT a FROM sys.dm_secret')).errors).toMatchObject([
    { number: 300, severity: 14, line: 1 },
    { number: 297, severity: 16, line: 1 },
  ]);
  const caught = await ask(low, 'BEGIN TRY SELECT a FROM sys.dm_secret END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH');
  expect([caught.errors, caught.sets.at(-1)?.rows]).toEqual([[], [['297']]]);
  expect((await ask(low, 'SELECT nope FROM sys.dm_secret')).errors[0]).toMatchObject({ number: 207 });
  expect((await ask(low, "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')")).sets[0]?.rows).toEqual([['0']]);
});

test('a view newer than the instance is not there, and a newer column neither', async () => {
  const [old, young] = [signIn(world(13)), signIn(world(15))];
  expect((await ask(old, 'SELECT a FROM sys.dm_new')).errors[0]).toMatchObject({ number: 208 });
  expect((await ask(young, 'SELECT a FROM sys.dm_new')).errors).toEqual([]);
  expect((await ask(old, 'SELECT b FROM sys.dm_grown')).errors[0]).toMatchObject({ number: 207 });
  expect((await ask(young, 'SELECT b FROM sys.dm_grown')).sets[0]?.rows).toEqual([['2']]);
});

test('a text that is too long is 8152 before 2019', async () => {
  const { errors } = await ask(signIn(world(14)), "INSERT INTO dbo.t (name) VALUES ('toolong')");
  expect(errors[0]).toMatchObject({ number: 8152 });
});

test.each([
  ['wrong', 'x', '', 18456],
  ['sa', 'wrong', '', 18456],
  ['sa', 'x', 'nowhere', 4060],
  ['sa', 'x', 'Away', 976],
])('a login as %s with %s into %j is refused with %i', (userName, password, database, number) => {
  expect(() => signIn(world(), { userName, password, database })).toThrow(expect.objectContaining({ number }));
});
