import { Worker } from 'node:worker_threads';
import type { Figures, FromWorker, Order, WorkerData } from './messages.ts';
import { HistoryProblem } from './problem.ts';

export type Done = { value: unknown; figures: Figures | null };

type Waiter = { resolve(done: Done): void; reject(problem: HistoryProblem): void };

/** One life of the worker. Orders are carried out one after another; those that are open when it ends are rejected, and none is taken after. */
export class WorkerSession {
  readonly #worker: Worker;
  readonly #waiters = new Map<number, Waiter>();
  #nextId = 1;
  #error: Error | null = null;
  #endWords: string | null = null;

  /** `onEnd` is told in words why it ended, where nobody asked it to. */
  constructor(data: WorkerData, onEnd: (words: string) => void) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data, name: 'history' });
    this.#worker.on('message', (answer: FromWorker) => this.#take(answer));
    this.#worker.on('error', (error: Error) => {
      this.#error = error;
    });
    this.#worker.on('exit', (code) => {
      const asked = this.#endWords !== null;
      const words = `The part of Vigil that keeps the history has ended (${this.#error?.message ?? `code ${code}`}), and is started again.`;
      this.#end(words);
      if (!asked) onEnd(words);
    });
    this.#worker.unref();
  }

  get isOver(): boolean {
    return this.#endWords !== null;
  }

  get openOrders(): number {
    return this.#waiters.size;
  }

  /** Resolves when the order was carried out; rejects with a HistoryProblem. */
  order(order: Order): Promise<Done> {
    if (this.#endWords !== null) return Promise.reject(new HistoryProblem('stopped', this.#endWords));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // The process lives on while something is asked, and not for the worker alone.
      this.#worker.ref();
      this.#waiters.set(id, { resolve, reject });
      this.#worker.postMessage({ id, order });
    });
  }

  /** Ends the worker, whatever it does. */
  async end(): Promise<void> {
    this.#end('The history is closed: Vigil stops.');
    await this.#worker.terminate();
  }

  #take(answer: FromWorker): void {
    const waiter = this.#waiters.get(answer.id);
    this.#waiters.delete(answer.id);
    if (this.#waiters.size === 0) this.#worker.unref();
    if (answer.is === 'done') waiter?.resolve(answer);
    else waiter?.reject(new HistoryProblem(answer.kind, answer.words));
  }

  #end(words: string): void {
    this.#endWords ??= words;
    for (const { reject } of this.#waiters.values()) reject(new HistoryProblem('stopped', this.#endWords));
    this.#waiters.clear();
  }
}
