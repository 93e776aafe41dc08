import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { TlsEnvelope } from './tls-envelope.ts';

/** What a transport tells its connection. `onFault` is a fault of the client in words: the transport has to be finished then. */
export type TransportEvents = {
  onBytes(bytes: Buffer): void;
  onFault(error: unknown): void;
  onGone(): void;
  onTraffic(received: number, sent: number): void;
};

/** Contexts of TLS: one for TDS 7, which knows TLS 1.2 at most, and one for TDS 8. */
export type TlsContexts = { wrapped: SecureContext; strict: SecureContext };

const FIRST_BYTE_OF_TLS = 0x16;
const ENOUGH_UNSENT_BYTES = 64 * 1024;
const FAREWELL_MS = 1_000;

/** One client's socket, plain or under TLS. A client that begins with TLS speaks TDS 8. Nothing here throws. */
export class Transport {
  readonly #socket: Socket;
  readonly #contexts: () => TlsContexts;
  readonly #events: TransportEvents;
  readonly #waiting = new Set<() => void>();
  #envelope: TlsEnvelope | null = null;
  #tls: TLSSocket | null = null;
  #speaksTls = false;
  #isStrict = false;
  #hasBegun = false;
  #isFinished = false;
  #unsent = 0;
  #frozen: { bytes: Buffer; onSent: () => void }[] | null = null;

  constructor(socket: Socket, contexts: () => TlsContexts, events: TransportEvents) {
    this.#socket = socket;
    this.#contexts = contexts;
    this.#events = events;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#onClose());
    socket.on('data', (bytes: Buffer) => this.#onData(bytes));
  }

  /** TLS came first: the client speaks TDS 8. */
  get isStrict(): boolean {
    return this.#isStrict;
  }

  get isGone(): boolean {
    return this.#isFinished || this.#socket.destroyed;
  }

  /** From now on TLS, its handshake in packets. */
  startTls(): void {
    this.#beginTls(false);
  }

  /** The login is over and only it was encrypted: both sides go on in plain. */
  stopTls(): void {
    this.#speaksTls = false;
    this.#envelope = null;
  }

  /** Writes bytes of the conversation. What is written to a client that is gone is lost. */
  write(bytes: Buffer): void {
    if (this.isGone) return;
    this.#unsent += bytes.length;
    const onSent = () => {
      this.#unsent -= bytes.length;
      if (this.#unsent <= ENOUGH_UNSENT_BYTES) this.#wake();
    };
    if (this.#speaksTls && this.#tls !== null) this.#tls.write(bytes, onSent);
    else this.#put(bytes, onSent);
  }

  /** Resolves when little is unsent, when the client is gone, or when `signal` aborts; after at least one turn of the event loop, so that a cancel can be read. */
  async whenSent(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#unsent <= ENOUGH_UNSENT_BYTES || this.isGone || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }

  /** Sends what is written, then closes; what still comes is thrown away. */
  finish(): void {
    if (this.isGone) return;
    this.#isFinished = true;
    // The bytes under TLS reach the socket in later turns.
    if (this.#speaksTls && this.#tls !== null) this.#tls.end(() => this.#socket.end());
    else this.#socket.end();
    setTimeout(() => this.#socket.destroy(), FAREWELL_MS).unref();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Reads and sends nothing more, and stays connected, until thawed. */
  freeze(): void {
    this.#frozen ??= [];
    this.#socket.pause();
  }

  thaw(): void {
    const held = this.#frozen ?? [];
    this.#frozen = null;
    for (const { bytes, onSent } of held) this.#put(bytes, onSent);
    this.#socket.resume();
  }

  #put(bytes: Buffer, onSent: () => void): void {
    if (this.#frozen !== null) {
      this.#frozen.push({ bytes, onSent });
      return;
    }
    this.#events.onTraffic(0, bytes.length);
    this.#socket.write(bytes, onSent);
  }

  #onData(bytes: Buffer): void {
    this.#events.onTraffic(bytes.length, 0);
    if (this.#isFinished) return;
    try {
      if (!this.#hasBegun && bytes[0] === FIRST_BYTE_OF_TLS) this.#beginTls(true);
      this.#hasBegun = true;
      if (this.#envelope === null) this.#events.onBytes(bytes);
      else this.#envelope.feed(bytes);
    } catch (error) {
      this.#events.onFault(error);
    }
  }

  #beginTls(isStrict: boolean): void {
    const { wrapped, strict } = this.#contexts();
    this.#isStrict = isStrict;
    this.#envelope = new TlsEnvelope((bytes, onSent) => this.#put(bytes, onSent), isStrict);
    const options = { isServer: true, secureContext: isStrict ? strict : wrapped, ...(isStrict ? { ALPNProtocols: ['tds/8.0'] } : {}) };
    this.#tls = new TLSSocket(this.#envelope, options);
    this.#speaksTls = true;
    this.#tls.on('error', (error) => this.#events.onFault(error));
    this.#tls.on('data', (bytes: Buffer) => {
      if (this.#isFinished) return;
      try {
        this.#events.onBytes(bytes);
      } catch (error) {
        this.#events.onFault(error);
      }
    });
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done();
  }

  #onClose(): void {
    this.#isFinished = true;
    this.#frozen = null;
    this.#tls?.destroy();
    this.#wake();
    this.#events.onGone();
  }
}
