import { bindAggregate } from './bind-aggregate.ts';
import { bindCondition } from './bind-condition.ts';
import { bindExpression } from './bind-expression.ts';
import { bindItems } from './bind-items.ts';
import { bindBody, bindQuery, bindWith } from './bind-query.ts';
import { bindSelect } from './bind-select.ts';
import { bindSource } from './bind-source.ts';
import { Cancelled } from './cancelled.ts';
import type { Context, View } from './catalog.ts';
import { rowsFromPlain } from './from-plain.ts';
import { openObject } from './open-object.ts';
import type { Binder, Reading, Row, SessionState, Variable } from './plan.ts';
import type { RowLocks } from './row-locks.ts';

type Facts = {
  state: SessionState;
  context(): Context;
  variable(name: string, line: number): Variable;
  /** A trial binds only: no permission is asked, no view is read. */
  isTrial: boolean;
};

/** A binder for one statement, and `read`, which asks the views it reads for their rows: all of them before the first row is made. */
export function createBinder(facts: Facts): { binder: Binder; read(): Promise<void> } {
  const readings: Reading[] = [];
  const reading = (view: View, context: Context): Reading => {
    const known = readings.find((one) => one.view === view && one.context.database === context.database);
    const made = known ?? { view, context, rows: null };
    if (!known) readings.push(made);
    return made;
  };
  const settling: { locks: RowLocks; rows(): Iterable<Row> }[] = [];
  const read = async (): Promise<void> => {
    for (const { locks, rows } of settling) await locks.untilFree({ state: facts.state, signal: facts.context().signal }, rows);
    for (const one of readings) {
      if (one.rows) continue;
      const { signal } = one.context;
      const answer = one.view.rows(one.context);
      one.rows = rowsFromPlain(one.view.columns, answer instanceof Promise ? await untilAborted(answer, signal) : answer);
    }
  };
  const binder: Binder = {
    state: facts.state,
    context: facts.context,
    variable: facts.variable,
    reading,
    open: (path, line, right = 'SELECT') =>
      openObject(path, line, { context: facts.context(), state: facts.state, isTrial: facts.isTrial, right }),
    settling: (locks, rows) => void settling.push({ locks, rows }),
    expression: (expression, scope) => bindExpression(binder, expression, scope),
    condition: (expression, scope) => bindCondition(binder, expression, scope),
    aggregate: (expression, scope) => bindAggregate(binder, expression, scope),
    query: (query, outer, commons) => bindQuery(binder, query, outer, commons),
    body: (body, outer, commons) => bindBody(binder, body, outer, commons),
    select: (select, order, place) => bindSelect(binder, select, order, place),
    items: (items, scope) => bindItems(binder, items, scope),
    source: (source, place) => bindSource(binder, source, place),
    commons: (tables, outer, options) => bindWith(binder, tables, outer, options),
  };
  return { binder, read };
}

/** What a promise gives, or Cancelled as soon as the signal aborts. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(new Cancelled());
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Cancelled());
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
