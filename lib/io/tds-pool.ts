import sql from 'mssql';
import type { Connection } from 'tedious';
import { FetchError } from '../failure.ts';
import { openTdsLine, type TdsLine } from './tds-line.ts';
import type { TdsTarget } from './tds-target.ts';

/** Everything ends by the signal of whoever asks; these are only what the pool wants for numbers. The most that a timer may be set to. */
const NEVER_MS = 2 ** 31 - 1;

/** One connection, kept for as long as it is good. After one that could not be opened the pool looks again who waits: nobody does, questions take turns. */
const ONE = {
  ...{ min: 0, max: 1, createRetryIntervalMillis: 1 },
  ...{ acquireTimeoutMillis: NEVER_MS, createTimeoutMillis: NEVER_MS, idleTimeoutMillis: NEVER_MS, reapIntervalMillis: NEVER_MS },
};

const UNASKED = 'an answer that nobody asked for: the connection was given up';
const CLOSED = 'Vigil closed the connection';

type Lent = (error: Error | null, connection?: Connection, config?: object) => void;

/**
 * The pool of mssql, of one connection that is made by `openTdsLine`. Nothing is opened before it is first held. Questions take turns: it must not be held twice. Requests are made for a
 * connection that is held, and go over no other.
 */
export class TdsPool extends sql.ConnectionPool {
  readonly #target: TdsTarget;
  readonly #lines = new WeakMap<object, TdsLine>();
  readonly #lineOf = new WeakMap<sql.Request, TdsLine>();
  readonly #ending = new AbortController();
  #signal: AbortSignal = this.#ending.signal;
  #held: TdsLine | null = null;

  constructor(target: TdsTarget) {
    super({ server: target.host, pool: ONE, stream: true, arrayRowMode: true });
    this.#target = target;
    // It is told whoever wants a connection as well.
    this.on('error', () => undefined);
  }

  get isEnding(): boolean {
    return this.#ending.signal.aborted;
  }

  /** The connection, another if it was lost or has heard what nobody asked for. It is opened if there is none, until the signal aborts. Throws FetchError. */
  async hold(signal: AbortSignal): Promise<TdsLine> {
    this.#signal = signal;
    const closed = new FetchError('internal', CLOSED);
    if (!this.isEnding && !this.connected) await this.connect();
    // A pool that ends would make its waiters wait for ever.
    if (this.isEnding) throw closed;
    const connection = await this.pool.acquire().promise.catch((error: unknown) => {
      throw this.isEnding ? closed : error;
    });
    const line = this.#lines.get(connection);
    if (line === undefined) throw new Error('the pool gives a connection that is none of its own');
    this.#held = line;
    if (this.isEnding) line.fail(closed);
    return line;
  }

  /** To be called once what was asked over the connection has ended, or the connection has. */
  giveBack(): void {
    if (this.#held === null) return;
    this.pool.release(this.#held.connection);
    this.#held = null;
  }

  /** A request that goes over that connection, or not at all. */
  requestOver(line: TdsLine): sql.Request {
    const request = this.request();
    this.#lineOf.set(request, line);
    return request;
  }

  /** Destroys the connection, whoever holds it. */
  end(): void {
    this.#ending.abort();
    this.#held?.fail(new FetchError('internal', CLOSED));
    this.close().catch(() => undefined);
  }

  /** Called by mssql, whose requests would else go over whatever connection is free, a new one if theirs is lost. */
  acquire(requester: sql.Request, lend: Lent): void {
    const line = this.#lineOf.get(requester);
    if (line === undefined || line.isLost) process.nextTick(lend, new FetchError('protocol', 'the connection of this request is lost'));
    else process.nextTick(lend, null, line.connection, {});
  }

  /** Called by mssql after each request: it stays held. */
  release(): void {}

  /** Called by mssql, for its test of the settings first: that connection is not made, the first question is the test. */
  async _poolCreate(): Promise<Connection | null> {
    if (this.connecting) return null;
    const line = await openTdsLine(this.#target, AbortSignal.any([this.#signal, this.#ending.signal]));
    this.#lines.set(line.connection, line);
    return line.connection;
  }

  /** Called by mssql before the connection is held again. */
  _poolValidate(connection: Connection): boolean {
    const line = this.#lines.get(connection);
    return line !== undefined && !line.isLost && line.connection.isQuiet();
  }

  /** Called by mssql. */
  async _poolDestroy(connection: Connection | null): Promise<void> {
    if (connection !== null) this.#lines.get(connection)?.fail(new FetchError('protocol', UNASKED));
  }
}
