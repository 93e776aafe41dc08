import { Duplex } from 'node:stream';
import { Malformed } from './malformed.ts';
import { cutIntoPackets, HEADER_BYTES, PACKET } from './packets.ts';

type Send = (bytes: Buffer, onSent: () => void) => void;

const APPLICATION_DATA = 0x17;
const HANDSHAKE_PACKET_BYTES = 4096;

/**
 * The stream under TLS. During the handshake its records travel in PRELOGIN packets, and bare afterwards (MS-TDS 2.2.6.5). Each direction changes once and for
 * good: the client's with the first byte that begins no PRELOGIN packet, ours with the first record of data. A `bare` one never wraps (TDS 8).
 */
export class TlsEnvelope extends Duplex {
  readonly #send: Send;
  #isBareIn: boolean;
  #isBareOut: boolean;
  #held: Buffer = Buffer.alloc(0);

  constructor(send: Send, isBare: boolean) {
    super();
    this.#send = send;
    this.#isBareIn = isBare;
    this.#isBareOut = isBare;
  }

  /** Takes bytes of the client; throws Malformed when a packet has no size. */
  feed(bytes: Buffer): void {
    if (this.#isBareIn) {
      this.push(bytes);
      return;
    }
    this.#held = Buffer.concat([this.#held, bytes]);
    while (this.#held[0] === PACKET.prelogin) {
      if (this.#held.length < HEADER_BYTES) return;
      const size = this.#held.readUInt16BE(2);
      if (size < HEADER_BYTES) throw new Malformed(`a packet that says it has ${size} bytes`);
      if (this.#held.length < size) return;
      if (size > HEADER_BYTES) this.push(this.#held.subarray(HEADER_BYTES, size));
      this.#held = this.#held.subarray(size);
    }
    if (this.#held.length === 0) return;
    this.#isBareIn = true;
    this.push(this.#held);
    this.#held = Buffer.alloc(0);
  }

  override _read(): void {}

  override _write(bytes: Buffer, _encoding: string, done: () => void): void {
    this.#isBareOut ||= bytes[0] === APPLICATION_DATA;
    if (this.#isBareOut) {
      this.#send(bytes, done);
      return;
    }
    const cutting = { packetBytes: HANDSHAKE_PACKET_BYTES, spid: 0, firstId: 0, type: PACKET.prelogin };
    this.#send(Buffer.concat(cutIntoPackets(bytes, true, cutting)), done);
  }
}
