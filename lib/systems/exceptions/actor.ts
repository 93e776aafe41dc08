import type { DatabaseConnection } from '../../io/database.ts';
import type { Meter } from '../../io/meter.ts';
import { openToAct } from './connection.ts';
import type { ExceptionsSettings } from './settings.ts';
import { type Table, tableOf } from './table.ts';

/** Changes the rows of a store, as who is configured to act. */
export type StoreActor = { database: DatabaseConnection; table: Table };

export const HOW_TO_ENABLE =
  'no login to act as is configured: add act: { user, password } to the exceptions section or to the store, and a login with UPDATE and DELETE on the table to the database';

/** Null where nobody is configured to act. */
export function connectActor(settings: ExceptionsSettings, meter: Meter): StoreActor | null {
  const database = openToAct(settings, meter);
  return database === null ? null : { database, table: tableOf(settings) };
}

export function closeActor({ database }: StoreActor): void {
  database.close();
}
