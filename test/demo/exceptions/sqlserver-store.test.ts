import sql from 'mssql';
import { expect, test } from 'vitest';
import { aStore, ask, FIRST_AT, type Given, poolOf, rowsOf, someErrors } from './a-store.ts';

const T = '[dbo].[Exceptions]';
const guid = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
const asGuid = (value: string): Given => ({ type: sql.UniqueIdentifier(), value });

/** Five errors of two applications: the fourth is protected, the fifth deleted. */
const FIVE = someErrors(
  { GUID: guid(1), ApplicationName: 'Core', Message: 'first 100% of it', DuplicateCount: 3, Url: '/a_b', LastLogDate: FIRST_AT + 900_000 },
  { GUID: guid(2), ApplicationName: 'core', Message: 'Second [one]', Category: 'x', Url: '/aXb' },
  { GUID: guid(3), ApplicationName: 'Chat', Message: null, DuplicateCount: 10, Url: null },
  { GUID: guid(4), ApplicationName: 'Chat', Message: 'fourth', IsProtected: true, Url: '/z' },
  { GUID: guid(5), ApplicationName: 'Core', Message: 'fifth', DeletionDate: FIRST_AT + 3_600_000, Url: '/Z' },
);

test.each<[string, string, Given[], unknown[][]]>([
  ['a number', 'SELECT [Id] FROM T WHERE [Id] = @p1', [2], [['2']]],
  [
    'a GUID, as a GUID or a text',
    'SELECT [Id] FROM T WHERE [GUID] IN (@p1, @p2) ORDER BY [Id]',
    [asGuid(guid(2)), guid(5)],
    [['2'], ['5']],
  ],
  ['a text in any case', 'SELECT [Id] FROM T WHERE [ApplicationName] = @p1 ORDER BY [Id]', ['CORE'], [['1'], ['2'], ['5']]],
  ['what it is not', 'SELECT [Id] FROM T WHERE [ApplicationName] <> @p1 ORDER BY [Id] DESC', ['core'], [['4'], ['3']]],
  ['a list that it is not in', "SELECT [Id] FROM T WHERE [ApplicationName] NOT IN (@p1, N'nothing')", ['core'], [['3'], ['4']]],
  ['NULL', 'SELECT [Id] FROM T WHERE [Message] IS NULL OR [DeletionDate] IS NOT NULL', [], [['3'], ['5']]],
  ['a bit', 'SELECT [Id] FROM T WHERE [IsProtected] = @p1', [true], [['4']]],
  ['bounds', 'SELECT [Id] FROM T WHERE [Id] > @p1 AND [Id] <= @p2', [1, 3], [['2'], ['3']]],
  [
    'a moment',
    'SELECT [Id] FROM T WHERE [CreationDate] >= @p1 AND [CreationDate] < @p2',
    [new Date(FIRST_AT + 60_000), new Date(FIRST_AT + 180_000)],
    [['2'], ['3']],
  ],
  [
    'the last time of two',
    'SELECT [Id] FROM T WHERE COALESCE([LastLogDate], [CreationDate]) > @p1',
    [new Date(FIRST_AT + 600_000)],
    [['1']],
  ],
  ['NOT, AND, OR', "SELECT [Id] FROM T WHERE NOT ([Id] = 1 OR [Id] = 2) AND ([Id] < 4 OR [Type] = N'x')", [], [['3']]],
  ['a pattern with a percent sign in it', "SELECT [Id] FROM T WHERE [Message] LIKE @p1 ESCAPE '!'", ['%100!%%'], [['1']]],
  ['a pattern with brackets in it', "SELECT [Id] FROM T WHERE [Message] LIKE @p1 ESCAPE '!'", ['%![ONE!]%'], [['2']]],
  ['an underline that is one', "SELECT [Id] FROM T WHERE [Url] LIKE @p1 ESCAPE '!'", ['/A!_b'], [['1']]],
  ['an underline that is any', 'SELECT [Id] FROM T WHERE [Url] LIKE @p1', ['/A_b'], [['1'], ['2']]],
  ['several parts in their order', 'SELECT [Id] FROM T WHERE [Message] LIKE @p1 OR [Message] LIKE @p2', ['f%10%o%t', '%e]%[['], [['1']]],
  [
    'lengths',
    'SELECT LEN([Message]), DATALENGTH([Message]), LEFT([Message], 5), SUBSTRING([Message], 2, 3) FROM T WHERE [Id] = 1',
    [],
    [[16, 32, 'first', 'irs']],
  ],
  ['the lowest and the highest', 'SELECT MIN([Id]), MAX([Id]), MAX([CreationDate]) FROM T', [], [['1', '5', new Date(FIRST_AT + 240_000)]]],
  [
    'sums and counts',
    'SELECT COUNT(*), COUNT_BIG(*), SUM(CAST([DuplicateCount] AS bigint)), COUNT(DISTINCT [ApplicationName]), COUNT([Message]) FROM T',
    [],
    [[5, '5', '16', 2, 4]],
  ],
  ['nothing to sum', 'SELECT COUNT(*), SUM(CAST([DuplicateCount] AS bigint)), MAX([Id]) FROM T WHERE [Id] > 99', [], [[0, null, null]]],
  [
    'groups',
    'SELECT [ApplicationName], COUNT(*), SUM(CASE WHEN [IsProtected] = 1 THEN 1 ELSE 0 END) FROM T GROUP BY [ApplicationName] ORDER BY COUNT(*) DESC, [ApplicationName]',
    [],
    [
      ['Core', 3, 0],
      ['Chat', 2, 1],
    ],
  ],
  [
    'groups by the hour',
    "SELECT DATEDIFF(hour, '19700101', [CreationDate]) AS h, COUNT(*) FROM T GROUP BY DATEDIFF(hour, '19700101', [CreationDate])",
    [],
    [[FIRST_AT / 3_600_000, 5]],
  ],
  [
    'groups by the beginning of the hour',
    'SELECT DATEADD(hour, DATEDIFF(hour, 0, [CreationDate]), 0) AS h, COUNT(*) FROM T GROUP BY DATEDIFF(hour, 0, [CreationDate])',
    [],
    [[new Date(FIRST_AT), 5]],
  ],
  ['groups that are large', 'SELECT [ApplicationName] FROM T GROUP BY [ApplicationName] HAVING COUNT(*) > @p1', [2], [['Core']]],
  ['a page', 'SELECT [Id] FROM T ORDER BY [Url] DESC, [Id] DESC OFFSET @p1 ROWS FETCH NEXT @p2 ROWS ONLY', [1, 3], [['4'], ['2'], ['1']]],
  ['a page behind the last', 'SELECT [Id] FROM T ORDER BY [Id] OFFSET @p1 ROWS FETCH NEXT @p2 ROWS ONLY', [50, 3], []],
  ['NULL before all texts', 'SELECT TOP (@p1) [Id] FROM T ORDER BY [Message]', [2], [['3'], ['5']]],
  [
    'rows of a subquery',
    'SELECT [Id] FROM T WHERE [Id] IN (SELECT TOP (@p1) [Id] FROM T WHERE [DeletionDate] IS NULL ORDER BY [Id] DESC) ORDER BY [Id]',
    [2],
    [['3'], ['4']],
  ],
  ['a list of ids', 'SELECT [Id] FROM T WHERE [Id] IN (5, 3, 3, 99)', [], [['3'], ['5']]],
  ['TRY_CAST', "SELECT TRY_CAST([Message] AS int), ISNULL([Category], N'-') FROM T WHERE [Id] = 4", [], [[null, '-']]],
  [
    'the rights on the table',
    "SELECT HAS_PERMS_BY_NAME(N'[dbo].[Exceptions]', 'OBJECT', 'SELECT'), HAS_PERMS_BY_NAME(N'dbo.Exceptions', 'OBJECT', 'UPDATE'), HAS_PERMS_BY_NAME(N'dbo.nothing', 'OBJECT', 'SELECT')",
    [],
    [[1, 0, null]],
  ],
  ['a literal', "SELECT [Id] FROM T WHERE [ApplicationName] = N'it''s' OR [Category] = N'X'", [], [['2']]],
])('a reader finds %s', async (_, text, values, rows) => {
  const store = await aStore();
  store.insert(FIVE);
  expect(await rowsOf(await poolOf(store), text.replaceAll(/\bT\b/g, T), ...values)).toEqual(rows);
});

