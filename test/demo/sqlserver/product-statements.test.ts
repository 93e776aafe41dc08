import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { ask, signIn } from './engine/ask.ts';
import { grammarErrors } from './grammar.ts';
import { batchesFor, HOME, isLookedThrough, sentCommands, sentLists } from './sent-statements.ts';
import { START, smallEstate } from './small-estate.ts';

const YEARS: readonly [ReleaseYear, number][] = [
  ['2014', 12],
  ['2016', 13],
  ['2017', 14],
  ['2019', 15],
  ['2022', 16],
];

const lists = await sentLists();
const batches = await Promise.all(YEARS.map(async ([year, major]) => ({ year, sent: await batchesFor(major) })));

test('every file of the product that holds SQL is one whose statements are held to this', () => {
  const files = globSync('**/*.ts', { cwd: HOME });
  const holding = files.filter((file) =>
    /\b(?:FROM|JOIN|APPLY|EXEC)\s+(?:sys|msdb|master|tempdb)\./.test(readFileSync(resolve(HOME, file), 'utf8')),
  );
  expect(holding.length).toBeGreaterThan(5);
  expect(holding.filter((file) => !isLookedThrough(file))).toEqual([]);
});

test('every one of them has a list or a command that is found', async () => {
  const places = new Set(lists.map(({ place }) => place.split(' ')[0]));
  expect(globSync('**/statements*.ts', { cwd: HOME }).filter((file) => !places.has(file))).toEqual([]);
  expect((await sentCommands()).length).toBeGreaterThan(1);
});

/** Each text once, as it is written. */
const texts = new Map(
  lists.flatMap(({ place, statements }) => statements.map((one) => [one.text, `${place} ${one.name} since ${one.since}`])),
);

describe.each([...texts].map(([text, title]) => ({ title, text })))('$title', ({ text }) => {
  test('both parsers read it', () => {
    expect(grammarErrors(text)).toEqual([]);
    expect(parseBatch(text)).toHaveLength(1);
  });

  test('every column has a name of its own', () => {
    const [statement] = parseBatch(text);
    const body = statement?.kind === 'query' ? statement.query.body : undefined;
    const names = body?.kind === 'select' ? body.items.map((item) => (item.kind === 'expression' ? item.name : item.kind)) : [];
    expect(names).not.toEqual([]);
    expect(names).not.toContain(null);
    expect(names).not.toContain('star');
    expect(new Set(names).size).toBe(names.length);
  });
});

test.each(await sentCommands())('both parsers read the command $name', ({ text }) => {
  expect(grammarErrors(text)).toEqual([]);
  expect(parseBatch(text).length).toBeGreaterThan(0);
});

/** What an instance answers to a batch, and which views it was asked for that the model does not fill. */
async function answered(year: ReleaseYear, text: string) {
  const { served, readNotModelled } = serveInstance(smallEstate({ year }), 'NY-SQL01', () => START + 60_000);
  served.logins.set('sa', { password: 'x', permissions: 'all' });
  const { sets, errors } = await ask(signIn(served), text);
  return { sets: sets.length, errors, readNotModelled: [...readNotModelled] };
}

describe.each(batches)('SQL Server $year', ({ year, sent }) => {
  test.each(sent)('binds and answers $name, of views that the model fills', async ({ name, text }) => {
    const { sets, errors, readNotModelled } = await answered(year, text);
    expect(errors).toEqual([]);
    expect(readNotModelled).toEqual([]);
    if (!name.startsWith('command')) expect(sets).toBe(1);
  });
});

test('a column that is newer than the server is an error 207, a view that the model does not fill is found out', async () => {
  const newer = await answered('2014', 'SELECT d.name AS name,\n d.is_query_store_on AS x\nFROM sys.databases AS d');
  expect(newer.errors).toMatchObject([{ number: 207, line: 2, message: "Invalid column name 'is_query_store_on'." }]);
  expect((await answered('2016', 'SELECT d.is_query_store_on AS x FROM sys.databases AS d')).errors).toEqual([]);
  const unfilled = await answered('2022', 'SELECT s.name AS name FROM sys.sql_modules AS m CROSS JOIN sys.schemas AS s');
  expect(unfilled.readNotModelled).not.toEqual([]);
});
