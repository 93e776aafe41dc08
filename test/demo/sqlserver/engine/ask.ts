import { ticksOfDate } from '#demo/sqlserver/engine/calendar.ts';
import {
  addDatabase,
  addObject,
  createInstance,
  type Instance,
  type PlainRow,
  type Table,
  type TableColumn,
} from '#demo/sqlserver/engine/catalog.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import { rowsFromPlain } from '#demo/sqlserver/engine/from-plain.ts';
import { parseType } from '#demo/sqlserver/engine/parse-batch.ts';
import { toText } from '#demo/sqlserver/engine/to-text.ts';
import type { Login, Out, Param, Session } from '#demo/sqlserver/tds/backend.ts';
import { type Column, SqlError, type Value } from '#demo/sqlserver/tds/types.ts';

/** The moment at which every test instance stands: 2020-06-01 10:00:00.1234567 UTC. */
export const NOW = ticksOfDate(new Date('2020-06-01T10:00:00.123Z')) + 4567n;

/** Columns by "name type", nullable; " not null" and " identity" may stand behind. */
export function columns(...texts: string[]): TableColumn[] {
  return texts.map((text) => {
    const bare = text.replace(/ (not null|identity)$/i, '');
    const [name = ''] = bare.split(' ');
    const isIdentity = / identity$/i.test(text);
    return { name, type: parseType(bare.slice(name.length + 1)), isNullable: !(isIdentity || / not null$/i.test(text)), isIdentity };
  });
}

/** A 2022 in the zone UTC+5:30, with a login `sa` that may all and `low` that may nothing. */
export function testInstance(major = 16): Instance {
  const instance = createInstance({
    name: 'SQL01',
    major,
    versionText: 'Microsoft SQL Server (stand-in)',
    now: () => NOW,
    offsetMinutes: () => 330,
    property: (name) => ({ productversion: `${major}.0.4135.4`, ishadrenabled: 1 })[name],
    fileProperty: (file, name) => (file === 'Core_log' && name === 'spaceused' ? 77 : null),
  });
  instance.logins.set('sa', { password: 'x', permissions: 'all' });
  instance.logins.set('low', { password: 'x', permissions: new Set() });
  addDatabase(instance, 'Core');
  return instance;
}

/** Puts a table with rows of plain values into the instance, and gives it back. */
export function addTable(instance: Instance, path: string, made: TableColumn[], rows: PlainRow[] = []): Table {
  const table: Table = { kind: 'table', columns: made, rows: rowsFromPlain(made, rows), lastIdentity: BigInt(rows.length) };
  addObject(instance, path, table);
  return table;
}

export type Answer = {
  /** Each value also as it came: the text of a float has six digits. */
  sets: { columns: Column[]; rows: string[][]; values: (readonly Value[])[] }[];
  counts: (number | undefined)[];
  infos: string[];
  outputs: Record<string, Value>;
  /** Those that were sent, and last the one that ended the batch. */
  errors: { number: number; severity: number; state: number; line: number; message: string }[];
};

const LOGIN: Login = {
  ...{ userName: 'sa', password: 'x', database: '', appName: 'test', hostName: 'box', serverName: '', library: '', language: '' },
  ...{ isIntegrated: false, isReadOnlyIntent: false, tdsVersion: 0, packetSize: 4096, features: [] },
};

/** A session on the instance. */
export function signIn(instance: Instance, login: Partial<Login> = {}): Session {
  const session = engineBackend(instance).login({ ...LOGIN, ...login }, 51);
  if (session instanceof Promise) throw new TypeError('the engine admits at once');
  return session;
}

const shown = (value: Value, column: Column | undefined): string =>
  value === null ? 'NULL' : toText(value, column?.type ?? { name: 'int' });

function collecting(answer: Answer): Out {
  const keep = ({ number, severity, state, line, message }: SqlError): void => {
    answer.errors.push({ number, severity, state, line, message });
  };
  return {
    metadata: (given) => void answer.sets.push({ columns: [...given], rows: [], values: [] }),
    row: (values) => {
      const set = answer.sets.at(-1);
      set?.rows.push(values.map((value, at) => shown(value, set.columns[at])));
      set?.values.push(values);
    },
    done: (command, count) => void (command !== 0 && answer.counts.push(count)),
    info: ({ text }) => void answer.infos.push(text),
    error: keep,
    database: () => {},
    output: (name, _type, value) => {
      answer.outputs[name] = value;
    },
    flush: async () => {},
  };
}

/** Runs a batch and keeps all it answers; what ends it is the last of its errors. */
export async function ask(session: Session, sql: string, params: Param[] = [], signal = new AbortController().signal): Promise<Answer> {
  const answer: Answer = { sets: [], counts: [], infos: [], outputs: {}, errors: [] };
  const out = collecting(answer);
  try {
    await session.batch({ sql, params, definitions: '' }, out, signal);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    out.error(error);
  }
  return answer;
}

/** The rows of the only result; an error is thrown. */
export async function rowsOf(session: Session, sql: string, params: Param[] = []): Promise<string[][]> {
  const { sets, errors } = await ask(session, sql, params);
  const [first] = errors;
  if (first) throw new Error(`${first.number}: ${first.message}`);
  return sets.at(-1)?.rows ?? [];
}
