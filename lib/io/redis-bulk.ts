import type { Socket } from 'node:net';
import { FetchError } from '../failure.ts';
import { formatSpan } from '../format/time.ts';
import { concealSecret } from './conceal.ts';
import type { Meter } from './meter.ts';
import { byteWords } from './network-errors.ts';
import type { RedisTarget } from './redis-line.ts';
import { replyFailure } from './redis-replies.ts';
import { openSocket, socketFailure, whereOf } from './redis-socket.ts';
import { type BulkCommand, type BulkReply, formatBatch, GARBAGE, isError, type PreparedCommands, ReplyReader, tooLarge } from './resp.ts';

/** `maxBytes` is the most that the answers to one batch may come to, `deadlineMs` how long they may take. */
export type BulkTarget = RedisTarget & { deadlineMs: number };

/**
 * A connection for many small commands, several times as fast as one that keeps account of each. `ask` sends a batch at once and gives the answers in that order; batches may
 * follow one another without waiting. `askAbout` asks the prepared commands about each thing in turn, and then `more`. It throws FetchError for anything but an answer to each, and then the connection has ended. `failureOf` says what an error answer means.
 */
export type BulkConnection = {
  ask(commands: readonly BulkCommand[]): Promise<BulkReply[]>;
  askAbout(things: readonly string[], prepared: PreparedCommands, more: readonly BulkCommand[]): Promise<BulkReply[]>;
  failureOf(said: string, asked: string): FetchError;
  close(): void;
};

type Asking = { replies: BulkReply[]; left: number; bytes: number; sent: number; timer: NodeJS.Timeout } & PromiseWithResolvers<
  BulkReply[]
>;

/** Connects, signs in and names the connection. Throws FetchError. When the signal aborts, now or later, the socket is destroyed. The meter is told of each batch. */
export async function openBulk(target: BulkTarget, signal: AbortSignal, meter: Meter): Promise<BulkConnection> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(target.deadlineMs)]);
  const socket = await openSocket(target, limited);
  const line = new BulkLine(socket, target, meter);
  const abort = (): void => line.fail(new FetchError('timeout', 'given up'));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  socket.on('close', () => signal.removeEventListener('abort', abort));
  const { user, password, name } = target;
  const auth = password === null ? [] : [user === null ? ['AUTH', password] : ['AUTH', user, password]];
  const answers = await line.ask([...auth, ['CLIENT', 'SETNAME', name]].map((command) => command.map(asBytes)));
  const [signedIn] = answers;
  // A name is a nicety that a user may have no right to; without a sign-in nothing else counts.
  if (auth.length === 0 || signedIn === 'OK') return line;
  const failure = line.failureOf(isError(signedIn) ? signedIn.error : String(signedIn), 'AUTH');
  line.fail(failure);
  throw failure;
}

class BulkLine implements BulkConnection {
  readonly #socket: Socket;
  readonly #target: BulkTarget;
  readonly #meter: Meter;
  readonly #reader: ReplyReader;
  readonly #asking: Asking[] = [];
  #lost: FetchError | null = null;
  #lastError: string | null = null;
  #hasAnswered = false;

  constructor(socket: Socket, target: BulkTarget, meter: Meter) {
    this.#socket = socket;
    this.#target = target;
    this.#meter = meter;
    this.#reader = new ReplyReader(target.maxBytes, (reply) => this.#take(reply));
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    socket.on('error', (error) => this.fail(this.#spoken() ?? this.#broken(error)));
    for (const event of ['end', 'close']) socket.on(event, () => this.fail(this.#spoken() ?? this.#hungUp()));
  }

  ask(commands: readonly BulkCommand[]): Promise<BulkReply[]> {
    return this.#send(formatBatch(commands), commands.length);
  }

  askAbout(things: readonly string[], { formatFor, count }: PreparedCommands, more: readonly BulkCommand[]): Promise<BulkReply[]> {
    let bytes = '';
    for (const thing of things) bytes += formatFor(thing);
    return this.#send(bytes + formatBatch(more), things.length * count + more.length);
  }

  #send(bytes: string, count: number): Promise<BulkReply[]> {
    if (this.#lost) return Promise.reject(this.#lost);
    if (count === 0) return Promise.resolve([]);
    const { deadlineMs } = this.#target;
    const timer = setTimeout(() => this.fail(new FetchError('timeout', `no answer for ${formatSpan(deadlineMs)}`)), deadlineMs);
    const asking: Asking = { replies: [], left: count, bytes: 0, sent: bytes.length, timer, ...Promise.withResolvers() };
    this.#asking.push(asking);
    this.#socket.write(bytes, 'latin1');
    return asking.promise;
  }

  failureOf(said: string, asked: string): FetchError {
    const { password, key } = this.#target;
    return replyFailure(said, { asked, isAuthorized: password !== null, conceal: concealSecret(password), key });
  }

  close(): void {
    this.fail(new FetchError('internal', 'Vigil closed the connection'));
  }

  fail(error: FetchError): void {
    this.#lost ??= error;
    this.#socket.destroy();
    for (const asking of this.#asking.splice(0)) {
      this.#end(asking);
      asking.reject(this.#lost);
    }
  }

  #hear(chunk: Buffer): void {
    const [asking] = this.#asking;
    if (asking) asking.bytes += chunk.length;
    try {
      this.#reader.read(chunk);
      if (asking && asking.left > 0 && asking.bytes > this.#target.maxBytes) throw tooLarge(asking.bytes, this.#target.maxBytes);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      const where = whereOf(this.#target);
      this.fail(
        error.kind === 'protocol' && error.message === GARBAGE ? new FetchError('protocol', notRedis(where), error.received) : error,
      );
    }
  }

  #take(reply: BulkReply): void {
    this.#lastError = isError(reply) ? reply.error : null;
    this.#hasAnswered = true;
    const [asking] = this.#asking;
    // What a server says by itself before it closes; why is told when it does.
    if (!asking) return;
    asking.replies.push(reply);
    asking.left -= 1;
    if (asking.left > 0) return;
    this.#asking.shift();
    this.#end(asking);
    asking.resolve(asking.replies);
  }

  #end({ timer, sent, bytes }: Asking): void {
    clearTimeout(timer);
    this.#meter.request(sent, bytes);
  }

  #spoken(): FetchError | null {
    return this.#lastError === null ? null : this.failureOf(this.#lastError, 'the connection');
  }

  /** One that has answered is no port of another kind, whatever the error looks like. */
  #broken(error: Error): FetchError {
    return this.#hasAnswered ? this.#hungUp() : socketFailure(error, this.#target, this.#heard());
  }

  #hungUp(): FetchError {
    const bytes = this.#asking[0]?.bytes ?? 0;
    if (bytes > 0) return new FetchError('protocol', `cut off after ${byteWords(bytes)}`);
    const instead = this.#hasAnswered ? 'in the middle' : 'without an answer';
    return new FetchError('protocol', `${whereOf(this.#target)} closed the connection ${instead}`);
  }

  #heard(): { isConnected: boolean; isSecured: boolean; bytes: number; text: string } {
    return { isConnected: true, isSecured: true, bytes: this.#asking[0]?.bytes ?? 0, text: '' };
  }
}

/** What people typed, one character for each of its bytes in UTF-8. */
function asBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function notRedis(where: string): string {
  return `what answers on ${where} is not Redis, or breaks off within an answer`;
}
