import sql from 'mssql';
import { expect, test } from 'vitest';
import { aStore, ask, FIRST_AT, poolOf, rowsOf, someErrors } from './a-store.ts';

const T = '[dbo].[Exceptions]';
const NAMES = '[GUID], [ApplicationName], [MachineName], [CreationDate], [Type]';
const VALUES = "NEWID(), N'Core', N'WEB01', @p1, N'System.Exception'";
const AT = new Date(FIRST_AT);
const LONG = 'x'.repeat(51);

test('who writes a row has its id, its defaults and how many there were', async () => {
  const store = await aStore();
  const pool = await poolOf(store, 'owner');
  const { rowsAffected } = await ask(pool, `INSERT INTO ${T} (${NAMES}) VALUES (${VALUES}), (${VALUES}), (${VALUES})`, AT);
  expect(rowsAffected).toEqual([3]);
  expect(
    await rowsOf(
      pool,
      `INSERT ${T} (${NAMES}) OUTPUT inserted.[Id], inserted.[DuplicateCount], inserted.[IsProtected] VALUES (${VALUES})`,
      AT,
    ),
  ).toEqual([['4', 1, false]]);
  expect(await rowsOf(pool, `INSERT ${T} (${NAMES}) VALUES (${VALUES}); SELECT CAST(SCOPE_IDENTITY() AS bigint), @@ROWCOUNT`, AT)).toEqual([
    ['5', 1],
  ]);
  await ask(pool, `DELETE FROM ${T} WHERE [Id] = 5`);
  await ask(pool, `INSERT ${T} (${NAMES}) VALUES (${VALUES})`, AT);
  expect(store.rows().map(({ Id }) => Id)).toEqual([1, 2, 3, 4, 6]);
});

test.each<[string, string, number, string]>([
  [
    'a text that is too long',
    `${VALUES.replace('Core', LONG)}`,
    2628,
    `String or binary data would be truncated in table 'exceptions.dbo.Exceptions', column 'ApplicationName'. Truncated value: '${LONG.slice(1)}'.`,
  ],
  [
    'NULL where none may be',
    VALUES.replace("N'WEB01'", 'NULL'),
    515,
    "Cannot insert the value NULL into column 'MachineName', table 'exceptions.dbo.Exceptions'; column does not allow nulls. INSERT fails.",
  ],
  [
    'what is no GUID',
    VALUES.replace('NEWID()', "N'x'"),
    8169,
    'Conversion failed when converting from a character string to uniqueidentifier.',
  ],
  ['what is no moment', VALUES.replace('@p1', "N'x'"), 241, 'Conversion failed when converting date and/or time from character string.'],
])('%s is refused, and no row of the statement is there', async (_, values, number, message) => {
  const store = await aStore();
  const pool = await poolOf(store, 'owner');
  await expect(ask(pool, `INSERT INTO ${T} (${NAMES}) VALUES (${VALUES}), (${values})`, AT)).rejects.toMatchObject({ number, message });
  expect(store.rows()).toEqual([]);
});

test.each<[string, '2014' | '2022', number]>([
  ['before 2019 without saying where', '2014', 8152],
  ['since then with the column', '2022', 2628],
])('an UPDATE to a text that is too long is refused, %s', async (_, version, number) => {
  const store = await aStore({ version });
  store.insert(someErrors({}));
  await expect(ask(await poolOf(store, 'admin'), `UPDATE ${T} SET [MachineName] = @p1`, LONG)).rejects.toMatchObject({ number });
});

test('the id of a row is given by the table alone', async () => {
  const pool = await poolOf(await aStore(), 'owner');
  await expect(ask(pool, `INSERT INTO ${T} ([Id], ${NAMES}) VALUES (7, ${VALUES})`, AT)).rejects.toMatchObject({ number: 544 });
  await expect(ask(pool, `UPDATE ${T} SET [Id] = 7`)).rejects.toMatchObject({ number: 8102 });
});

test.each([
  ['.000', '.000'],
  ['.001', '.000'],
  ['.002', '.003'],
  ['.004', '.003'],
  ['.005', '.007'],
  ['.008', '.007'],
  ['.009', '.010'],
  ['.999', '.000'],
])('a moment at %s s is kept at %s s', async (given, kept) => {
  const store = await aStore();
  const at = (end: string): Date => new Date(`2026-11-20T08:00:0${given === '.999' && end === kept ? 1 : 0}${end}Z`);
  const pool = await poolOf(store, 'owner');
  await ask(pool, `INSERT INTO ${T} (${NAMES}) VALUES (${VALUES})`, { type: sql.DateTime2(7), value: at(given) });
  store.insert(someErrors({ CreationDate: at(given).getTime() }));
  expect(await rowsOf(pool, `SELECT [CreationDate] FROM ${T}`)).toEqual([[at(kept)], [at(kept)]]);
  expect(store.rows().map(({ CreationDate }) => CreationDate)).toEqual([at(kept).getTime(), at(kept).getTime()]);
  // What was read finds its row again.
  expect(await rowsOf(pool, `SELECT COUNT(*) FROM ${T} WHERE [CreationDate] = @p1`, at(kept))).toEqual([[2]]);
});

