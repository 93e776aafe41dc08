import { SqlError } from '../tds/types.ts';

const syntax = (number: number, message: string, line: number, state = 1): SqlError =>
  new SqlError(number, message, { severity: 15, state, line });

export const invalidObject = (path: readonly string[], line: number): SqlError =>
  new SqlError(208, `Invalid object name '${path.join('.')}'.`, { line });
export const invalidColumn = (name: string, line: number): SqlError => new SqlError(207, `Invalid column name '${name}'.`, { line });
export const ambiguousColumn = (name: string, line: number): SqlError => new SqlError(209, `Ambiguous column name '${name}'.`, { line });
export const unboundName = (path: readonly string[], line: number): SqlError =>
  new SqlError(4104, `The multi-part identifier "${path.join('.')}" could not be bound.`, { line });
export const notGrouped = (name: string, line: number): SqlError =>
  new SqlError(
    8120,
    `Column '${name}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.`,
    { line },
  );
export const undeclared = (name: string, line: number): SqlError => syntax(137, `Must declare the scalar variable "${name}".`, line, 2);
export const undeclaredTable = (name: string, line: number): SqlError =>
  new SqlError(1087, `Must declare the table variable "${name}".`, { severity: 15, state: 2, line });
export const misplacedAggregate = (line: number): SqlError =>
  syntax(
    147,
    'An aggregate may not appear in the WHERE clause unless it is in a subquery contained in a HAVING clause or a select list, and the column being aggregated is an outer reference.',
    line,
  );
export const misplacedWindow = (line: number): SqlError =>
  syntax(4108, 'Windowed functions can only appear in the SELECT or ORDER BY clauses.', line);
export const unknownFunction = (name: string, line: number): SqlError =>
  syntax(195, `'${name}' is not a recognized built-in function name.`, line, 10);
export const notCondition = (near: string, line: number): SqlError =>
  syntax(4145, `An expression of non-boolean type specified in a context where a condition is expected, near '${near}'.`, line);
export const incorrectSyntax = (near: string, line: number): SqlError => syntax(102, `Incorrect syntax near '${near}'.`, line);
export const tooManyColumns = (line: number): SqlError =>
  new SqlError(116, 'Only one expression can be specified in the select list when the subquery is not introduced with EXISTS.', { line });
/** A right on one object: "SELECT on msdb.dbo.backupset". */
const ON_OBJECT = /^(\w+) on ([^.]+)\.([^.]+)\.(.+)$/;

/** 229 for a right on an object, 300 for one on the server. */
export function permissionDenied(permission: string): SqlError {
  const [, right, database, schema, name] = ON_OBJECT.exec(permission) ?? [];
  if (name === undefined) return serverPermissionDenied(permission);
  const what = `The ${right} permission was denied on the object '${name}', database '${database}', schema '${schema}'.`;
  return new SqlError(229, what, { severity: 14, state: 5 });
}

const serverPermissionDenied = (permission: string): SqlError =>
  new SqlError(300, `${permission} permission was denied on object 'server', database 'master'.`, { severity: 14 });
export const operandInvalid = (type: string, operator: string, line: number): SqlError =>
  new SqlError(8117, `Operand data type ${type} is invalid for ${operator} operator.`, { line });