/** How many rows it is told, and which ids are then deleted or left. */
type Outcome<Id> = { count: number; ids: Id[] };

test.each<[string, string, Given[], Outcome<string>]>([
  ['by id', 'UPDATE T SET [DeletionDate] = @p1 WHERE [Id] IN (1, 3, 99)', [new Date(FIRST_AT)], { count: 2, ids: ['1', '3', '5'] }],
  ['by GUID', 'UPDATE T SET [IsProtected] = 1, [DeletionDate] = NULL WHERE [GUID] = @p1', [asGuid(guid(5))], { count: 1, ids: [] }],
  [
    'by the clock of the server',
    'UPDATE T SET [DeletionDate] = SYSUTCDATETIME() WHERE [DeletionDate] IS NULL AND [IsProtected] = @p1',
    [false],
    { count: 3, ids: ['1', '2', '3', '5'] },
  ],
  [
    'the first of them',
    'UPDATE TOP (@p1) T SET [DeletionDate] = GETUTCDATE() WHERE [DeletionDate] IS NULL',
    [2],
    { count: 2, ids: ['1', '2', '5'] },
  ],
  [
    'a share of them',
    'UPDATE TOP (50) PERCENT T SET [DeletionDate] = GETUTCDATE() WHERE [DeletionDate] IS NULL',
    [],
    { count: 2, ids: ['1', '2', '5'] },
  ],
  [
    'the first of an order',
    'UPDATE T SET [DeletionDate] = GETUTCDATE() WHERE [Id] IN (SELECT TOP (@p1) [Id] FROM T WHERE [DeletionDate] IS NULL ORDER BY [Id] DESC)',
    [2],
    { count: 2, ids: ['3', '4', '5'] },
  ],
  ['a sum', 'UPDATE T SET [DuplicateCount] = [DuplicateCount] + 1 WHERE [Id] = @p1', [2], { count: 1, ids: ['5'] }],
  ['nothing', 'UPDATE T SET [DeletionDate] = GETUTCDATE() WHERE [Id] = @p1', [99], { count: 0, ids: ['5'] }],
])('an admin changes %s, and is told how many', async (_, text, values, { count, ids }) => {
  const store = await aStore();
  store.insert(FIVE);
  const { rowsAffected } = await ask(await poolOf(store, 'admin'), text.replaceAll(/\bT\b/g, T), ...values);
  expect(rowsAffected).toEqual([count]);
  expect(store.rows().flatMap(({ Id, DeletionDate }) => (DeletionDate === null ? [] : [String(Id)]))).toEqual(ids);
});

