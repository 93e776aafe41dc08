/** The answers of a connection, by what they answer. */
export type AnswerKind = 'prelogin' | 'login' | 'request';

/** How a server spoils its answers of one kind: `cut` sends so many bytes of each and closes, `garbage` sends other bytes in its place and goes on. */
export type Fault = { kind: 'cut'; of: AnswerKind; afterBytes: number } | { kind: 'garbage'; of: AnswerKind; bytes: Uint8Array };

/** What is sent of a part of an answer of which `sentBytes` have gone before, and whether the connection ends with it. */
export function spoil(fault: Fault, part: Buffer, sentBytes: number): { bytes: Buffer; isEnd: boolean } {
  switch (fault.kind) {
    case 'cut':
      return { bytes: part.subarray(0, Math.max(0, fault.afterBytes - sentBytes)), isEnd: sentBytes + part.length >= fault.afterBytes };
    case 'garbage':
      return { bytes: sentBytes === 0 ? Buffer.from(fault.bytes) : Buffer.alloc(0), isEnd: false };
  }
}
