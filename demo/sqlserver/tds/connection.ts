import type { Socket } from 'node:net';
import { Answer } from './answer.ts';
import type { Backend, Login, Session } from './backend.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Counts } from './counts.ts';
import { type AnswerKind, type Fault, spoil } from './faults.ts';
import {
  admit,
  agreeOnPacketBytes,
  agreeOnVersion,
  type Challenged,
  challengeTo,
  readsBitmaps,
  writeRefusal,
  writeWelcome,
} from './login.ts';
import { readLogin7 } from './login7.ts';
import { Malformed } from './malformed.ts';
import { provedBy, type WindowsAccount } from './ntlm.ts';
import { type ClientMessage, cutIntoPackets, HEADER_BYTES, MessageReader, PACKET } from './packets.ts';
import { agreeOnEncryption, type Protection, preloginAnswer, readEncryption, type ServerEncryption } from './prelogin.ts';
import { type Requests, runRequest, startRequests } from './requests.ts';
import { DONE, writeDone, writeNotice, writeSspi } from './tokens.ts';
import { type TlsContexts, Transport } from './transport.ts';
import { SqlError } from './types.ts';

/** What a connection needs of its server. `complain` takes what ended a connection, and faults of the backend, in words. */
export type Host = {
  backend: Backend;
  name: string;
  version: readonly [number, number, number];
  encryption: ServerEncryption;
  counts: Counts;
  accounts: readonly WindowsAccount[];
  contexts(): TlsContexts;
  fault(): Fault | null;
  complain(reason: string): void;
};

const LIMIT_BEFORE_LOGIN_BYTES = 128 * 1024;
const LIMIT_BYTES = 64 * 1024 * 1024;
const MOST_WAITING = 64;

type Stage = 'new' | 'greeted' | 'challenged' | 'logging in' | 'ready';

/** One client from its first byte to its last. Its messages are answered one after another; only a cancel overtakes. */
export class Connection {
  readonly #host: Host;
  readonly #spid: number;
  readonly #transport: Transport;
  readonly #messages = new MessageReader(LIMIT_BEFORE_LOGIN_BYTES, (message) => this.#onMessage(message));
  #stage: Stage = 'new';
  #protection: Protection = 'none';
  #packetBytes = 4096;
  #hasBitmaps = false;
  #requests: Requests | null = null;
  #challenged: Challenged | null = null;
  /** Of each request that is not answered yet, the oldest first. */
  readonly #unanswered = new Set<AbortController>();
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();
  #sentPackets = 0;
  #sentBytes = 0;