test.each<[string, string, Given[], Outcome<number>]>([
  ['by GUID', 'DELETE FROM T WHERE [GUID] IN (@p1, @p2)', [asGuid(guid(5)), asGuid(guid(1))], { count: 2, ids: [2, 3, 4] }],
  ['by what they are', 'DELETE FROM T WHERE [DeletionDate] IS NOT NULL AND [IsProtected] = 0', [], { count: 1, ids: [1, 2, 3, 4] }],
  ['the first of them', 'DELETE TOP (@p1) FROM T WHERE [Id] > 1', [2], { count: 2, ids: [1, 4, 5] }],
  ['none', "DELETE FROM T WHERE [Message] LIKE N'%nothing%'", [], { count: 0, ids: [1, 2, 3, 4, 5] }],
])('an admin deletes for ever %s, and is told how many', async (_, text, values, { count, ids }) => {
  const store = await aStore();
  store.insert(FIVE);
  const { rowsAffected } = await ask(await poolOf(store, 'admin'), text.replaceAll(/\bT\b/g, T), ...values);
  expect(rowsAffected).toEqual([count]);
  expect(store.rows().map(({ Id }) => Id)).toEqual(ids);
});

test('what was changed or deleted is answered with OUTPUT', async () => {
  const store = await aStore();
  store.insert(FIVE);
  const pool = await poolOf(store, 'admin');
  expect(await rowsOf(pool, `UPDATE ${T} SET [IsProtected] = 1 OUTPUT inserted.[Id], deleted.[IsProtected] WHERE [Id] < 3`)).toEqual([
    ['1', false],
    ['2', false],
  ]);
  expect(await rowsOf(pool, `DELETE FROM ${T} OUTPUT deleted.[GUID] WHERE [Id] = 1`)).toEqual([[guid(1).toUpperCase()]]);
});

