import { SqlError } from '../tds/types.ts';
import type { Statement } from './ast.ts';
import { TICKS_PER_DAY } from './calendar.ts';
import { Cancelled } from './cancelled.ts';
import type { Context } from './catalog.ts';
import { notBuilt } from './not-built.ts';
import type { SessionState } from './plan.ts';
import { evaluate, type Run } from './run.ts';
import { beginTransaction, commitTransaction, rollbackTransaction } from './transaction.ts';
import { bigintOf, DATETIME } from './types.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** The database of that name as a session may enter it; 911 where there is none, 976, 942 and the like where it may not be used now. */
export function enterDatabase(name: string, context: Context): SessionState['database'] {
  const database = context.instance.databases.get(name.toLowerCase());
  if (!database) throw new SqlError(911, `Database '${name}' does not exist. Make sure that the name is entered correctly.`);
  const refusal = database.refuses?.({ ...context, database: database.name });
  if (refusal) throw refusal;
  return database;
}

/** USE. */
export function runUse(run: Run, { database: name }: Of<'use'>): void {
  const before = run.state.database.name;
  run.state.database = enterDatabase(name, run.context);
  run.out.database(run.state.database.name, before);
}

/** BEGIN, COMMIT and ROLLBACK TRANSACTION. */
export function runTransaction({ state }: Run, { action, line }: Of<'transaction'>): void {
  if (action === 'begin') beginTransaction(state);
  else if (action === 'commit') commitTransaction(state);
  else if (action === 'rollback') rollbackTransaction(state);
  else throw notBuilt('SAVE TRANSACTION', line);
}

/** SET of options; they are kept, and those that the engine knows are followed. ROWCOUNT would change results and is refused. */
export function runSetOption({ state }: Run, { names, value, line }: Of<'setOption'>): void {
  for (const name of names) {
    if (name === 'rowcount' && value !== '0') throw notBuilt('SET ROWCOUNT', line);
    if ((name === 'parseonly' || name === 'noexec' || name === 'fmtonly' || name.startsWith('showplan')) && value === 'on') {
      throw notBuilt(`SET ${name.toUpperCase()}`, line);
    }
    state.options.set(name, value);
  }
}

/** Waits so many milliseconds, or until the signal aborts. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(new Cancelled());
      else resolve();
    }
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}

/** WAITFOR DELAY, in the time of the machine. */
export async function runWaitFor(run: Run, { what, moment, line }: Of<'waitFor'>): Promise<void> {
  if (what === 'time') throw notBuilt('WAITFOR TIME', line);
  const delay = bigintOf((await evaluate(run, moment, DATETIME)) ?? 0n);
  await wait(Number((delay % TICKS_PER_DAY) / 10_000n), run.signal);
}
