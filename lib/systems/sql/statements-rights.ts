import { allRights, partedRight, SPLIT_MAJOR, type SqlNeed } from './rights.ts';
import type { SqlRow, SqlStatement } from './statement.ts';

/** What the doctor is told of the rights that these need: the version, and a column for each right, 1 where the login has it, however it came by it, 0 where not, NULL where the server knows no such right or object. */
export type RawRights = { needs: readonly SqlNeed[]; rows: readonly SqlRow[] };

/** The column of a right: "VIEW ANY DEFINITION" is view_any_definition. */
export function columnOf(right: string): string {
  return right
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '');
}

/** HAS_PERMS_BY_NAME with neither securable nor class is about the server; an object may be named in three parts, whatever database is in use. */
function asked(right: string): string {
  const { permission, object } = partedRight(right);
  const on = object === null ? 'NULL, NULL' : `N'${textOf(object.map(bracketed).join('.'))}', 'OBJECT'`;
  return `,\n  HAS_PERMS_BY_NAME(${on}, '${permission}') AS ${bracketed(columnOf(right))}`;
}

/** Which of the rights that Vigil needs for these the login has. Everybody may ask it of himself. */
export function rightStatements(needs: readonly SqlNeed[]): readonly SqlStatement<'rights'>[] {
  const statement = (since: number): SqlStatement<'rights'> => ({
    ...{ name: 'rights', since, editions: null, right: null },
    text: `SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS product_version${allRights(needs, String(since)).map(asked).join('')}`,
  });
  return [statement(12), statement(SPLIT_MAJOR)];
}

/** A name in brackets, as T-SQL wants it delimited. */
export function bracketed(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/** What stands in a literal of text. */
export function textOf(value: string): string {
  return value.replaceAll("'", "''");
}
