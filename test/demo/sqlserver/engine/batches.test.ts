import { expect, test } from 'vitest';
import { Cancelled } from '#demo/sqlserver/engine/cancelled.ts';
import { addObject } from '#demo/sqlserver/engine/catalog.ts';
import { addTable, ask, columns, rowsOf, signIn, testInstance } from './ask.ts';

function world() {
  const instance = testInstance();
  addTable(instance, 'master.dbo.t', columns('id int identity', 'name varchar(20) not null', 'n int'), [
    [1, 'a', 10],
    [2, 'b', 20],
    [3, 'C', null],
  ]);
  return instance;
}

test('INSERT gives new numbers and answers what OUTPUT names', async () => {
  const session = signIn(world());
  const { sets } = await ask(session, "INSERT INTO dbo.t (name, n) OUTPUT inserted.id, inserted.name VALUES ('d', 1), ('e', DEFAULT)");
  expect(sets[0]?.rows).toEqual([
    ['4', 'd'],
    ['5', 'e'],
  ]);
  expect(await rowsOf(session, 'SELECT SCOPE_IDENTITY(), COUNT(*) FROM dbo.t')).toEqual([['5', '5']]);
});

test("a number of one's own goes in with IDENTITY_INSERT only, and the count goes on from it", async () => {
  const session = signIn(world());
  const sql =
    "SET IDENTITY_INSERT dbo.t ON; INSERT INTO dbo.t (id, name) VALUES (50, 'x'); SET IDENTITY_INSERT dbo.t OFF; INSERT INTO dbo.t (name) VALUES ('y')";
  expect((await ask(session, sql)).errors).toEqual([]);
  expect(await rowsOf(session, "SELECT id FROM dbo.t WHERE name IN ('x', 'y')")).toEqual([['50'], ['51']]);
});

test('UPDATE through an alias and a join changes the rows of its table only', async () => {
  const session = signIn(world());
  const sql = "UPDATE x SET n += y.v OUTPUT inserted.n, deleted.n FROM dbo.t x JOIN (VALUES ('A', 5), ('z', 1)) AS y(k, v) ON y.k = x.name";
  expect((await ask(session, sql)).sets[0]?.rows).toEqual([['15', '10']]);
  expect(await rowsOf(session, 'SELECT n FROM dbo.t ORDER BY id')).toEqual([['15'], ['20'], ['NULL']]);
});

test('DELETE TOP takes so many and counts them', async () => {
  const session = signIn(world());
  const { sets, counts } = await ask(
    session,
    'DELETE TOP (2) FROM dbo.t WHERE id > 0; SELECT @@ROWCOUNT AS gone; SELECT COUNT(*) FROM dbo.t',
  );
  expect(sets.map(({ rows }) => rows)).toEqual([[['2']], [['1']]]);
  expect(counts[0]).toBe(2);
});

test('an INSERT of which one row is refused changes nothing', async () => {
  const session = signIn(world());
  await ask(session, "INSERT INTO dbo.t (name) VALUES ('x'), (NULL)");
  expect(await rowsOf(session, 'SELECT COUNT(*) FROM dbo.t')).toEqual([['3']]);
});

test('ROLLBACK takes back what the session changed, COMMIT keeps it', async () => {
  const session = signIn(world());
  await ask(session, 'BEGIN TRAN; DELETE FROM dbo.t; UPDATE dbo.t SET n = 0; ROLLBACK');
  expect(await rowsOf(session, 'SELECT COUNT(*), @@TRANCOUNT FROM dbo.t')).toEqual([['3', '0']]);
  await ask(session, 'BEGIN TRAN; DELETE FROM dbo.t WHERE id = 1; COMMIT');
  expect(await rowsOf(session, 'SELECT COUNT(*) FROM dbo.t')).toEqual([['2']]);
});

