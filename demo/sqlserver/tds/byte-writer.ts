/** Collects bytes of a message, little endian unless said otherwise. A number that does not fit its field throws RangeError. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(size = 256) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    const at = this.#grow(1);
    this.#bytes.writeUInt8(value, at);
    return this;
  }

  u16(value: number): this {
    const at = this.#grow(2);
    this.#bytes.writeUInt16LE(value, at);
    return this;
  }

  u16BigEndian(value: number): this {
    const at = this.#grow(2);
    this.#bytes.writeUInt16BE(value, at);
    return this;
  }

  i16(value: number): this {
    const at = this.#grow(2);
    this.#bytes.writeInt16LE(value, at);
    return this;
  }

  u32(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeUInt32LE(value, at);
    return this;
  }

  u32BigEndian(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeUInt32BE(value, at);
    return this;
  }

  i32(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeInt32LE(value, at);
    return this;
  }

  u64(value: bigint): this {
    const at = this.#grow(8);
    this.#bytes.writeBigUInt64LE(value, at);
    return this;
  }

  i64(value: bigint): this {
    const at = this.#grow(8);
    this.#bytes.writeBigInt64LE(value, at);
    return this;
  }

  f32(value: number): this {
    const at = this.#grow(4);
    this.#bytes.writeFloatLE(value, at);
    return this;
  }

  f64(value: number): this {
    const at = this.#grow(8);
    this.#bytes.writeDoubleLE(value, at);
    return this;
  }

  /** An unsigned number in so many bytes. */
  unsigned(value: bigint, size: number): this {
    if (value < 0n || value >> BigInt(8 * size) !== 0n) throw new RangeError(`${value} does not fit ${size} bytes`);
    for (let index = 0; index < size; index++) this.u8(Number((value >> BigInt(8 * index)) & 0xffn));
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.#grow(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  /** UTF-16 without a length. */
  text(value: string): this {
    const at = this.#grow(value.length * 2);
    this.#bytes.write(value, at, 'utf16le');
    return this;
  }

  /** B_VARCHAR; what is beyond 255 code units is left out. */
  shortText(value: string): this {
    const kept = value.slice(0, 255);
    return this.u8(kept.length).text(kept);
  }

  /** What `write` writes, with its length in two bytes before it. */
  counted(write: () => void): this {
    const from = this.length;
    this.u16(0);
    write();
    this.#bytes.writeUInt16LE(this.length - from - 2, from);
    return this;
  }

  /** Forgets what was written since the length was so. */
  cutBack(length: number): void {
    this.#length = Math.min(length, this.#length);
  }

  /** Gives away what was written and begins anew. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(256);
    this.#length = 0;
    return taken;
  }

  /** Makes room at the end, which may move the bytes, and gives the place of it. */
  #grow(count: number): number {
    if (this.#length + count > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + count));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    const at = this.#length;
    this.#length += count;
    return at;
  }
}
