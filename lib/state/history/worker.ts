import { parentPort, workerData } from 'node:worker_threads';
import { setAside } from './database.ts';
import type { Batch, Figures, FromWorker, Order, ToWorker, WorkerData } from './messages.ts';
import { describeStoreError, HistoryProblem, isDamage } from './problem.ts';
import { HistoryStore } from './store.ts';

/** The thread that owns the file of the history: it is asked by messages, and each is answered once. See worker-line.ts for the other end. */

const data: WorkerData = workerData;
let store: HistoryStore | null = null;
let unopened: unknown = null;
let asideWords: string | null = null;
let parts: { number: number; part: Batch }[] = [];

parentPort?.on('message', ({ id, order }: ToWorker) => answer(id, order));

function answer(id: number, order: Order): void {
  try {
    const value = carryOut(order);
    tell({ id, is: 'done', value, figures: figures(order) });
  } catch (error) {
    const { kind, message } = describeStoreError(error, data.file);
    tell({ id, is: 'refused', kind, words: message });
  }
}

function carryOut(order: Order): unknown {
  switch (order.do) {
    case 'open':
      open(order.now);
      return null;
    case 'put':
      parts.push(order);
      return null;
    case 'flush':
      return flush(order);
    case 'tidy':
      return opened().tidy(order);
    case 'ask':
      return opened().ask(order.question);
    case 'close':
      if (store !== null) store.end(order.now);
      store = null;
      return null;
  }
}

function flush(order: Extract<Order, { do: 'flush' }>): null {
  // Those of one that was broken off are given again with a later number.
  const ours = parts.filter(({ number }) => number === order.number).map(({ part }) => part);
  parts = [];
  const batch = { readings: all(ours, 'readings'), frames: all(ours, 'frames'), events: all(ours, 'events') };
  try {
    open(order.now).flush(batch, order);
  } catch (error) {
    if (isDamage(error)) leaveDamaged(error, order.now);
    throw error;
  }
  return null;
}

function all<Kind extends keyof Batch>(parts: readonly Batch[], kind: Kind): Batch[Kind][number][] {
  return parts.flatMap((part) => [...part[kind]]);
}

function open(now: number): HistoryStore {
  try {
    store ??= new HistoryStore(data, now, asideWords);
    unopened = asideWords = null;
    return store;
  } catch (error) {
    unopened = error;
    throw error;
  }
}

function opened(): HistoryStore {
  if (store !== null) return store;
  throw unopened ?? new HistoryProblem('stopped', 'The history is not open yet: ask again in a while.');
}

/** The next flush begins a new file. */
function leaveDamaged(error: unknown, now: number): void {
  store?.close();
  store = null;
  asideWords = setAside(data.file, now, error);
}

function figures(order: Order): Figures | null {
  return order.do === 'ask' || order.do === 'put' || store === null ? null : store.figures();
}

function tell(answer: FromWorker): void {
  parentPort?.postMessage(answer);
}
