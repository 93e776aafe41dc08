import { Malformed } from './malformed.ts';

/** Types of packets (MS-TDS 2.2.3.1.1). */
export const PACKET = { batch: 1, rpc: 3, answer: 4, attention: 6, bulk: 7, transaction: 14, login7: 16, sspi: 17, prelogin: 18 } as const;

/** A whole message of a client. `isDropped`: the client gave it up while it still sent. `wantsReset`: the session is to be put back first. */
export type ClientMessage = { type: number; body: Buffer; isDropped: boolean; wantsReset: boolean };

export const HEADER_BYTES = 8;
const LAST = 0x01;
const DROPPED = 0x02;
const RESET = 0x18;
const KNOWN: ReadonlySet<number> = new Set(Object.values(PACKET).filter((type) => type !== PACKET.answer));

/** Puts messages together from the bytes of a client, however they are cut. */
export class MessageReader {
  /** The largest message that is taken. */
  limitBytes: number;
  readonly #onMessage: (message: ClientMessage) => void;
  #held: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #partBytes = 0;
  #type = 0;
  #flags = 0;

  constructor(limitBytes: number, onMessage: (message: ClientMessage) => void) {
    this.limitBytes = limitBytes;
    this.#onMessage = onMessage;
  }

  /** Takes more bytes; throws Malformed where they are no packets. */
  feed(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    while (this.#held.length > 0) {
      const type = this.#held.readUInt8(0);
      if (!KNOWN.has(type)) throw new Malformed(`a packet of type 0x${type.toString(16).padStart(2, '0')}`);
      if (this.#held.length < HEADER_BYTES) return;
      const size = this.#held.readUInt16BE(2);
      if (size < HEADER_BYTES) throw new Malformed(`a packet that says it has ${size} bytes`);
      if (this.#held.length < size) return;
      const packet = this.#held.subarray(0, size);
      this.#held = this.#held.subarray(size);
      this.#add(type, packet.readUInt8(1), packet.subarray(HEADER_BYTES));
    }
  }

  #add(type: number, flags: number, body: Buffer): void {
    // A cancel may come between the packets of a request that will then never be whole.
    if (type === PACKET.attention) this.#forget();
    if (this.#parts.length > 0 && type !== this.#type)
      throw new Malformed(`a packet of type ${type} within a message of type ${this.#type}`);
    this.#type = type;
    this.#flags |= flags;
    this.#parts.push(body);
    this.#partBytes += body.length;
    if (this.#partBytes > this.limitBytes) throw new Malformed(`a message of more than ${this.limitBytes} bytes`);
    if ((flags & LAST) === 0) return;
    const whole = this.#parts.length === 1 ? body : Buffer.concat(this.#parts);
    const seen = this.#flags;
    this.#forget();
    this.#onMessage({ type, body: whole, isDropped: (seen & DROPPED) !== 0, wantsReset: (seen & RESET) !== 0 });
  }

  #forget(): void {
    this.#parts = [];
    this.#partBytes = 0;
    this.#flags = 0;
  }
}

/** How an answer is cut into packets: their whole size, the session they belong to, the number of the first. */
export type Cutting = { packetBytes: number; spid: number; firstId: number; type?: number };

/** The packets of (a part of) a message, and how many there are. Only its end may have a packet that is not full. */
export function cutIntoPackets(body: Buffer, isEnd: boolean, { packetBytes, spid, firstId, type = PACKET.answer }: Cutting): Buffer[] {
  const room = packetBytes - HEADER_BYTES;
  const packets: Buffer[] = [];
  let at = 0;
  do {
    const part = body.subarray(at, at + room);
    at += part.length;
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(type, 0);
    header.writeUInt8(isEnd && at >= body.length ? LAST : 0, 1);
    header.writeUInt16BE(part.length + HEADER_BYTES, 2);
    header.writeUInt16BE(spid & 0xffff, 4);
    header.writeUInt8((firstId + packets.length) & 0xff, 6);
    packets.push(Buffer.concat([header, part]));
  } while (at < body.length);
  return packets;
}
