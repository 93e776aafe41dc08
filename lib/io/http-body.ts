import type { IncomingMessage } from 'node:http';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import { byteWords } from './network-errors.ts';

const REFUSAL_BYTES = 4_000;

/** The body of an answer, whole or not at all: throws FetchError when it is cut off or larger than `maxBytes`. */
export async function readWhole(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const announced = Number(response.headers['content-length']);
  if (announced > maxBytes) throw tooLarge(announced, maxBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  const { error } = await eachChunk(response, (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(length, maxBytes);
  });
  if (error instanceof FetchError) throw error;
  if (error === null && response.complete) return Buffer.concat(chunks);
  const missing = Number.isFinite(announced) ? ` of ${formatCount(announced)}` : '';
  throw new FetchError('protocol', `cut off after ${byteWords(length)}${missing}`);
}

/** The first 4,000 bytes of a body at most, for the words of an answer that is not taken. Never throws. */
export async function readSome(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  await eachChunk(response, (chunk) => {
    chunks.push(chunk);
    length += chunk.length;
    if (length > REFUSAL_BYTES) throw tooLarge(length, REFUSAL_BYTES);
  });
  return Buffer.concat(chunks).subarray(0, REFUSAL_BYTES);
}

/** Leaving early, by a throw of `take`, destroys the socket. */
async function eachChunk(response: IncomingMessage, take: (chunk: Buffer) => void): Promise<{ error: unknown }> {
  try {
    for await (const chunk of response) take(chunk);
    return { error: null };
  } catch (error) {
    return { error };
  }
}

function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)} (maxBytes)`);
}
