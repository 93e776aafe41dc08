import type { DatabaseConnection, SqlValue } from '#lib/io/database.ts';
import type { WrittenError } from './errors.ts';
import { named, type StoreDialect, tableOrders, WRITTEN } from './tables.ts';

const TYPES: Readonly<Record<string, SqlValue['type']>> = {
  ...{ GUID: 'guid', CreationDate: 'time', LastLogDate: 'time', DeletionDate: 'time', IsProtected: 'bool' },
  ...{ StatusCode: 'int', ErrorHash: 'int', DuplicateCount: 'int' },
};
const ROWS_AT_ONCE = 50;
const ORDER_MS = 300_000;

/** A table of errors that applications write to. */
export type ErrorTable = {
  make(): Promise<void>;
  insert(errors: readonly WrittenError[]): Promise<void>;
  /** One more of an error that was written: the row takes it up, as the library does. */
  repeat(guid: string, at: number): Promise<void>;
  /** Any other order, in the words of the database; gives the rows that it answers with. */
  order(text: string, values?: readonly SqlValue[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
};

/** Writes to a table over a connection that may. */
export function errorTable(database: DatabaseConnection, dialect: StoreDialect, table: string): ErrorTable {
  const name = named(dialect, table);
  const column = (one: string): string => named(dialect, one);
  const order: ErrorTable['order'] = async (text, values = []) =>
    (await database.ask({ text, values }, AbortSignal.timeout(ORDER_MS))).rows;
  return {
    order,
    async make() {
      for (const text of tableOrders(dialect, table)) await order(text);
    },
    async insert(errors) {
      for (let from = 0; from < errors.length; from += ROWS_AT_ONCE) {
        const values: SqlValue[] = [];
        const rows = errors.slice(from, from + ROWS_AT_ONCE).map((error) => {
          const places = WRITTEN.map((one) => placeOf(dialect, values.push(cellOf(error, one))));
          return `(${places.join(', ')})`;
        });
        await order(`INSERT INTO ${name} (${WRITTEN.map(column).join(', ')}) VALUES ${rows.join(', ')}`, values);
      }
    },
    async repeat(guid, at) {
      const values: SqlValue[] = [
        { type: 'time', value: at },
        { type: 'guid', value: guid },
      ];
      const set = `${column('DuplicateCount')} = ${column('DuplicateCount')} + 1, ${column('LastLogDate')} = ${placeOf(dialect, 1)}`;
      await order(`UPDATE ${name} SET ${set} WHERE ${column('GUID')} = ${placeOf(dialect, 2)}`, values);
    },
  };
}

function placeOf(dialect: StoreDialect, index: number): string {
  if (dialect === 'mysql') return '?';
  return dialect === 'postgresql' ? `$${index}` : `@p${index}`;
}

function cellOf(error: WrittenError, name: string): SqlValue {
  const value: unknown = Reflect.get(error, name);
  // Every column that is written has the type that its name is listed with.
  return { type: TYPES[name] ?? 'text', value } as SqlValue;
}
