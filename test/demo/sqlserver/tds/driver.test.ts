import sql from 'mssql';
import { describe, expect, test } from 'vitest';
import { ALL_READ } from './all-types.ts';
import { USER } from './small-backend.ts';
import { rejection, until, withPool, withServer } from './with-server.ts';

describe.each([false, true])('through mssql, encrypted: %s', (encrypt) => {
  const options = { encrypt };

  test('a login carries name, password, database and application', async () => {
    const { server, seen } = await withServer();
    const pool = await withPool(server, { options: { ...options, appName: 'Vigil' } });
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
    const login = { userName: USER.user, password: USER.password, database: 'tempdb', appName: 'Vigil', isIntegrated: false };
    expect(seen.logins.at(-1)).toMatchObject(login);
    // mssql tries a connection of its own before the pool has one.
    expect(server.counts).toMatchObject({ accepted: 2, logins: 2, refusedLogins: 0, malformed: 0 });
    expect(server.complaints).toEqual([]);
  });

  test('every type comes as it was given, and as NULL', async () => {
    const { server } = await withServer();
    const pool = await withPool(server, { options });
    const { recordset } = await pool.request().query('types');
    expect({ ...recordset[0] }).toEqual(ALL_READ);
    const nulls = Object.fromEntries(Object.keys(ALL_READ).map((name) => [name, name === 'i' ? ALL_READ.i : null]));
    expect({ ...recordset[1] }).toEqual(nulls);
  });

  test('several results, counts and messages come in their order', async () => {
    const { server } = await withServer();
    const request = (await withPool(server, { options })).request();
    const said: unknown[] = [];
    request.on('info', ({ number, message }) => said.push([number, message]));
    const { recordsets, rowsAffected } = await request.query('several');
    expect(recordsets).toEqual([[{ n: 1 }], [{ n: 1 }]]);
    expect(rowsAffected).toEqual([1, 7, 1]);
    expect(said).toEqual([[50001, 'before the first']]);
  });

  test('a result of 30,000 rows comes whole', async () => {
    const { server } = await withServer();
    const { recordset } = await (await withPool(server, { options })).request().query('many 30000');
    expect(recordset).toHaveLength(30_000);
    expect(recordset[29_999]).toEqual({ n: 29_999, text: `29999 ${'x'.repeat(150)}` });
  });

  test('packets of 512 and of 32767 bytes carry the same', async () => {
    const { server } = await withServer();
    for (const packetSize of [512, 32_767]) {
      const pool = await withPool(server, { options: { ...options, packetSize } as typeof options });
      expect((await pool.request().query('many 500')).recordset).toHaveLength(500);
      expect({ ...(await pool.request().query('types')).recordset[0] }).toEqual(ALL_READ);
      expect((await pool.request().input('text', 'é'.repeat(50_000)).query('params')).recordset).toEqual([{ text: 'é'.repeat(50_000) }]);
    }
  });
});