  constructor(host: Host, socket: Socket, spid: number, onGone: () => void) {
    this.#host = host;
    this.#spid = spid;
    this.#transport = new Transport(socket, host.contexts, {
      onBytes: (bytes) => this.#messages.feed(bytes),
      onFault: (error) => this.#end(error),
      onTraffic: (received, sent) => {
        host.counts.receivedBytes += received;
        host.counts.sentBytes += sent;
      },
      onGone: () => {
        onGone();
        this.#onGone();
      },
    });
  }

  /** Neither reads nor sends until thawed. */
  freeze(): void {
    this.#transport.freeze();
  }

  thaw(): void {
    this.#transport.thaw();
  }

  drop(): void {
    this.#transport.destroy();
  }

  #onMessage(message: ClientMessage): void {
    if (this.#transport.isGone) return;
    const { type, body } = message;
    if (type === PACKET.attention) {
      this.#onAttention();
      return;
    }
    switch (this.#stage) {
      case 'new':
        if (type !== PACKET.prelogin) throw new Malformed(`a message of type ${type} before PRELOGIN`);
        this.#greet(body);
        return;
      case 'greeted':
        if (type !== PACKET.login7) throw new Malformed(`a message of type ${type} where LOGIN7 is due`);
        this.#onLogin(body);
        return;
      case 'challenged':
        if (type !== PACKET.sspi) throw new Malformed(`a message of type ${type} where the answer to a challenge is due`);
        this.#stage = 'logging in';
        this.#queue(() => this.#onProof(body));
        return;
      case 'logging in':
      case 'ready':
        if (type === PACKET.prelogin || type === PACKET.login7 || type === PACKET.sspi) throw new Malformed('a second login');
        this.#onRequest(message);
    }
  }

  #greet(body: Buffer): void {
    const wish = readEncryption(body);
    const { answer, protection } = agreeOnEncryption(wish, this.#host.encryption);
    this.#stage = 'greeted';
    this.#protection = this.#transport.isStrict ? 'all' : protection;
    this.#send('prelogin', preloginAnswer(this.#host.version, answer), true);
    if (!this.#transport.isStrict && (protection === 'login' || protection === 'all')) this.#transport.startTls();
  }

  #onLogin(body: Buffer): void {
    if (this.#protection === 'refused') throw new Malformed('a login in plain where encryption is required');
    this.#stage = 'logging in';
    if (this.#protection === 'login') this.#transport.stopTls();
    this.#queue(() => this.#challengeOrLogin(body));
  }

  async #challengeOrLogin(body: Buffer): Promise<void> {
    this.#challenged = challengeTo(body, this.#host.accounts, this.#host.name);
    if (this.#challenged === null) return this.#login(readLogin7(body), () => null);
    const to = new ByteWriter();
    writeSspi(to, this.#challenged.challenge);
    this.#stage = 'challenged';
    this.#send('login', to.take(), true);
  }

  async #onProof(body: Buffer): Promise<void> {
    if (this.#challenged === null) throw new Malformed('an answer to a challenge that was not made');
    const { login, nonce } = this.#challenged;
    this.#challenged = null;
    await this.#login(login, () => provedBy(body, nonce, this.#host.accounts));
  }

  async #login(login: Login, prove: () => WindowsAccount | null): Promise<void> {
    const { name: serverName, version, backend, counts } = this.#host;
    const to = new ByteWriter();
    try {
      const tdsVersion = agreeOnVersion(login.tdsVersion, this.#transport.isStrict);
      const session = await admit(backend, login, { spid: this.#spid, proved: prove() });
      this.#requests = startRequests(session);
      const packetBytes = agreeOnPacketBytes(login.packetSize);
      writeWelcome(to, session, login, { serverName, version, tdsVersion, packetBytes });
      counts.logins += 1;
      this.#hasBitmaps = readsBitmaps(tdsVersion);
      this.#messages.limitBytes = LIMIT_BYTES;
      this.#stage = 'ready';
      this.#send('login', to.take(), true);
      this.#packetBytes = packetBytes;
    } catch (error) {
      counts.refusedLogins += 1;
      if (!(error instanceof SqlError)) this.#complain(error);
      const refusal = error instanceof SqlError ? error : new SqlError(50000, `stand-in: ${wordsOf(error)}`);
      writeRefusal(to, refusal, login, serverName);
      this.#send('login', to.take(), true);
      this.#transport.finish();
    }
  }

  #onRequest(message: ClientMessage): void {
    const cancel = new AbortController();
    this.#queue(async () => {
      if (message.isDropped) this.#acknowledge(DONE.error);
      else if (this.#requests !== null) await this.#answer(message, this.#requests, cancel.signal);
      this.#unanswered.delete(cancel);
    });
    if (!message.isDropped) this.#unanswered.add(cancel);
  }

  async #answer(message: ClientMessage, requests: Requests, signal: AbortSignal): Promise<void> {
    const answer = new Answer(
      {
        ...{ serverName: this.#host.name, hasBitmaps: this.#hasBitmaps, packetRoom: this.#packetBytes - HEADER_BYTES, signal },
        send: (body, isEnd) => this.#send('request', body, isEnd),
        whenSent: (until) => this.#transport.whenSent(until),
      },
      message.type === PACKET.rpc,
    );
    const fault = await runRequest(message, requests, { answer, signal, counts: this.#host.counts });
    if (fault !== null) this.#complain(fault);
    if (signal.aborted) {
      answer.endCancelled();
      this.#acknowledge(DONE.attention);
    } else answer.end();
    if (fault instanceof Malformed) this.#transport.finish();
  }

  #onAttention(): void {
    this.#host.counts.attentions += 1;
    if (this.#stage === 'new' || this.#stage === 'greeted' || this.#stage === 'challenged') throw new Malformed('a cancel before a login');
    const newest = [...this.#unanswered].at(-1);
    if (newest !== undefined && !newest.signal.aborted) newest.abort();
    else this.#queue(async () => this.#acknowledge(DONE.attention));
  }

  #acknowledge(status: number): void {
    const to = new ByteWriter();
    writeDone(to, 'DONE', status);
    this.#send('request', to.take(), true);
  }

  #queue(work: () => Promise<void>): void {
    if (this.#waiting >= MOST_WAITING) throw new Malformed(`more than ${MOST_WAITING} requests at a time`);
    this.#waiting += 1;
    this.#turn = this.#turn
      .then(() => (this.#transport.isGone ? undefined : work()))
      .catch((error: unknown) => this.#end(error))
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  #send(kind: AnswerKind, body: Buffer, isEnd: boolean): void {
    const packets = cutIntoPackets(body, isEnd, { packetBytes: this.#packetBytes, spid: this.#spid, firstId: this.#sentPackets + 1 });
    const bytes = Buffer.concat(packets);
    const fault = this.#host.fault();
    const spoilt = fault?.of === kind ? spoil(fault, bytes, this.#sentBytes) : { bytes, isEnd: false };
    this.#sentPackets = isEnd ? 0 : this.#sentPackets + packets.length;
    this.#sentBytes = isEnd ? 0 : this.#sentBytes + bytes.length;
    if (spoilt.bytes.length > 0) this.#transport.write(spoilt.bytes);
    if (spoilt.isEnd) this.#transport.finish();
  }

  /** Ends the connection for a reason, which the client is told where it can read it. */
  #end(error: unknown): void {
    if (this.#transport.isGone) return;
    this.#complain(error);
    if (this.#stage === 'challenged' || this.#stage === 'logging in' || this.#stage === 'ready') {
      const to = new ByteWriter();
      const text = `The incoming tabular data stream (TDS) protocol stream is incorrect: ${wordsOf(error)}.`;
      const notice = { number: 4002, text, severity: 20, state: 1, line: 1, procedure: '', serverName: this.#host.name };
      writeNotice(to, 'ERROR', notice);
      writeDone(to, 'DONE', DONE.error);
      this.#send(this.#stage === 'ready' ? 'request' : 'login', to.take(), true);
    }
    this.#transport.finish();
    this.#abortAll();
  }

  #abortAll(): void {
    for (const cancel of this.#unanswered) cancel.abort();
  }

  #complain(error: unknown): void {
    if (error instanceof Malformed) this.#host.counts.malformed += 1;
    this.#host.complain(`connection ${this.#spid}: ${error instanceof Malformed ? '' : 'fault: '}${wordsOf(error)}`);
  }

  #onGone(): void {
    this.#abortAll();
    this.#turn = this.#turn
      .then(() => closing(this.#requests?.session ?? null))
      .catch((error: unknown) => this.#host.complain(`connection ${this.#spid}: fault: ${wordsOf(error)}`));
  }
}

function closing(session: Session | null): void {
  session?.close();
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
