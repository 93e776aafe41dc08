import { COMMANDS } from '../tds/backend.ts';
import { SqlError } from '../tds/types.ts';
import type { Query } from './ast.ts';
import { binderFor, finish, type Run, send } from './run.ts';
import { addNewTable } from './run-table.ts';

/** SELECT: answers rows, fills a new temporary table, or sets variables. */
export async function runQuery(run: Run, query: Query): Promise<void> {
  const { binder, read } = binderFor(run);
  const plan = binder.query(query, null, null);
  await read();
  const select = query.body.kind === 'select' ? query.body : null;
  if (select?.items.some((item) => item.kind === 'assign')) {
    finish(run, plan.rows(null).length, COMMANDS.select);
    return;
  }
  if (!select?.into) {
    await send(run, { columns: plan.columns, rows: plan.rows(null) }, COMMANDS.select);
    return;
  }
  if (plan.columns.some((column) => column.name === '')) {
    throw new SqlError(1038, 'An object or column name is missing or empty.', { severity: 15, state: 5, line: query.line });
  }
  const rows = plan.rows(null).map((row) => [...row]);
  const columns = plan.columns.map((column) => (column.type.name === 'null' ? { ...column, type: { name: 'int' as const } } : column));
  addNewTable(run, select.into, { kind: 'table', columns, rows, lastIdentity: 0n }, query.line);
  finish(run, rows.length, COMMANDS.select);
}
