import type Message from 'tedious/lib/message.js';
import StreamParser from 'tedious/lib/token/stream-parser.js';
import { Parser } from 'tedious/lib/token/token-stream-parser.js';
import { FetchError } from '../failure.ts';

type Handler = ConstructorParameters<typeof Parser>[2];
type Token = NonNullable<ReturnType<StreamParser['readToken']>>;

/** What a packet may hold, its header included (MS-TDS 2.2.6.4, PacketSize). The driver cuts what it sends by it: at 8 and less without an end. */
const PACKET_BYTES = { least: 512, most: 32_767 };

/** ENVCHANGE (MS-TDS 2.2.7.9), the bytes before its type, and the types that the driver reads. It writes a line to the console for each of another type. */
const ENVCHANGE = 0xe3;
const TYPE_AT = 3;
const READ_TYPES: ReadonlySet<number> = new Set([1, 2, 3, 4, 7, 8, 9, 10, 13, 18, 20]);
const MOST_UNREAD = 20;

/** After so long in one go the others of this process have their turn. */
const TURN_MS = 5;

/** Reads tokens as the driver does, and refuses those that would do it harm. */
class CarefulReader extends StreamParser {
  unread = 0;

  override readToken(): Token | undefined {
    const type = this.buffer[this.position + TYPE_AT];
    if (this.buffer[this.position] === ENVCHANGE && type !== undefined && !READ_TYPES.has(type)) {
      this.unread += 1;
      if (this.unread > MOST_UNREAD) throw new Error(`changes of the environment that nobody knows, type ${type} the last`);
    }
    return super.readToken();
  }
}

/** Throws for what is well-formed and must not be followed. */
function refuse(token: Token): void {
  const value: unknown = Reflect.get(token, 'newValue');
  if (token.handlerName === 'onPacketSizeChange') {
    const size = Number(value);
    if (!(size >= PACKET_BYTES.least && size <= PACKET_BYTES.most)) throw new Error(`a packet size of ${value}`);
  }
  if (token.handlerName === 'onRoutingChange' && typeof value === 'object' && value !== null) {
    const { server, port } = { server: '', port: 0, ...value };
    throw new FetchError(
      'unsupported',
      `it sends whoever reads on to ${server}:${port}: name that address, or set applicationIntent: readWrite`,
    );
  }
}

/** Of whom tokens are read: `lost` is told of what cannot be read, and `isLost` ends the reading. */
export type Reading = { isLost(): boolean; lost(error: unknown): void };

/**
 * The tokens of one answer, given to the driver one after another. Whatever goes wrong, in them or in the driver, is told to `lost` and to nobody else: in the driver an error in the answer to a
 * statement that is being cancelled throws where nobody can catch it. No answer, however many tokens it has, holds the process up.
 */
export class Tokens extends Parser {
  reading: Reading;

  constructor(given: ConstructorParameters<typeof Parser>, reading: Reading) {
    super(...given);
    this.reading = reading;
  }

  override async run(message: Message, handler: Handler): Promise<void> {
    // The driver begins while this is still being made.
    await Promise.resolve();
    const reader = new CarefulReader(this.options);
    let turnEndsAt = performance.now() + TURN_MS;
    for await (const chunk of message) {
      reader.write(chunk);
      for (let token = reader.read(); token !== undefined && !this.reading.isLost(); token = reader.read()) {
        refuse(token);
        hand(token, handler);
        if (performance.now() > turnEndsAt) {
          await new Promise((resolve) => setImmediate(resolve));
          turnEndsAt = performance.now() + TURN_MS;
        }
      }
      if (this.reading.isLost()) return;
    }
    reader.end();
  }

  override emit(event: string, ...told: unknown[]): boolean {
    if (event === 'error') {
      this.reading.lost(told[0]);
      return true;
    }
    try {
      return super.emit(event, ...told);
    } catch (error) {
      this.reading.lost(error);
      return true;
    }
  }
}

/** Each token has a method of the handler for its kind. */
function hand(token: Token, handler: Handler): void {
  const method: unknown = Reflect.get(handler, token.handlerName);
  if (typeof method !== 'function') throw new Error(`a token ${token.name}`);
  Reflect.apply(method, handler, [token]);
}
