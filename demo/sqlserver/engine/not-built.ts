import { SqlError } from '../tds/types.ts';

/** The error for what SQL Server knows and the stand-in does not, so that nobody takes it for an answer of SQL Server. `what` reads well before "is not built". */
export function notBuilt(what: string, line: number): SqlError {
  return new SqlError(50000, `stand-in: ${what} is not built`, { severity: 16, line });
}
