import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { batchesFor } from '../sent-statements.ts';
import { tsql } from '../tds/tsql.ts';
import { LOGIN, readByDriver, readByTsql, type Standing, stand, type Told } from './second-client.ts';

/** Questions of every type of value, of several results, and of errors with their lines. */
const QUERIES: readonly { name: string; text: string }[] = [
  { name: 'several results', text: 'SELECT 1 AS a; SELECT 2 AS a UNION ALL SELECT 3; SELECT name FROM sys.databases ORDER BY name' },
  { name: 'no row', text: 'SELECT name FROM sys.databases WHERE 1 = 0' },
  {
    name: 'text',
    text: "SELECT N'häß€ 日本 😀' AS a, CAST('café€' AS varchar(9)) AS b, CAST(REPLICATE(N'x', 4000) AS nvarchar(max)) AS c, '' AS d",
  },
  {
    name: 'whole numbers',
    text: 'SELECT CAST(255 AS tinyint) AS a, CAST(-32768 AS smallint) AS b, -2147483647 AS c, CAST(9223372036854775807 AS bigint) AS d',
  },
  {
    name: 'decimals',
    text: "SELECT CAST(-12345678.901 AS decimal(12, 3)) AS a, CAST(CAST('34000000123400001' AS numeric(25, 0)) AS varchar(25)) AS b, 0.5 AS c",
  },
  { name: 'floats', text: 'SELECT CAST(0.1 AS float) AS a, CAST(-1.5e10 AS float) AS b, CAST(0.25 AS real) AS c' },
  {
    name: 'moments',
    text: "SELECT CAST('2026-03-08T01:59:59.997' AS datetime) AS a, CAST('0001-01-01' AS datetime2(7)) AS b, CAST('2026-07-01T23:15' AS smalldatetime) AS c",
  },
  {
    name: 'bytes and identifiers',
    text: "SELECT 0x00FF12 AS a, CAST('0E984725-C51C-4BF4-9960-E1C80E27ABA0' AS uniqueidentifier) AS b, CAST(1 AS bit) AS c",
  },
  {
    name: 'nothing',
    text: 'SELECT CAST(NULL AS int) AS a, CAST(NULL AS nvarchar(9)) AS b, CAST(NULL AS datetime2) AS c, CAST(NULL AS bit) AS d',
  },
  {
    name: 'a value of its own type',
    text: "SELECT CAST(SERVERPROPERTY('EngineEdition') AS int) AS a, CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS b",
  },
  {
    name: 'a table of its own',
    text: "CREATE TABLE #t (a int, b nvarchar(9)); INSERT INTO #t VALUES (1, N'x'), (2, NULL); SELECT a, b FROM #t ORDER BY a; DROP TABLE #t",
  },
  { name: 'a variable', text: "DECLARE @a int = 5; SELECT @a + 1 AS a; EXEC sp_executesql N'SELECT @x AS x', N'@x int', @x = 7" },
  { name: 'no such table', text: 'SELECT a\nFROM dbo.nothing' },
  { name: 'no such column', text: 'SELECT name,\n\n  nothing\nFROM sys.databases' },
  { name: 'division by zero', text: 'SELECT 1 AS a WHERE 1 = 0;\n\nSELECT 1 / 0 AS b' },
  { name: 'no such function', text: 'SELECT nothing(1)' },
  { name: 'an error of ours', text: "\nRAISERROR('boom %d', 16, 3, 42)" },
];

/** What has to be told on which line, whoever asks. */
const ERRORS: Readonly<Record<string, string>> = {
  'no such table': '208 on line 2',
  'no such column': '207 on line 3',
  'division by zero': '8134 on line 3',
  'no such function': '195 on line 1',
  'an error of ours': '50000 on line 2',
};

/** One thing that was held against the stand-in, and what was wrong with it; null where nothing was. */
export type Checked = { name: string; wrong: string | null };

function compare(name: string, [mine, theirs]: readonly [Told | undefined, Told | undefined]): Checked {
  const [driver, other] = [JSON.stringify(mine), JSON.stringify(theirs)];
  if (driver !== other) return { name, wrong: `the driver reads ${driver}\n  tsql reads ${other}` };
  const expected = ERRORS[name.split(': ').at(-1) ?? ''] ?? null;
  const error = mine && 'error' in mine ? mine.error : null;
  return { name, wrong: error === expected ? null : `both are told ${error ?? 'rows'}, expected was ${expected ?? 'rows'}` };
}

/** Every statement of the product, and what else is above, read by both clients from a stand-in of a year. */
export async function bothRead(year: ReleaseYear, major: number): Promise<Checked[]> {
  const batches = [...(await batchesFor(major)), ...QUERIES].map(({ name, text }) => ({ name: `${year}: ${name}`, text }));
  return onStanding(await stand(year), async (standing) => {
    const texts = batches.map(({ text }) => text);
    const [mine, theirs] = [await readByDriver(standing, texts), await readByTsql(standing, texts)];
    return batches.map(({ name }, at) => compare(name, [mine[at], theirs[at]]));
  });
}

/** Signing in: with a wrong password, and with TLS where the server takes no other. */
export async function bothSignIn(): Promise<Checked[]> {
  const wrongPassword = await onStanding(await stand('2022'), async ({ server }) => {
    const said = await tsql({ port: server.port, 'tds version': '7.4' }, { ...LOGIN, password: 'wrong' }, ['SELECT 1']);
    return said.includes('Msg 18456 (severity 14, state 1)') && said.includes("Login failed for user 'vigil'.") ? null : said;
  });
  const tls = await onStanding(await stand('2022', 'required'), async (standing) => {
    const [told] = await readByTsql(standing, ['SELECT 7 AS a'], { encryption: 'require' });
    const [plain] = await readByTsql(standing, ['SELECT 7 AS a'], { encryption: 'off' });
    const isRight = JSON.stringify(told) === '{"rows":[["7"]]}' && JSON.stringify(plain) === '{"rows":[]}';
    return isRight ? null : `with TLS ${JSON.stringify(told)}, without ${JSON.stringify(plain)}`;
  });
  return [
    { name: 'a wrong password is 18456', wrong: wrongPassword },
    { name: 'TLS is spoken where it is required, and nothing without it', wrong: tls },
  ];
}

async function onStanding<T>(standing: Standing, run: (standing: Standing) => Promise<T>): Promise<T> {
  try {
    return await run(standing);
  } finally {
    await standing.server.close();
  }
}
