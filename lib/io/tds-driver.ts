import { Connection, type ConnectionConfiguration, type Request } from 'tedious';
import { type Reading, Tokens } from './tds-tokens.ts';
import { guarded } from './thrown.ts';

/**
 * A connection of the driver that no bytes can make throw where nobody catches it. What goes wrong in reading is told to `lost`, and so is what the driver throws out of events of its sockets,
 * timers and promises. Whoever is told must close it.
 */
export class GuardedConnection extends Connection {
  reading: Reading;

  /** Whether the answer to the last batch came to its end: the driver takes one that only stops for one that has ended (MS-TDS 2.2.7.6: DONE without DONE_MORE is the last token). */
  isAnswerWhole = false;

  constructor(configuration: ConnectionConfiguration, reading: Reading) {
    super(configuration);
    this.reading = reading;
  }

  override connect(listener?: (error?: Error) => void): void {
    this.guard(() => super.connect(listener));
  }

  /** Does what is done with this connection; errors thrown out of what follows from it are told to it. */
  guard<T>(deed: () => T): T {
    return guarded(this.reading.lost, deed);
  }

  override execSqlBatch(request: Request): void {
    this.#watch(request);
    this.guard(() => super.execSqlBatch(request));
  }

  /** A statement with parameters: sp_executesql. */
  override execSql(request: Request): void {
    this.#watch(request);
    this.guard(() => super.execSql(request));
  }

  #watch(request: Request): void {
    this.isAnswerWhole = false;
    const ended = (_: number | undefined, isMoreToCome: boolean): void => {
      this.isAnswerWhole = !isMoreToCome;
    };
    request.on('done', ended);
    request.on('doneProc', ended);
  }

  override cancel(): boolean {
    return this.guard(() => super.cancel());
  }

  override close(): void {
    this.guard(() => super.close());
  }

  override createTokenStreamParser(...[message, handler]: Parameters<Connection['createTokenStreamParser']>): Tokens {
    return new Tokens([message, this.debug, handler, this.config.options], this.reading);
  }

  /** Whether all that came was read. What is left over would be taken for the answer to the next question. */
  isQuiet(): boolean {
    const incoming: unknown = Reflect.get(this.messageIo, 'incomingMessageStream');
    if (typeof incoming !== 'object' || incoming === null) return false;
    const rest: unknown = Reflect.get(incoming, 'bl');
    const length = typeof rest === 'object' && rest !== null ? Reflect.get(rest, 'length') : null;
    return length === 0 && Reflect.get(incoming, 'currentMessage') === undefined && Reflect.get(incoming, 'readableLength') === 0;
  }
}
