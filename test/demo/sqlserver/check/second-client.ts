import sql from 'mssql';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import { instanceOf } from '#demo/sqlserver/model/estate.ts';
import { zoneOffsetMs } from '#demo/sqlserver/model/zone.ts';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { START, smallEstate } from '../small-estate.ts';
import { type TsqlLogin, type TsqlSettings, tsql } from '../tds/tsql.ts';

/** Whom both clients sign in as. */
export const LOGIN = { user: 'vigil', password: 'hunter2' };
const ON = 'NY-SQL01';
const NOW = START + 60_000;
/** What both call themselves: sessions are told by it. */
const NAME = 'check';
/** Between columns and after rows: no text of ours has them. */
const [COLUMN, ROW] = ['\u001f', '\u001e'];
/** Tells the batches apart in what tsql says: a statement of its own after each. */
const MARK = 'end of batch';

/** A stand-in of a year on a clock that stands still, and the offset in which its local times are told. */
export type Standing = { server: TdsServer; offsetMs: number };

/** Serves one instance of the small estate. To be closed by the caller. */
export async function stand(year: ReleaseYear, encryption: 'optional' | 'required' = 'optional'): Promise<Standing> {
  const estate = smallEstate({ year });
  const { served } = serveInstance(estate, ON, () => NOW);
  served.logins.set(LOGIN.user, { password: LOGIN.password, permissions: 'all' });
  const server = await startTdsServer({ backend: engineBackend(served), name: ON, encryption });
  return { server, offsetMs: zoneOffsetMs(instanceOf(estate, ON).zone, NOW) };
}

/** The rows that a client read from a batch, a text for each value; for an error what it was told. */
export type Told = { rows: string[][] } | { error: string };

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A moment as tsql writes it, whose minutes are its least: "Jul  1 2026 08:01AM". */
function momentText(at: Date): string {
  const [hour, minute] = [at.getUTCHours(), at.getUTCMinutes()].map((part) => part ?? 0);
  const two = (part: number | undefined): string => String(part).padStart(2, '0');
  const day = String(at.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[at.getUTCMonth()]} ${day} ${at.getUTCFullYear()} ${two((((hour ?? 0) + 11) % 12) + 1)}:${two(minute)}${(hour ?? 0) < 12 ? 'AM' : 'PM'}`;
}

/** A value that the driver read, as tsql writes it. A datetimeoffset is a moment to the driver and a local time to tsql. */
function shown(value: unknown, type: unknown, offsetMs: number): string {
  if (value === null) return 'NULL';
  if (value instanceof Date) return momentText(new Date(value.getTime() + (type === sql.DateTimeOffset ? offsetMs : 0)));
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
}

/** A number by its value: decimals and floats have no one way to be written. */
const plain = (text: string): string => (/^-?\d+\.\d+(e[+-]?\d+)?$/i.test(text) ? String(Number(Number(text).toPrecision(15))) : text);

/** What the driver reads. */
export async function readByDriver({ server, offsetMs }: Standing, batches: readonly string[]): Promise<Told[]> {
  const options = { encrypt: false, trustServerCertificate: true, useUTC: true, appName: NAME };
  const pool = await new sql.ConnectionPool({ server: '127.0.0.1', port: server.port, ...LOGIN, options, pool: { max: 1 } }).connect();
  try {
    const told: Told[] = [];
    for (const batch of batches) told.push(await oneByDriver(pool, batch, offsetMs));
    return told;
  } finally {
    await pool.close();
  }
}

async function oneByDriver(pool: sql.ConnectionPool, batch: string, offsetMs: number): Promise<Told> {
  try {
    const request = pool.request();
    request.arrayRowMode = true;
    const { recordsets } = await request.batch(batch);
    const sets: unknown = recordsets;
    return { rows: (Array.isArray(sets) ? sets : []).flatMap((set: unknown) => rowsOf(set, offsetMs)) };
  } catch (error) {
    return { error: error instanceof sql.RequestError ? errorText(error.number, error.lineNumber) : String(error) };
  }
}

/** A set of rows as the driver gives it: arrays, with the columns as a property that is not listed. */
function rowsOf(set: unknown, offsetMs: number): string[][] {
  if (!Array.isArray(set)) return [];
  const columns: unknown = 'columns' in set ? set.columns : null;
  const types = Array.isArray(columns) ? columns.map((column: { type?: unknown }) => column.type) : [];
  return set.map((row: unknown) => (Array.isArray(row) ? row : []).map((value, at) => plain(shown(value, types[at], offsetMs))));
}

const errorText = (number: unknown, line: unknown): string => `${number} on line ${line}`;

/** What tsql reads. It tells errors apart from rows: what had no row among several is asked once more alone. */
export async function readByTsql({ server }: Standing, batches: readonly string[], settings: TsqlSettings = {}): Promise<Told[]> {
  const login: TsqlLogin = { ...LOGIN, args: ['-a', NAME, '-o', 'hfq', '-t', COLUMN, '-r', ROW] };
  const say = (texts: readonly string[]) => tsql({ port: server.port, 'tds version': '7.4', ...settings }, login, texts);
  const said = await say(batches.flatMap((batch) => [batch, `SELECT '${MARK}'`]));
  const parts = said.split(`${MARK}${ROW}`);
  const told: Told[] = [];
  for (const [at, batch] of batches.entries()) {
    const part = parts[at] ?? '';
    told.push(readTold(part === '' && batches.length > 1 ? await say([batch]) : part));
  }
  return told;
}

function readTold(said: string): Told {
  const error = /Msg (\d+) \(severity \d+, state \d+\) from .* Line (\d+):/.exec(said);
  if (error) return { error: errorText(error[1], error[2]) };
  return {
    rows: said
      .split(ROW)
      .slice(0, -1)
      .map((row) => row.split(COLUMN).map(plain)),
  };
}
