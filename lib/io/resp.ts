import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import { byteWords } from './network-errors.ts';

/**
 * What Redis answers with. A text has one character for each byte (latin1), whatever the bytes are; an error is data, because one of many answers may be one.
 */
export type BulkReply = string | number | null | { error: string } | BulkReply[];

/** A command and its arguments, one character for each byte. */
export type BulkCommand = readonly string[];

/** Commands written out once, to be sent about many things: `formatFor` gives them with this last argument each, and `count` is how many they are. */
export type PreparedCommands = { formatFor(last: string): string; count: number };

const CR = 13;
const LF = 10;
const MINUS = 45;
/** More than any word or error that Redis says in one line. */
const LONGEST_LINE = 8_192;
const DEEPEST = 8;

/** True for an answer that is an error. */
export function isError(reply: BulkReply | undefined): reply is { error: string } {
  return typeof reply === 'object' && reply !== null && 'error' in reply;
}

/** Commands that end with the thing that they are about. */
export function prepareCommands(commands: readonly BulkCommand[]): PreparedCommands {
  const heads = commands.map((command) => `*${command.length + 1}\r\n${command.map(formatPart).join('')}`);
  return {
    count: commands.length,
    formatFor(last) {
      const tail = formatPart(last);
      let text = '';
      for (const head of heads) text += head + tail;
      return text;
    },
  };
}

/** Reads RESP2 (redis.io/docs/reference/protocol-spec) out of chunks cut anywhere. Throws FetchError for anything else, and for what announces more than `maxBytes`. */
export class ReplyReader {
  readonly #maxBytes: number;
  readonly #take: (reply: BulkReply) => void;
  /** Lists that have begun and are not whole. */
  readonly #open: { items: BulkReply[]; left: number }[] = [];
  #waiting: Buffer[] = [];
  #heldBytes = 0;
  #neededBytes = 0;

  constructor(maxBytes: number, take: (reply: BulkReply) => void) {
    this.#maxBytes = maxBytes;
    this.#take = take;
  }

  read(chunk: Buffer): void {
    this.#waiting.push(chunk);
    this.#heldBytes += chunk.length;
    if (this.#heldBytes < this.#neededBytes) return;
    const data = this.#waiting.length === 1 ? chunk : Buffer.concat(this.#waiting);
    this.#neededBytes = 0;
    let at = 0;
    for (let next = this.#readOne(data, at); next > 0; next = at < data.length ? this.#readOne(data, at) : 0) at = next;
    this.#waiting = at < data.length ? [data.subarray(at)] : [];
    this.#heldBytes = data.length - at;
  }

  /** Where the next one begins; 0 where this one is not whole. */
  #readOne(data: Buffer, at: number): number {
    let end = at + 1;
    while (end < data.length && data[end] !== CR) end += 1;
    if (end - at > LONGEST_LINE) throw garbage(data, at);
    if (end + 1 >= data.length) return this.#checkBegun(data, at);
    if (data[end + 1] !== LF) throw garbage(data, at);
    switch (data[at]) {
      case 36: // $
        return this.#readText(data, { at, from: end + 2, size: readNumber(data, at, end) });
      case 58: // :
        this.#put(readNumber(data, at, end));
        return end + 2;
      case 43: // +
        this.#put(data.toString('latin1', at + 1, end));
        return end + 2;
      case 45: // -
        this.#put({ error: data.toString('latin1', at + 1, end) });
        return end + 2;
      case 42: // *
        this.#begin(readNumber(data, at, end), data, at);
        return end + 2;
      default:
        throw garbage(data, at);
    }
  }

  #checkBegun(data: Buffer, at: number): number {
    if (!'$:+-*'.includes(String.fromCharCode(data[at] ?? 0))) throw garbage(data, at);
    return 0;
  }

  #readText(data: Buffer, { at, from, size }: { at: number; from: number; size: number }): number {
    if (size === -1) {
      this.#put(null);
      return from;
    }
    if (size < 0) throw garbage(data, at);
    if (size > this.#maxBytes) throw tooLarge(size, this.#maxBytes);
    const end = from + size;
    if (data.length < end + 2) {
      this.#neededBytes = end + 2 - at;
      return 0;
    }
    if (data[end] !== CR || data[end + 1] !== LF) throw garbage(data, at);
    this.#put(data.toString('latin1', from, end));
    return end + 2;
  }

  #begin(size: number, data: Buffer, at: number): void {
    if (size === -1 || size === 0) {
      this.#put(size === 0 ? [] : null);
      return;
    }
    if (size < 0 || this.#open.length >= DEEPEST) throw garbage(data, at);
    // The shortest answer takes four bytes.
    if (size * 4 > this.#maxBytes) throw tooLarge(size * 4, this.#maxBytes);
    this.#open.push({ items: [], left: size });
  }

  #put(reply: BulkReply): void {
    const list = this.#open.at(-1);
    if (!list) {
      this.#take(reply);
      return;
    }
    list.items.push(reply);
    list.left -= 1;
    if (list.left > 0) return;
    this.#open.pop();
    this.#put(list.items);
  }
}

/** What a FetchError says of bytes that are no RESP2; who asked knows where they came from. */
export const GARBAGE = 'not RESP';

function garbage(data: Buffer, at: number): FetchError {
  return new FetchError('protocol', GARBAGE, data.toString('latin1', at, at + 400));
}

/** The number between the first character of a line and its end. */
function readNumber(data: Buffer, at: number, end: number): number {
  const isNegative = data[at + 1] === MINUS;
  const from = isNegative ? at + 2 : at + 1;
  if (end <= from || end - from > 19) throw garbage(data, at);
  let value = 0;
  for (let place = from; place < end; place += 1) {
    const digit = (data[place] ?? 0) - 48;
    if (digit < 0 || digit > 9) throw garbage(data, at);
    value = value * 10 + digit;
  }
  return isNegative ? -value : value;
}

/** More bytes than were allowed for. */
export function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)}`);
}

/** Commands as they are sent. */
export function formatBatch(commands: readonly BulkCommand[]): string {
  let text = '';
  for (const command of commands) {
    text += `*${command.length}\r\n`;
    for (const part of command) text += formatPart(part);
  }
  return text;
}

function formatPart(part: string): string {
  return `$${part.length}\r\n${part}\r\n`;
}