test('a connection that is gone leaves no half of a transaction', async () => {
  const instance = world();
  const session = signIn(instance);
  await ask(session, 'BEGIN TRAN; DELETE FROM dbo.t');
  session.close();
  expect(await rowsOf(signIn(instance), 'SELECT COUNT(*) FROM dbo.t')).toEqual([['3']]);
});

test('a temporary table lives as long as its session', async () => {
  const instance = world();
  const session = signIn(instance);
  const sql = "SELECT id, name INTO #x FROM dbo.t; INSERT INTO #x VALUES (9, 'nine'); SELECT COUNT(*) AS n FROM #x";
  expect(await rowsOf(session, sql)).toEqual([['4']]);
  expect(
    await rowsOf(
      session,
      "SELECT name FROM #x WHERE id = 9; IF OBJECT_ID('tempdb..#x') IS NOT NULL DROP TABLE #x; SELECT OBJECT_ID('tempdb..#x')",
    ),
  ).toEqual([['NULL']]);
  expect((await ask(session, 'SELECT 1 FROM #x')).errors[0]).toMatchObject({ number: 208 });
});

test('variables, IF, WHILE and table variables', async () => {
  const sql = `DECLARE @i int = 0, @sum int; DECLARE @t TABLE (v int, w varchar(5) DEFAULT 'x');
    WHILE @i < 10 BEGIN SET @i += 1; IF @i = 3 CONTINUE; IF @i = 6 BREAK; INSERT INTO @t (v) VALUES (@i) END
    SELECT @sum = SUM(v) FROM @t;
    IF @sum > 100 SELECT 'much' AS a ELSE SELECT @sum AS a, MAX(w) AS b FROM @t`;
  expect(await rowsOf(signIn(world()), sql)).toEqual([['12', 'x']]);
});

test('parameters reach the batch by name', async () => {
  const params = [{ name: '@who', type: { name: 'nvarchar' as const, length: 20 }, value: 'B', isOutput: false }];
  expect(await rowsOf(signIn(world()), 'SELECT TOP (1) id FROM dbo.t WHERE name = @WHO', params)).toEqual([['2']]);
});

test('EXEC runs a text, sp_executesql with its parameters, and a procedure of the catalogue', async () => {
  const instance = world();
  addObject(instance, 'sys.sp_hello', {
    kind: 'procedure',
    run: (args) => [{ columns: columns('said nvarchar(20)'), rows: args.map(({ value }) => [String(value)]) }],
  });
  const session = signIn(instance);
  expect(await rowsOf(session, "EXEC ('SELECT COUNT(*) FROM dbo.t')")).toEqual([['3']]);
  expect(await rowsOf(session, "EXEC sp_executesql N'SELECT name FROM dbo.t WHERE id = @id', N'@id int', @id = 2")).toEqual([['b']]);
  expect(await rowsOf(session, "EXEC sp_hello N'you'")).toEqual([['you']]);
  expect(await rowsOf(session, "CREATE TABLE #h (s nvarchar(20)); INSERT INTO #h EXEC sp_hello 'me'; SELECT s FROM #h")).toEqual([['me']]);
});

test('what EXEC sets, makes and enters ends with it; what it changes stays', async () => {
  const session = signIn(world());
  const inner = 'SET NOCOUNT ON; USE Core; SELECT 1 AS a INTO #inner; INSERT INTO #outer VALUES (2)';
  const { counts } = await ask(session, `SELECT 1 AS a INTO #outer; EXEC ('${inner}'); SELECT DB_NAME(), COUNT(*) FROM #outer`);
  expect(counts.at(-1)).toBe(1);
  expect(await rowsOf(session, 'SELECT DB_NAME(), COUNT(*) FROM #outer')).toEqual([['master', '2']]);
  expect((await ask(session, 'SELECT a FROM #inner')).errors[0]).toMatchObject({ number: 208 });
});