describe('parameters', () => {
  test('every type that the driver sends comes back as it was', async () => {
    const { server, seen } = await withServer();
    const request = (await withPool(server)).request();
    request.input('int', sql.Int, -5).input('big', sql.BigInt, '9007199254740993').input('text', 'text€').input('bit', sql.Bit, true);
    request
      .input('at2', sql.DateTime2, new Date('2024-01-01T00:00:00.123Z'))
      .input('at', sql.DateTime, new Date('2024-01-01T00:00:00.123Z'));
    request.input('id', sql.UniqueIdentifier, '0E984725-C51C-4BF4-9960-E1C80E27ABA0').input('exact', sql.Decimal(18, 4), -12.3456);
    request.input('bytes', sql.VarBinary, Buffer.from('0102', 'hex')).input('none', sql.NVarChar, null).input('float', sql.Float, 1.25);
    request
      .input('day', sql.Date, new Date('2024-02-29T00:00:00Z'))
      .input('offset', sql.DateTimeOffset(3), new Date('2024-02-29T01:02:03.456Z'));
    request
      .input('narrow', sql.VarChar(10), 'café€')
      .input('cash', sql.Money, -12.5)
      .input('time', sql.Time(3), new Date('1970-01-01T13:14:15.123Z'));
    request.input('long', sql.NVarChar(sql.MAX), 'y'.repeat(9_000)).input('longBytes', sql.VarBinary(sql.MAX), Buffer.alloc(9_000, 1));
    const { recordset } = await request.query('params');
    expect({ ...recordset[0] }).toEqual({
      ...{ int: -5, big: '9007199254740993', text: 'text€', bit: true, at2: new Date('2024-01-01T00:00:00.123Z') },
      ...{ at: new Date('2024-01-01T00:00:00.123Z'), id: '0E984725-C51C-4BF4-9960-E1C80E27ABA0', exact: -12.3456 },
      ...{ bytes: Buffer.from('0102', 'hex'), none: null, float: 1.25, day: new Date('2024-02-29T00:00:00Z') },
      ...{ offset: new Date('2024-02-29T01:02:03.456Z'), narrow: 'café€', cash: -12.5, time: new Date('1970-01-01T13:14:15.123Z') },
      ...{ long: 'y'.repeat(9_000), longBytes: Buffer.alloc(9_000, 1) },
    });
    expect(seen.batches.at(-1)?.definitions).toContain('@big bigint');
  });

  test('an output parameter of sp_executesql comes back', async () => {
    const { server } = await withServer();
    const { output } = await (await withPool(server)).request().output('found', sql.Int).query('outputs');
    expect(output).toEqual({ found: 42 });
  });

  test('a statement is prepared once, executed twice with names, and gone when unprepared', async () => {
    const { server, seen } = await withServer();
    const statement = new sql.PreparedStatement(await withPool(server));
    statement.input('a', sql.Int);
    await statement.prepare('params @a');
    expect((await statement.execute({ a: 7 })).recordset).toEqual([{ a: 7 }]);
    expect((await statement.execute({ a: 8 })).recordset).toEqual([{ a: 8 }]);
    await statement.unprepare();
    expect(seen.batches.slice(-2).map(({ sql: text, definitions }) => [text, definitions])).toEqual([
      ['params @a', '@a int'],
      ['params @a', '@a int'],
    ]);
  });

  test('a procedure returns its status and its output; an unknown one is error 2812', async () => {
    const { server, seen } = await withServer();
    const pool = await withPool(server);
    const done = await pool.request().input('in', sql.Int, 1).output('out', sql.Int).execute('sys.sp_known');
    expect([done.returnValue, done.output]).toEqual([3, { out: 11 }]);
    expect(seen.calls[0]?.procedure).toBe('sp_known');
    expect(await rejection(pool.request().execute('sp_nowhere'))).toMatchObject({ number: 2812, state: 62 });
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  });
});

describe('errors', () => {
  test.each(['query', 'batch'] as const)('an error in a %s has all its parts, and the connection lives on', async (way) => {
    const { server } = await withServer();
    const pool = await withPool(server);
    expect(await rejection(pool.request()[way]('fail'))).toMatchObject({
      ...{
        message: "Invalid object name 'sys.nope'.",
        number: 208,
        class: 16,
        state: 3,
        lineNumber: 7,
        serverName: 'SQL01',
        procName: 'reader',
      },
    });
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  });

  test('an error between two results does not swallow the second', async () => {
    const { server } = await withServer();
    const request = (await withPool(server)).request();
    const sets: unknown[] = [];
    request.stream = true;
    request.on('row', (row) => sets.push(row));
    expect(
      await rejection(new Promise((resolve, reject) => request.on('error', reject).on('done', resolve).query('complain'))),
    ).toMatchObject({ number: 515, lineNumber: 2 });
    await until(() => sets.length === 2);
    expect(sets).toEqual([{ n: 1 }, { n: 1 }]);
  });

  test.each([
    ['break', 'stand-in: the backend broke'],
    ['wrong', 'stand-in: column 1 (n, int): a number is needed, not a string'],
  ])('a fault of the backend (%s) is told to the client and to the server', async (batch, message) => {
    const { server } = await withServer();
    const pool = await withPool(server);
    expect(await rejection(pool.request().query(batch))).toMatchObject({ number: 50000, message });
    expect(server.complaints).toEqual([expect.stringContaining(message.slice('stand-in: '.length))]);
    expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  });
});

describe('sessions', () => {
  test('a transaction begins and commits, begins and rolls back', async () => {
    const { server } = await withServer();
    const pool = await withPool(server);
    for (const end of ['commit', 'rollback'] as const) {
      const transaction = pool.transaction();
      await transaction.begin();
      expect((await transaction.request().query('one')).recordset).toEqual([{ n: 1 }]);
      await transaction[end]();
    }
    expect(server.counts.transactions).toBe(4);
  });

  test('four connections at a time are four sessions, each closed when its client goes', async () => {
    const { server, seen } = await withServer();
    const pool = await withPool(server, { pool: { max: 4, min: 0 } });
    await Promise.all([1, 2, 3, 4].map(() => pool.request().query('many 2000')));
    expect([seen.open, server.counts.open]).toEqual([4, 4]);
    await pool.close();
    await until(() => seen.open === 0 && server.counts.open === 0);
    expect(seen.closed).toBe(seen.logins.length);
  });
});
