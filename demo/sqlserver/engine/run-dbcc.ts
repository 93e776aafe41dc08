import { COMMANDS } from '../tds/backend.ts';
import type { Column } from '../tds/types.ts';
import type { Statement } from './ast.ts';
import { rowsFromPlain } from './from-plain.ts';
import { notBuilt } from './not-built.ts';
import { type Run, send } from './run.ts';

const COLUMNS: readonly Column[] = ['TraceFlag', 'Status', 'Global', 'Session'].map((name) => ({ name, type: { name: 'smallint' } }));

/** DBCC TRACESTATUS: the trace flags that are on for everybody; no set of rows at all where none is. Other commands of DBCC are not built. */
export async function runDbcc(run: Run, statement: Extract<Statement, { kind: 'dbcc' }>): Promise<void> {
  if (statement.name.toUpperCase() !== 'TRACESTATUS') throw notBuilt(`DBCC ${statement.name}`, statement.line);
  const flags = run.who.instance.traceFlags?.() ?? [];
  if (flags.length === 0) return;
  const rows = rowsFromPlain(
    COLUMNS,
    flags.map((flag) => [flag, 1, 1, 0]),
  );
  await send(run, { columns: COLUMNS, rows }, COMMANDS.select);
}
