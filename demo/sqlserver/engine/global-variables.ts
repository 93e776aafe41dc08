import type { SqlType, Value } from '../tds/types.ts';
import type { Context } from './catalog.ts';
import type { SessionState } from './plan.ts';
import { INT, numeric, nvarchar, SMALLINT, TINYINT } from './types.ts';

type GlobalVariable = { type: SqlType; read(state: SessionState, context: Context): Value };

const GLOBALS = new Map<string, GlobalVariable>([
  ['@@rowcount', { type: INT, read: ({ rowCount }) => rowCount }],
  ['@@error', { type: INT, read: ({ errorNumber }) => errorNumber }],
  ['@@trancount', { type: INT, read: ({ transactions }) => transactions }],
  ['@@identity', { type: numeric(38, 0), read: ({ identity }) => identity }],
  ['@@spid', { type: SMALLINT, read: (_state, { sessionId }) => sessionId }],
  ['@@servername', { type: nvarchar(128), read: (_state, { instance }) => instance.name }],
  ['@@servicename', { type: nvarchar(128), read: (_state, { instance }) => instance.name.split('\\')[1] ?? 'MSSQLSERVER' }],
  ['@@version', { type: nvarchar(300), read: (_state, { instance }) => instance.versionText }],
  ['@@microsoftversion', { type: INT, read: (_state, { instance }) => instance.major * 0x1000000 }],
  ['@@language', { type: nvarchar(128), read: () => 'us_english' }],
  ['@@datefirst', { type: TINYINT, read: () => 7 }],
  ['@@max_precision', { type: TINYINT, read: () => 38 }],
  ['@@lock_timeout', { type: INT, read: ({ options }) => Number(options.get('lock_timeout') ?? -1) }],
]);

/** The global variable of that name, its @@ and any case included, or null. */
export const globalVariable = (name: string): GlobalVariable | null => GLOBALS.get(name.toLowerCase()) ?? null;
