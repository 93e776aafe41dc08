import sql from 'mssql';
import { expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { aStore, ask, FIRST_AT, poolOf, rowsOf, someErrors } from './a-store.ts';

const T = '[dbo].[Exceptions]';
const DIRTY = 'SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED;';
const IN_VAIN = { number: 1222, message: 'Lock request time out period exceeded.' };
const THREE = someErrors({}, {}, {});
const [FIRST] = THREE.map(({ GUID }) => GUID);

test.each([
  ['UPDATE', `SET LOCK_TIMEOUT 20; UPDATE ${T} SET [IsProtected] = 1`],
  ['DELETE', `SET LOCK_TIMEOUT 20; DELETE FROM ${T} WHERE [Id] IN (1, 3)`],
  ['SELECT', `SET LOCK_TIMEOUT 20; SELECT [Id] FROM ${T}`],
  ['UPDATE by an id', `SET LOCK_TIMEOUT 0; UPDATE ${T} SET [IsProtected] = 1 WHERE [Id] = 1`],
])('%s of a row that is held is given up with 1222 after LOCK_TIMEOUT, and changes nothing', async (_, text) => {
  const store = await aStore();
  store.insert(THREE);
  store.holdRows(FIRST === undefined ? [] : [FIRST]);
  await expect(ask(await poolOf(store, 'admin'), text)).rejects.toMatchObject(IN_VAIN);
  expect(store.rows().map(({ Id, IsProtected }) => [Id, IsProtected])).toEqual([
    [1, false],
    [2, false],
    [3, false],
  ]);
});

test.each([
  ['others', `SELECT COUNT(*) FROM ${T} WHERE [Id] IN (2, 3)`, 2],
  ['all, by who reads what is not committed', `${DIRTY} SELECT COUNT(*) FROM ${T}`, 3],
  ['all, by a hint', `SELECT COUNT(*) FROM ${T} WITH (NOLOCK)`, 3],
])('while a row is held, %s are read at once', async (_, text, count) => {
  const store = await aStore();
  store.insert(THREE);
  store.holdRows(FIRST === undefined ? [] : [FIRST]);
  expect(await rowsOf(await poolOf(store), text)).toEqual([[count]]);
});

test('who waits for a row goes on when it is released, with the row as it is then', async () => {
  const store = await aStore();
  store.insert(THREE);
  store.holdRows();
  const [one, other] = [await poolOf(store, 'admin'), await poolOf(store, 'admin')];
  const waiting = ask(one, `UPDATE ${T} SET [DuplicateCount] = [DuplicateCount] + 1`);
  await until('it waits', () => store.waiting() === 1);
  await ask(other, `${DIRTY} SELECT COUNT(*) FROM ${T}`);
  expect(store.waiting()).toBe(1);
  store.release();
  expect((await waiting).rowsAffected).toEqual([3]);
  expect(store.rows().map(({ DuplicateCount }) => DuplicateCount)).toEqual([2, 2, 2]);
});

test('who waits for a row and cancels is gone, and its connection is free', async () => {
  const store = await aStore();
  store.insert(THREE);
  store.holdRows();
  const pool = await poolOf(store, 'admin');
  const request = pool.request();
  const waiting = request.query(`UPDATE ${T} SET [IsProtected] = 1`);
  waiting.catch(() => {});
  await until('it waits', () => store.waiting() === 1);
  request.cancel();
  await expect(waiting).rejects.toMatchObject({ code: 'ECANCEL' });
  await until('nobody waits', () => store.waiting() === 0);
  store.release();
  expect(await rowsOf(pool, `SELECT COUNT(*) FROM ${T} WHERE [IsProtected] = 1`)).toEqual([[0]]);
});

test('a transaction that is rolled back takes back its own changes and nobody else’s', async () => {
  const store = await aStore();
  store.insert(THREE);
  const before = store.rows();
  const transaction = new sql.Transaction(await poolOf(store, 'owner'));
  await transaction.begin();
  await ask(transaction, `UPDATE ${T} SET [IsProtected] = 1 WHERE [Id] = 1`);
  await ask(transaction, `UPDATE ${T} SET [DuplicateCount] = 9 WHERE [Id] = 1`);
  await ask(transaction, `DELETE FROM ${T} WHERE [Id] = 2`);
  const names = '[GUID], [ApplicationName], [MachineName], [CreationDate], [Type]';
  await ask(transaction, `INSERT INTO ${T} (${names}) VALUES (NEWID(), N'a', N'b', @p1, N'c')`, new Date(FIRST_AT));
  const other = await poolOf(store, 'admin');
  await ask(other, `UPDATE ${T} SET [Category] = N'theirs' WHERE [Id] = 3`);
  expect(await rowsOf(other, `${DIRTY} SELECT [Id], [DuplicateCount] FROM ${T} ORDER BY [Id]`)).toEqual([
    ['1', 9],
    ['3', 1],
    ['4', 1],
  ]);
  await expect(ask(other, `SET LOCK_TIMEOUT 10; UPDATE ${T} SET [Category] = N'theirs'`)).rejects.toMatchObject(IN_VAIN);
  await transaction.rollback();
  expect(store.rows()).toEqual(before.map((row) => (row.Id === 3 ? { ...row, Category: 'theirs' } : row)));
  expect((await ask(other, `UPDATE ${T} SET [Category] = N'theirs'`)).rowsAffected).toEqual([3]);
});

test('what a transaction holds is free when it is committed, and when its connection is gone', async () => {
  const store = await aStore();
  store.insert(THREE);
  const other = await poolOf(store, 'admin');
  for (const end of ['commit', 'leave'] as const) {
    const pool = await poolOf(store, 'admin');
    await pool.request().batch(`BEGIN TRANSACTION; UPDATE ${T} SET [Category] = N'${end}'`);
    await expect(ask(other, `SET LOCK_TIMEOUT 0; UPDATE ${T} SET [Source] = N'x'`)).rejects.toMatchObject(IN_VAIN);
    if (end === 'commit') await pool.request().batch('COMMIT');
    else store.dropAll();
    const next = end === 'commit' ? other : await poolOf(store, 'admin');
    expect((await ask(next, `UPDATE ${T} SET [Source] = N'x'`)).rowsAffected).toEqual([3]);
    expect(store.rows()[0]?.Category).toBe('commit');
  }
});

test('two admins who clear the same rows clear each once', async () => {
  const store = await aStore();
  store.insert(someErrors(...Array.from({ length: 60 }, () => ({}))));
  const pools = await Promise.all([poolOf(store, 'admin'), poolOf(store, 'admin')]);
  const clear = `UPDATE ${T} SET [DeletionDate] = SYSUTCDATETIME() WHERE [Id] IN (SELECT TOP (7) [Id] FROM ${T} WHERE [DeletionDate] IS NULL ORDER BY [Id])`;
  const answers = await Promise.all(pools.flatMap((pool) => Array.from({ length: 5 }, () => ask(pool, clear))));
  expect(answers.reduce((sum, { rowsAffected: [count = 0] }) => sum + count, 0)).toBe(60);
});

test('who had to wait for rows changes those that are the first then, and none twice', async () => {
  const store = await aStore();
  store.insert(someErrors({}, {}, {}, {}));
  const [one, other] = [await poolOf(store, 'admin'), await poolOf(store, 'admin')];
  const next = `(SELECT TOP (2) [Id] FROM ${T} WITH (NOLOCK) WHERE [DeletionDate] IS NULL ORDER BY [Id])`;
  const clear = (by: string): string => `UPDATE ${T} SET [DeletionDate] = SYSUTCDATETIME(), [Category] = N'${by}' WHERE [Id] IN ${next}`;
  await one.request().batch(`BEGIN TRANSACTION; ${clear('one')}`);
  await one.request().batch(`UPDATE ${T} SET [DeletionDate] = NULL WHERE [Id] = 2`);
  const waiting = ask(other, clear('other'));
  await until('it waits', () => store.waiting() === 1);
  await one.request().batch(`UPDATE ${T} SET [DeletionDate] = SYSUTCDATETIME() WHERE [Id] = 2; COMMIT`);
  expect((await waiting).rowsAffected).toEqual([2]);
  expect(store.rows().map(({ Category }) => Category)).toEqual(['one', 'one', 'other', 'other']);
});

test('the clock of the server is as far ahead as it is told', async () => {
  const store = await aStore();
  const pool = await poolOf(store);
  const ahead = async (): Promise<number> => {
    const [[at] = []] = await rowsOf(pool, 'SELECT SYSUTCDATETIME()');
    return Math.round((Number(at) - Date.now()) / 60_000) || 0;
  };
  expect(await ahead()).toBe(0);
  store.setClock(-7 * 60_000);
  expect(await ahead()).toBe(-7);
});

test.each([
  ['2014', '12.0'],
  ['2022', '16.0'],
] as const)('a server of %s says that it is one', async (version, number) => {
  const pool = await poolOf(await aStore({ version }));
  const [[product, text, name] = []] = await rowsOf(
    pool,
    "SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)), @@VERSION, DB_NAME()",
  );
  expect([String(product).slice(0, 4), String(text).includes(`SQL Server ${version}`), name]).toEqual([number, true, 'exceptions']);
});

test('a server that is frozen answers nothing until it is thawed', async () => {
  const store = await aStore();
  const pool = await poolOf(store);
  store.freeze();
  let answered = false;
  const asked = rowsOf(pool, 'SELECT 1').then((rows) => {
    answered = true;
    return rows;
  });
  const another = await aStore();
  expect(await rowsOf(await poolOf(another), 'SELECT 2')).toEqual([[2]]);
  expect(answered).toBe(false);
  store.thaw();
  expect(await asked).toEqual([[1]]);
});