const TEXTS = ['😀 at 👩‍👩‍👧', 'שגיאה: לא נמצא', 'خطأ في الخادم', "'; DROP TABLE x; --", '\u202e<script>', 'a\u0000b\r\n\t', '日本語', ''];

test.each(TEXTS)('the text %j comes back as it went, and is found', async (text) => {
  const store = await aStore();
  const pool = await poolOf(store, 'owner');
  const names = `${NAMES}, [Message], [Detail]`;
  await ask(pool, `INSERT INTO ${T} (${names}) VALUES (${VALUES}, @p2, @p2)`, AT, text);
  expect(await rowsOf(pool, `SELECT [Message], [Detail] FROM ${T} WHERE [Message] = @p1 AND [Detail] LIKE @p2`, text, `%${text}%`)).toEqual(
    [[text, text]],
  );
  expect(store.rows()[0]).toMatchObject({ Message: text, Detail: text });
});

test('a detail of 5 MB goes there and back, and only its beginning where that is asked for', async () => {
  const store = await aStore();
  const pool = await poolOf(store, 'owner');
  const detail = `${'at Some.Frame()\r\n'.repeat(300_000)}the end 😀`;
  await ask(pool, `INSERT INTO ${T} (${NAMES}, [Detail]) VALUES (${VALUES}, @p2)`, AT, detail);
  const [[whole, beginning, length] = []] = await rowsOf(
    pool,
    `SELECT [Detail], LEFT([Detail], 10), LEN([Detail]) FROM ${T} WHERE [Detail] LIKE N'%THE END%'`,
  );
  expect(whole === detail).toBe(true);
  expect([beginning, length]).toEqual(['at Some.Fr', String(detail.length)]);
});

test('applications write through the product’s own connection, and repeat what they wrote', async () => {
  const store = await aStore();
  const errors = someErrors({ Category: 'a' }, { IsProtected: true, Message: null }, { DeletionDate: FIRST_AT, StatusCode: 500 });
  await store.table.insert(errors);
  await store.table.repeat(errors[1]?.GUID ?? '', FIRST_AT + 600_000);
  expect(await store.table.order(`SELECT COUNT(*) AS n FROM ${T}`)).toEqual([{ n: 3 }]);
  await expect(store.table.insert(errors)).rejects.toThrow('Cannot insert duplicate key row');
  expect(store.rows()).toEqual(
    errors.map((error, at) => ({ ...error, Id: at + 1, ...(at === 1 ? { DuplicateCount: 2, LastLogDate: FIRST_AT + 600_000 } : {}) })),
  );
});

test('rows are written past the wire as they would be over it', async () => {
  const store = await aStore();
  const errors = someErrors({ Category: null }, { ErrorHash: -5 });
  store.insert(errors);
  expect(store.rows()).toEqual(errors.map((error, at) => ({ ...error, Id: at + 1 })));
  expect(() => store.insert(someErrors({ Type: 'x'.repeat(101) }))).toThrow('Type takes 100 characters');
  expect(store.rows()).toHaveLength(2);
});

test('a statement that was prepared runs again with other values', async () => {
  const store = await aStore();
  store.insert(someErrors({}, {}, {}));
  const statement = new sql.PreparedStatement(await poolOf(store));
  statement.input('id', sql.BigInt());
  await statement.prepare(`SELECT [Id] AS id FROM ${T} WHERE [Id] >= @id ORDER BY [Id] DESC OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY`);
  for (const [id, found] of [
    [1, [{ id: '3' }]],
    [4, []],
  ] as const)
    expect((await statement.execute({ id })).recordset).toMatchObject(found);
  await statement.unprepare();
});

test('more than 2100 parameters are refused', async () => {
  const pool = await poolOf(await aStore());
  const places = Array.from({ length: 2_098 }, (_, at) => `@p${at + 1}`);
  const values = places.map((_, at) => at);
  expect(await rowsOf(pool, `SELECT COUNT(*) FROM ${T} WHERE [Id] IN (${places.join(', ')})`, ...values)).toEqual([[0]]);
  await expect(ask(pool, `SELECT COUNT(*) FROM ${T} WHERE [Id] IN (${places.join(', ')}, @p2099)`, ...values, 1)).rejects.toMatchObject({
    number: 8003,
  });
});
