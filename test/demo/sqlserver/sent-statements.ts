import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { heartbeatStatements } from '#lib/systems/sql/ag/statements-heartbeat.ts';
import { batchOf, type SqlCommand } from '#lib/systems/sql/fetch.ts';
import { sqlNeeds } from '#lib/systems/sql/rights.ts';
import { type SqlStatement, statementsFor } from '#lib/systems/sql/statement.ts';
import { rightStatements } from '#lib/systems/sql/statements-rights.ts';

/** Where the product's statements are kept. */
export const HOME = resolve(import.meta.dirname, '../../../lib/systems/sql');
/** The files whose exports are statements, each list of one probe or question; and those whose exports are commands. */
const LISTS = '**/statements*.ts';
const COMMANDS = '**/commands*.ts';
/** The heartbeat that the estate of the tests has: its statements, and those of the doctor, are made from what is configured. */
const HEARTBEAT = { database: 'Sites', table: 'dbo.heartbeat', column: 'beat_utc' };
/** EngineEdition of an Enterprise edition. */
const ENTERPRISE = 3;

/** A list of statements that are sent together, by its place: "ag/statements.ts AG_STATEMENTS". */
export type SentList = { place: string; statements: readonly SqlStatement[] };

function has(value: unknown, names: readonly string[]): value is object {
  return typeof value === 'object' && value !== null && names.every((name) => name in value);
}

const isStatement = (value: unknown): value is SqlStatement => has(value, ['name', 'since', 'text', 'editions']);
const isCommand = (value: unknown): value is SqlCommand => has(value, ['name', 'right', 'text']) && !isStatement(value);

async function exportsOf(pattern: string): Promise<{ place: string; value: unknown }[]> {
  const files = globSync(pattern, { cwd: HOME }).toSorted();
  const found = await Promise.all(files.map(async (file) => ({ file, made: Object.entries(await import(resolve(HOME, file))) })));
  return found.flatMap(({ file, made }) => made.map(([name, value]) => ({ place: `${file} ${name}`, value })));
}

/** Whether a file under HOME is one whose exports are looked through. */
export function isLookedThrough(file: string): boolean {
  return [LISTS, COMMANDS].some((pattern) => globSync(pattern, { cwd: HOME }).includes(file));
}

/** Every list of statements that the product has, found where they are kept. */
export async function sentLists(): Promise<SentList[]> {
  const lists = (await exportsOf(LISTS)).flatMap(({ place, value }): SentList[] =>
    Array.isArray(value) && value.length > 0 && value.every(isStatement) ? [{ place, statements: value }] : [],
  );
  const rights = rightStatements(sqlNeeds({ isClustered: true, heartbeat: HEARTBEAT }));
  return [
    ...lists,
    { place: 'ag/statements-heartbeat.ts heartbeatStatements', statements: heartbeatStatements(HEARTBEAT) },
    { place: 'statements-rights.ts rightStatements', statements: rights },
  ];
}

/** Every command that the product gives. */
export async function sentCommands(): Promise<SqlCommand[]> {
  return (await exportsOf(COMMANDS)).flatMap(({ value }) => (isCommand(value) ? [value] : []));
}

/** What is sent to a server of a major version, as it is sent: a batch for each statement, and for each command. */
export async function batchesFor(major: number): Promise<{ name: string; text: string }[]> {
  const lists = (await sentLists()).flatMap(({ place, statements }) =>
    statementsFor(statements, { major, edition: ENTERPRISE }).map((one) => ({
      name: `${place} ${one.name}`,
      text: batchOf('test', [one]),
    })),
  );
  const commands = (await sentCommands()).map((command) => {
    const statement: SqlStatement = { ...command, since: major, editions: null };
    return { name: `command ${command.name}`, text: batchOf('test', [statement]) };
  });
  return [...lists, ...commands];
}
