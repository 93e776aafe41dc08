import { SqlError } from '../tds/types.ts';

/** The number of what is not built: none of SQL Server's own, and not the 50000 of RAISERROR, which a batch may expect and catch. */
const NOT_BUILT = 40_000;

/** The error for what SQL Server knows and the stand-in does not, so that nobody takes it for an answer of SQL Server. `what` reads well before "is not built". */
export function notBuilt(what: string, line: number): SqlError {
  return new SqlError(NOT_BUILT, `stand-in: ${what} is not built.`, { severity: 15, line });
}