const DENIED = (right: string): string =>
  `The ${right} permission was denied on the object 'Exceptions', database 'exceptions', schema 'dbo'.`;

test.each<['reader' | 'admin' | 'stranger', string, number, string]>([
  ['reader', 'UPDATE T SET [IsProtected] = 1', 229, DENIED('UPDATE')],
  ['reader', 'DELETE FROM T', 229, DENIED('DELETE')],
  ['admin', "INSERT INTO T ([Type]) VALUES (N'x')", 229, DENIED('INSERT')],
  ['stranger', 'SELECT [Id] FROM T', 229, DENIED('SELECT')],
  ['stranger', 'SELECT 1 WHERE EXISTS (SELECT 1 FROM T)', 229, DENIED('SELECT')],
  ['admin', 'TRUNCATE TABLE T', 1088, 'Cannot find the object "Exceptions" because it does not exist or you do not have permissions.'],
  ['admin', 'DROP TABLE T', 3701, "Cannot drop the table 'dbo.Exceptions', because it does not exist or you do not have permission."],
  ['admin', 'CREATE TABLE dbo.Mine (a int)', 262, "CREATE TABLE permission denied in database 'exceptions'."],
  ['reader', 'SELECT [Id] FROM [dbo].[Errors]', 208, "Invalid object name 'dbo.Errors'."],
  ['reader', 'SELECT [SQL] FROM T', 207, "Invalid column name 'SQL'."],
  ['reader', "SELECT [Id] FROM T WHERE [Id] = N'x'", 8114, 'Error converting data type nvarchar to bigint.'],
])('%s is refused %j with %i', async (who, text, number, message) => {
  const store = await aStore();
  store.insert(FIVE);
  await expect(ask(await poolOf(store, who), text.replaceAll(/\bT\b/g, T))).rejects.toMatchObject({ number, message });
  expect(store.rows()).toHaveLength(5);
});

test('a login that has no right to the database does not get in', async () => {
  const store = await aStore({ database: 'errors' });
  const [there, elsewhere] = [await poolOf(store), { ...store, database: 'nowhere' }];
  expect(await rowsOf(there, 'SELECT DB_NAME()')).toEqual([['errors']]);
  await expect(poolOf(elsewhere)).rejects.toThrow('Login failed');
});

test.each(['logs.Errors', 'dbo.My Errors'])('the table may be called %s', async (table) => {
  const store = await aStore({ table });
  store.insert(FIVE);
  const name = table
    .split('.')
    .map((part) => `[${part}]`)
    .join('.');
  expect(await rowsOf(await poolOf(store), `SELECT COUNT(*) FROM ${name}`)).toEqual([[5]]);
  const [schema, short] = table.split('.');
  await expect(ask(await poolOf(store), `UPDATE ${name} SET [IsProtected] = 1`)).rejects.toThrow(
    `The UPDATE permission was denied on the object '${short}', database 'exceptions', schema '${schema}'.`,
  );
});
