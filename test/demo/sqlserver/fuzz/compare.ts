import type { DatabaseSync } from 'node:sqlite';
import type { Session } from '#demo/sqlserver/tds/backend.ts';
import { ask } from '../engine/ask.ts';
import { type Piece, textOf } from './piece.ts';
import { Queries, type Query } from './query.ts';
import { seeded } from './random.ts';
import { liteTables, ourTables, randomTables, type Tables } from './tables.ts';

/** What an engine answers: rows as text, or the number or words of an error. */
export type Answer = { rows: string[] } | { error: string };
/** Runs a script over tables. */
export type Engine = (script: Piece, tables: Tables) => Promise<Answer>;
export type Pair = { ours: Engine; lite: Engine };
export type Case = { tables: Tables; query: Query };
/** How one case went. `kind` says in what way both differ; "not told" is what SQLite refuses or T-SQL has an error for: an overflow. */
export type Outcome = { kind: 'same' | 'rows' | 'order' | 'error' | 'not told'; ours: Answer; lite: Answer };

/** Numbers by value, however they are written; texts without their case. */
function cell(value: unknown): string {
  if (value === null || value === 'NULL') return 'NULL';
  const written = String(value);
  const amount = Number(written);
  if (written !== '' && Number.isFinite(amount)) return String(Number(amount.toPrecision(12)) + 0);
  return `'${written.toLowerCase()}'`;
}

const rowText = (row: readonly unknown[]): string => row.map(cell).join(' | ');

/** The engine of the stand-in. */
export const ours: Engine = (script, tables) => oursOn(ourTables(tables), script);

async function oursOn(session: Session, script: Piece): Promise<Answer> {
  const { sets, errors } = await ask(session, textOf(script, 'ours'));
  const [error] = errors;
  if (error) return { error: `${error.number}: ${error.message}` };
  const { rows, values } = sets.at(-1) ?? { rows: [], values: [] };
  // A float has more digits than its text.
  const exact = rows.map((row, y) => row.map((shown, x) => (typeof values[y]?.[x] === 'number' ? values[y][x] : shown)));
  return { rows: exact.map(rowText) };
}

/** SQLite. */
export const lite: Engine = async (script, tables) => {
  const database = liteTables(tables);
  try {
    return { rows: liteRows(database, textOf(script, 'lite')) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  } finally {
    database.close();
  }
};

function liteRows(database: DatabaseSync, whole: string): string[] {
  const statements = whole.split('; ');
  for (const change of statements.slice(0, -1)) database.exec(change);
  const statement = database.prepare(statements.at(-1) ?? '');
  statement.setReturnArrays(true);
  const rows: unknown[] = statement.all();
  return rows.map((row) => rowText(Array.isArray(row) ? row : []));
}

/** What overflows in T-SQL and not in SQLite: of that nothing can be told. */
const OVERFLOWS = /^(8115|517): /;

/** Runs a case in both, and says how they differ. */
export async function outcomeOf({ tables, query }: Case, pair: Pair): Promise<Outcome> {
  const [mine, theirs] = [await pair.ours(query.script, tables), await pair.lite(query.script, tables)];
  const answers = { ours: mine, lite: theirs };
  if ('error' in theirs || ('error' in mine && OVERFLOWS.test(mine.error))) return { kind: 'not told', ...answers };
  if ('error' in mine) return { kind: 'error', ...answers };
  if (mine.rows.toSorted().join('\n') !== theirs.rows.toSorted().join('\n')) return { kind: 'rows', ...answers };
  const isSame = !query.isOrdered || mine.rows.join('\n') === theirs.rows.join('\n');
  return { kind: isSame ? 'same' : 'order', ...answers };
}

/** The case of a seed: its tables and its script. */
export function caseOf(seed: number): Case {
  const random = seeded(seed);
  return { tables: randomTables(random), query: new Queries(random).next() };
}

export const isDifference = ({ kind }: Outcome): boolean => kind !== 'same' && kind !== 'not told';
