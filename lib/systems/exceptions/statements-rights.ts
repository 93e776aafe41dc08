import type { SqlAsk } from '../../io/database.ts';
import type { ExceptionsSettings } from './settings.ts';
import { ask, tableOf } from './table.ts';

/** The rights on the table that Vigil asks for. */
export const RIGHTS = ['SELECT', 'UPDATE', 'DELETE'] as const;

/** Which rights on the table the login has, a row for each that it has, and the version of the server. Nothing is tried. */
export function rightsStatement(settings: Pick<ExceptionsSettings, 'dialect' | 'table'>): SqlAsk {
  const table = tableOf(settings);
  switch (settings.dialect) {
    case 'sqlserver':
      return ask(table, 'rights', ({ words, name, text }) =>
        RIGHTS.map(
          (right) =>
            `SELECT ${words.version} AS version, '${right}' AS held WHERE HAS_PERMS_BY_NAME(${text(name)}, 'OBJECT', '${right}') = 1`,
        ).join(' UNION ALL '),
      );
    case 'postgresql':
      return ask(table, 'rights', ({ words, name, text }) =>
        RIGHTS.map(
          (right) => `SELECT ${words.version} AS version, '${right}' AS held WHERE has_table_privilege(${text(name)}, '${right}')`,
        ).join(' UNION ALL '),
      );
    case 'mysql':
      // Rights on the table, on its database and on everything: of the login itself, and not of its roles.
      return ask(table, 'rights', ({ words, text }) => {
        const all = RIGHTS.map((right) => `'${right}'`).join(', ');
        return `SELECT DISTINCT ${words.version} AS version, PRIVILEGE_TYPE AS held FROM (
  SELECT PRIVILEGE_TYPE FROM information_schema.TABLE_PRIVILEGES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ${text(settings.table.name)}
  UNION ALL SELECT PRIVILEGE_TYPE FROM information_schema.SCHEMA_PRIVILEGES WHERE DATABASE() LIKE TABLE_SCHEMA
  UNION ALL SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES) AS own WHERE PRIVILEGE_TYPE IN (${all})`;
      });
  }
}
