import type { Message, Out } from './backend.ts';
import { ByteWriter } from './byte-writer.ts';
import {
  DONE,
  ENV,
  type Notice,
  writeDone,
  writeEnvChange,
  writeMetadata,
  writeNotice,
  writeReturnStatus,
  writeReturnValue,
  writeRow,
} from './tokens.ts';
import type { Column, SqlError, SqlType, Value } from './types.ts';

/** What an answer needs of its connection. `send` takes a part of the message, or its end; `hasBitmaps`: the client reads NBCROW. */
export type AnswerLink = {
  serverName: string;
  hasBitmaps: boolean;
  packetRoom: number;
  signal: AbortSignal;
  send(body: Buffer, isEnd: boolean): void;
  whenSent(signal: AbortSignal): Promise<void>;
};

const PART_BYTES = 32 * 1024;

/**
 * The answer to one request, as tokens. A DONE is held back until it is known whether more follows. After a cancel nothing more is written but the end.
 * A call of a procedure ends its statements with DONEINPROC and itself with DONEPROC.
 */
export class Answer implements Out {
  readonly #link: AnswerLink;
  readonly #isCall: boolean;
  readonly #to = new ByteWriter(4096);
  #columns: readonly Column[] = [];
  #pending: { status: number; command: number; count: number } | null = null;
  readonly #outputs: { name: string; type: SqlType; value: Value }[] = [];
  #hasFailed = false;

  constructor(link: AnswerLink, isCall: boolean) {
    this.#link = link;
    this.#isCall = isCall;
  }

  metadata(columns: readonly Column[]): void {
    if (this.#isOver) return;
    this.#settle(DONE.more);
    this.#columns = columns;
    writeMetadata(this.#to, columns);
  }

  row(values: readonly Value[]): void {
    if (this.#isOver) return;
    writeRow(this.#to, this.#columns, values, this.#link.hasBitmaps);
  }

  done(command: number, count?: number): void {
    if (this.#isOver) return;
    this.#settle(DONE.more);
    this.#pending = { status: count === undefined ? 0 : DONE.count, command, count: count ?? 0 };
  }

  info({ number, text, severity = 0, state = 1, line = 1, procedure = '' }: Message): void {
    if (this.#isOver) return;
    this.#settle(DONE.more);
    writeNotice(this.#to, 'INFO', this.#notice({ number, text, severity, state, line, procedure }));
  }

  error({ number, message, severity, state, line, procedure }: SqlError): void {
    if (this.#isOver) return;
    this.#settle(DONE.more);
    writeNotice(this.#to, 'ERROR', this.#notice({ number, text: message, severity, state, line, procedure }));
    this.#pending = { status: DONE.error, command: 0, count: 0 };
    this.#hasFailed = true;
  }

  database(now: string, before: string): void {
    if (this.#isOver) return;
    this.#settle(DONE.more);
    writeEnvChange(this.#to, ENV.database, now, before);
    this.info({ number: 5701, text: `Changed database context to '${now}'.`, state: 2 });
  }

  output(name: string, type: SqlType, value: Value): void {
    this.#outputs.push({ name, type, value });
  }

  async flush(): Promise<void> {
    if (this.#to.length < PART_BYTES || this.#isOver) return;
    const written = this.#to.take();
    const whole = written.length - (written.length % this.#link.packetRoom);
    this.#link.send(written.subarray(0, whole), false);
    this.#to.bytes(written.subarray(whole));
    await this.#link.whenSent(this.#link.signal);
  }

  /** An ENVCHANGE of the session: a transaction that began or ended, a reset. */
  change(type: number, now: string | Uint8Array, before: string | Uint8Array): void {
    if (this.#isOver) return;
    this.#settle(DONE.more);
    writeEnvChange(this.#to, type, now, before);
  }

  /** Ends one call: its return status, if it has not failed, its OUTPUT parameters, DONEPROC. `ordinalOf` says where a parameter stood. */
  endCall(status: number, hasMore: boolean, ordinalOf: (name: string) => number): void {
    if (this.#isOver) return;
    this.#settle(DONE.more);
    if (!this.#hasFailed || status !== 0) writeReturnStatus(this.#to, status);
    for (const output of this.#outputs.splice(0)) writeReturnValue(this.#to, ordinalOf(output.name), output);
    writeDone(this.#to, 'DONEPROC', (this.#hasFailed ? DONE.error : 0) | (hasMore ? DONE.more : 0));
    this.#hasFailed = false;
  }

  /** Ends a batch, or a request to the transaction manager, and sends what is unsent. */
  end(): void {
    if (!this.#isCall) {
      this.#pending ??= { status: this.#hasFailed ? DONE.error : DONE.final, command: 0, count: 0 };
      this.#settle(0);
    }
    this.#link.send(this.#to.take(), true);
  }

  /** The end of a request that was cancelled. The acknowledgement of the cancel is a message of its own after it: clients wait for both. */
  endCancelled(): void {
    writeDone(this.#to, this.#isCall ? 'DONEPROC' : 'DONE', DONE.error);
    this.#link.send(this.#to.take(), true);
  }

  get #isOver(): boolean {
    return this.#link.signal.aborted;
  }

  #notice(notice: Omit<Notice, 'serverName'>): Notice {
    return { ...notice, serverName: this.#link.serverName };
  }

  #settle(more: number): void {
    if (this.#pending === null) return;
    const { status, command, count } = this.#pending;
    this.#pending = null;
    writeDone(this.#to, this.#isCall ? 'DONEINPROC' : 'DONE', status | more, { command, count });
  }
}
