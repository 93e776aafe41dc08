import { defineExamining, type Held, type Login, type Need, type Needing, type Told } from '../../doctor.ts';
import type { SqlRow } from '../../io/database.ts';
import { openDatabase } from '../../io/database-open.ts';
import { HOW_TO_ENABLE } from './actor.ts';
import { textIn } from './cells.ts';
import { targetOf } from './connection.ts';
import { RATES, RECENT, SHAPES, TOTALS } from './model.ts';
import type { ExceptionsSettings } from './settings.ts';
import { RIGHTS, rightsStatement } from './statements-rights.ts';
import { tableOf } from './table.ts';

const of = (is: Needing['is'], ...names: string[]): Needing[] => names.map((name) => ({ is, name }));

const LISTS = ['list', 'shapes', 'count', 'newer', 'facets', 'trend', 'error', 'error-details', 'raw', 'states', 'clearing'];

const NEEDS: readonly Need[] = [
  { panel: 'Counts, rates and shapes', of: of('probe', RECENT, TOTALS, RATES, SHAPES), as: 'read', isVital: true, rights: ['SELECT'] },
  { panel: 'Lists of errors, and each of them', of: of('question', ...LISTS), as: 'read', isVital: false, rights: ['SELECT'] },
  {
    ...{ panel: 'Protect, delete and restore', as: 'act', isVital: false, rights: ['SELECT', 'UPDATE'] },
    of: of('action', 'protect', 'unprotect', 'delete', 'restore'),
  },
  { panel: 'Clear many, and undo it', of: of('job', 'clear', 'restore'), as: 'act', isVital: false, rights: ['SELECT', 'UPDATE'] },
  { panel: 'Purge for ever', of: of('action', 'purge'), as: 'act', isVital: false, rights: ['SELECT', 'DELETE'] },
];

/** Which rights Vigil has on the table of a store, as each of its logins. They are looked up, and never tried. */
export const storeDoctor = defineExamining<ExceptionsSettings, readonly SqlRow[]>({
  logins: ({ read, act }): Login[] => [
    {
      as: 'read',
      user: read?.user ?? null,
      without: read === null ? 'nobody is configured to read as: add read: { user, password }' : null,
      isNeeded: true,
    },
    { as: 'act', user: act?.user ?? null, without: act === null ? HOW_TO_ENABLE : null, isNeeded: false },
  ],
  needs: () => NEEDS,
  timeoutMs: ({ times }) => times.recent.timeoutMs,
  async ask(settings, as, { signal, meter }) {
    const login = as === 'act' ? settings.act : settings.read;
    if (login === null) return [];
    const database = openDatabase(targetOf(settings, { login, isReading: true, most: 1 }), meter);
    try {
      return (await database.ask(rightsStatement(settings), signal)).rows;
    } finally {
      database.close();
    }
  },
  read: readRights,
  grant: (settings, { login, rights }) => grantOf(settings, { user: login.user ?? 'vigil', rights }),
});

function readRights(rows: readonly SqlRow[]): Told {
  const held = new Set(rows.map((row) => textIn(row, 'held')));
  const [first] = rows;
  return {
    version: first ? textIn(first, 'version').slice(0, 60) : null,
    held: Object.fromEntries(
      RIGHTS.map((right): [string, Held] => [
        right,
        held.has(right) ? { is: 'granted' } : { is: 'missing', why: `not granted on the table` },
      ]),
    ),
  };
}

function grantOf(
  settings: ExceptionsSettings,
  { user, rights }: { user: string; rights: readonly string[] },
): { statements: string[]; note: string } {
  const { words, name } = tableOf(settings);
  const { schema } = settings.table;
  const list = rights.join(', ');
  switch (settings.dialect) {
    case 'sqlserver':
      return { statements: [`GRANT ${list} ON ${name} TO ${words.quote(user)}`], note: `in the database ${settings.database}` };
    case 'postgresql':
      return {
        statements: [
          ...(schema === null ? [] : [`GRANT USAGE ON SCHEMA ${words.quote(schema)} TO ${words.quote(user)}`]),
          `GRANT ${list} ON ${name} TO ${words.quote(user)}`,
        ],
        note: `in the database ${settings.database}`,
      };
    case 'mysql':
      return {
        statements: [
          `GRANT ${list} ON ${words.quote(settings.database)}.${words.quote(settings.table.name)} TO '${user.replaceAll("'", "''")}'@'%'`,
        ],
        note: 'with the host that the login is made for in place of %; rights that a role gives are not seen here',
      };
  }
}