test('common tables, recursive ones too, and APPLY', async () => {
  const session = signIn(world());
  const numbers = 'WITH n AS (SELECT 1 AS v UNION ALL SELECT v + 1 FROM n WHERE v < 4), m (w) AS (SELECT v * 10 FROM n)';
  expect(await rowsOf(session, `${numbers} SELECT MAX(n.v), MAX(m.w) FROM n CROSS JOIN m`)).toEqual([['4', '40']]);
  const applied =
    'SELECT t.id, a.best FROM dbo.t OUTER APPLY (SELECT TOP 1 o.n AS best FROM dbo.t o WHERE o.id < t.id ORDER BY o.n DESC) a ORDER BY t.id';
  expect(await rowsOf(session, applied)).toEqual([
    ['1', 'NULL'],
    ['2', '10'],
    ['3', '20'],
  ]);
});

test('pages, ties, STRING_AGG and the order of the collation', async () => {
  const session = signIn(world());
  expect(await rowsOf(session, 'SELECT name FROM dbo.t ORDER BY name DESC OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY')).toEqual([['b']]);
  expect(await rowsOf(session, "SELECT STRING_AGG(name, '-') WITHIN GROUP (ORDER BY name DESC) FROM dbo.t")).toEqual([['C-b-a']]);
  expect(await rowsOf(session, 'SELECT TOP (1) WITH TIES v FROM (VALUES (1), (1), (2)) x(v) ORDER BY v')).toEqual([['1'], ['1']]);
});

test('xml is read by value() and nodes()', async () => {
  const sql = `DECLARE @x xml = '<r a="1"><i n="5">five</i><i n="6"/></r>';
    SELECT i.c.value('@n', 'int') AS n, i.c.value('(./text())[1]', 'nvarchar(10)') AS t, @x.value('(/r/@a)[1]', 'int') AS a FROM @x.nodes('/r/i') AS i(c)`;
  expect(await rowsOf(signIn(world()), sql)).toEqual([
    ['5', 'five', '1'],
    ['6', 'NULL', '1'],
  ]);
});

test('one statement reads a view once, and sees the moment at which it began', async () => {
  const instance = world();
  let reads = 0;
  const count = () => {
    reads += 1;
    return [[reads]];
  };
  addObject(instance, 'sys.dm_count', { kind: 'view', columns: columns('a int'), rows: count });
  const session = signIn(instance);
  expect(await rowsOf(session, 'SELECT x.a, y.a FROM sys.dm_count x CROSS JOIN sys.dm_count y')).toEqual([['1', '1']]);
  expect(await rowsOf(session, 'SELECT a FROM sys.dm_count')).toEqual([['2']]);
});

test.each([
  ['a view that never answers', 'SELECT a FROM sys.dm_hanging'],
  ['WAITFOR', "WAITFOR DELAY '01:00:00'"],
  ['an endless loop', 'WHILE 1 = 1 DECLARE @x int'],
])('%s ends when its client cancels', async (_what, sql) => {
  const instance = world();
  addObject(instance, 'sys.dm_hanging', { kind: 'view', columns: columns('a int'), rows: () => new Promise<never>(() => {}) });
  const cancel = new AbortController();
  const session = signIn(instance);
  const asked = ask(session, sql, [], cancel.signal);
  setImmediate(() => cancel.abort());
  await expect(asked).rejects.toThrow(Cancelled);
  expect(await rowsOf(session, 'SELECT 1')).toEqual([['1']]);
});

test('a session that is reset forgets its options, tables and transaction', async () => {
  const session = signIn(world());
  await ask(session, 'SET NOCOUNT ON; SELECT 1 AS a INTO #x; USE Core; BEGIN TRAN');
  session.reset();
  expect([session.database, session.isInTransaction]).toEqual(['master', false]);
  expect((await ask(session, 'SELECT a FROM #x')).errors[0]).toMatchObject({ number: 208 });
  expect((await ask(session, 'SELECT 1')).counts).toEqual([1]);
});
