import { SPLIT_MAJOR, SQL_NEEDS, serverRights } from './rights.ts';
import type { SqlSets, SqlStatement } from './statement.ts';

type RightSetName = 'rights';

/** What the doctor is told: the version, and a column for each right on the server, 1 where the login has it, however it came by it, 0 where not, NULL where the server knows no such right. */
export type RawRights = SqlSets<RightSetName>;

/** The column of a right: "VIEW ANY DEFINITION" is view_any_definition. */
export function columnOf(right: string): string {
  return right.toLowerCase().replaceAll(' ', '_');
}

const askedOf = (major: number): string =>
  serverRights(SQL_NEEDS, String(major))
    .map((right) => `,\n  HAS_PERMS_BY_NAME(NULL, NULL, '${right}') AS ${columnOf(right)}`)
    .join('');

const statement = (since: number): SqlStatement<RightSetName> => ({
  ...{ name: 'rights', since, editions: null, right: null },
  text: `SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS product_version${askedOf(since)}`,
});

/** Which of the rights that Vigil needs the login has (HAS_PERMS_BY_NAME with neither securable nor class is about the server). Everybody may ask it of himself. */
export const RIGHT_STATEMENTS: readonly SqlStatement<RightSetName>[] = [statement(12), statement(SPLIT_MAJOR)];
