const BLOCK_BYTES = 64;
const LENGTH_BYTES = 8;
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const;

type State = [number, number, number, number];

/** The rounds of a block: what is mixed, what is added, in which order the words are taken, and by how many bits is turned. */
const ROUNDS = [
  {
    mix: (x: number, y: number, z: number) => (x & y) | (~x & z),
    add: 0,
    words: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    turns: [3, 7, 11, 19],
  },
  {
    mix: (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
    add: 0x5a827999,
    words: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    turns: [3, 5, 9, 13],
  },
  {
    mix: (x: number, y: number, z: number) => x ^ y ^ z,
    add: 0x6ed9eba1,
    words: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    turns: [3, 9, 11, 15],
  },
] as const;

/** MD4 (RFC 1320). Windows keeps passwords by it, and OpenSSL 3 no longer has it. */
export function md4(message: Buffer): Buffer {
  const padded = pad(message);
  let state: State = [...START];
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) state = withBlock(state, padded.subarray(at, at + BLOCK_BYTES));
  const digest = Buffer.alloc(16);
  for (const [index, word] of state.entries()) digest.writeUInt32LE(word >>> 0, index * 4);
  return digest;
}

function pad(message: Buffer): Buffer {
  const blocks = Math.ceil((message.length + 1 + LENGTH_BYTES) / BLOCK_BYTES);
  const padded = Buffer.alloc(blocks * BLOCK_BYTES);
  message.copy(padded);
  padded.writeUInt8(0x80, message.length);
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - LENGTH_BYTES);
  return padded;
}

function withBlock(before: State, block: Buffer): State {
  let [a, b, c, d] = before;
  for (const { mix, add, words, turns } of ROUNDS) {
    for (const [step, word] of words.entries()) {
      const sum = (a + mix(b, c, d) + block.readUInt32LE(word * 4) + add) | 0;
      const turn = turns[step % 4] ?? 0;
      [a, b, c, d] = [d, (sum << turn) | (sum >>> (32 - turn)), b, c];
    }
  }
  return [(before[0] + a) | 0, (before[1] + b) | 0, (before[2] + c) | 0, (before[3] + d) | 0];
}
