import { Malformed } from './malformed.ts';

/** Reads a message from front to back, little endian. Every read past the end throws Malformed. */
export class ByteReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** The next byte, which stays unread; -1 at the end. */
  peek(): number {
    return this.#bytes[this.#at] ?? -1;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  u16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  i16(): number {
    return this.#bytes.readInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  i32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  u64(): bigint {
    return this.#bytes.readBigUInt64LE(this.#take(8));
  }

  i64(): bigint {
    return this.#bytes.readBigInt64LE(this.#take(8));
  }

  f32(): number {
    return this.#bytes.readFloatLE(this.#take(4));
  }

  f64(): number {
    return this.#bytes.readDoubleLE(this.#take(8));
  }

  /** An unsigned number of so many bytes. */
  unsigned(size: number): bigint {
    return this.bytes(size).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }

  bytes(count: number): Buffer {
    const from = this.#take(count);
    return this.#bytes.subarray(from, from + count);
  }

  /** UTF-16 text of so many code units. */
  text(units: number): string {
    return this.bytes(units * 2).toString('utf16le');
  }

  /** B_VARCHAR: a byte counts the code units. */
  shortText(): string {
    return this.text(this.u8());
  }

  #take(count: number): number {
    if (count > this.left) throw new Malformed(`${count} bytes are announced where ${this.left} are left`);
    const from = this.#at;
    this.#at += count;
    return from;
  }
}
