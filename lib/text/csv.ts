import { ParseError } from '../failure.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;

/** Digits beyond which a figure is not believed: 2^64 has twenty. */
const MAX_DIGITS = 20;

/** V8 keeps a slice of this length or longer as a view of the whole text. */
const VIEW_LENGTH = 13;

/**
 * Reads CSV (RFC 4180, with LF or CRLF) record by record. Integers are added up while the text is passed over; any other cell is only noted, and becomes a
 * string when it is asked for: that is what makes a wide table of figures cheap. Empty lines are skipped. Cells can be asked for until the next `next`.
 */
export class CsvReader {
  /** Cells in the record at hand. */
  cells = 0;
  /** Number of the record at hand, counted from 1, the header included. */
  row = 0;
  /** Which cells of the record at hand hold something and no integer. */
  readonly texts: number[] = [];
  readonly #text: string;
  #at = 0;
  #from = 0;
  // Of cell i: its first character, and the one after its last. Both lie within the quotes of a quoted cell.
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  constructor(text: string) {
    this.#text = text.endsWith('\n') ? text : `${text}\n`;
  }

  /**
   * Moves to the next record; false when there is none. Its integers are put into `into` from `place` on, one place a cell, NaN for every other cell; beyond 2^53
   * they are rounded as every number is. Throws ParseError on a quoted cell that is not closed, or that goes on after its quote.
   */
  next(into: Float64Array, place: number): boolean {
    this.#skipEmptyLines();
    if (this.#at >= this.#text.length) return false;
    this.cells = 0;
    this.texts.length = 0;
    this.row += 1;
    this.#from = this.#at;
    let isLast = false;
    while (!isLast) isLast = this.#text.charCodeAt(this.#at) === QUOTE ? this.#quotedCell(into, place) : this.#plainCells(into, place);
    return true;
  }

  isEmpty(cell: number): boolean {
    return this.#starts[cell] === this.#ends[cell];
  }

  /** The text of a cell, '' for one that the record does not have. Holds on to nothing of the text it was read from. */
  text(cell: number): string {
    const start = this.#starts[cell];
    const end = this.#ends[cell];
    if (cell >= this.cells || start === undefined || end === undefined) return '';
    const raw = this.#text.slice(start, end);
    return detach(this.#isQuoted(start) ? raw.replaceAll('""', '"') : raw);
  }

  /** True when the text of the cell is exactly this, as a rule compared without making a string. */
  is(cell: number, expected: string): boolean {
    const start = this.#starts[cell] ?? 0;
    if (this.#isQuoted(start)) return this.text(cell) === expected;
    return (this.#ends[cell] ?? 0) - start === expected.length && this.#text.startsWith(expected, start);
  }

  /** The record at hand as it was written, with its line break. */
  written(): string {
    return this.#text.slice(this.#from, this.#at);
  }

  // Cells up to the end of the record, or up to one that begins with a quote. True at the end of the record. Locals, because nearly all the time is spent here.
  #plainCells(into: Float64Array, place: number): boolean {
    const [text, starts, ends] = [this.#text, this.#starts, this.#ends];
    let cell = this.cells;
    for (let at = this.#at; ; at += 1) {
      const start = at;
      let code = text.charCodeAt(at);
      if (code === QUOTE) return this.#stop(cell, at, false);
      const isNegative = code === MINUS;
      if (isNegative) code = text.charCodeAt(++at);
      const first = at;
      let value = 0;
      while (code >= ZERO && code <= NINE) {
        value = value * 10 + (code - ZERO);
        code = text.charCodeAt(++at);
      }
      if (at > first && at - first <= MAX_DIGITS && endsCell(text, code, at)) {
        into[place + cell] = isNegative ? -value : value;
      } else {
        while (!endsCell(text, code, at)) code = text.charCodeAt(++at);
        into[place + cell] = Number.NaN;
        if (at > start) this.texts.push(cell);
      }
      starts[cell] = start;
      ends[cell] = at;
      cell += 1;
      if (code !== COMMA) return this.#stop(cell, code === RETURN ? at + 2 : at + 1, true);
    }
  }

  // A quoted cell is text, whatever it holds.
  #quotedCell(into: Float64Array, place: number): boolean {
    const text = this.#text;
    const start = this.#at + 1;
    let end = text.indexOf('"', start);
    while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) end = text.indexOf('"', end + 2);
    if (end < 0) throw new ParseError(`cut off in row ${this.row}: a quoted cell is not closed`, text.slice(start - 1));
    const after = end + 1;
    const code = text.charCodeAt(after);
    if (!endsCell(text, code, after)) throw new ParseError(`row ${this.row}: text follows a closed quote`, text.slice(start - 1));
    into[place + this.cells] = Number.NaN;
    if (end > start) this.texts.push(this.cells);
    this.#starts[this.cells] = start;
    this.#ends[this.cells] = end;
    return this.#stop(this.cells + 1, code === RETURN ? after + 2 : after + 1, code !== COMMA);
  }

  // An unquoted cell has a comma, a line break or nothing before it.
  #isQuoted(start: number): boolean {
    return this.#text.charCodeAt(start - 1) === QUOTE;
  }

  #stop(cells: number, at: number, isEnd: boolean): boolean {
    this.cells = cells;
    this.#at = at;
    return isEnd;
  }

  #skipEmptyLines(): void {
    let code = this.#text.charCodeAt(this.#at);
    while (code === NEWLINE || (code === RETURN && this.#text.charCodeAt(this.#at + 1) === NEWLINE)) {
      this.#at += code === NEWLINE ? 1 : 2;
      code = this.#text.charCodeAt(this.#at);
    }
  }
}

// Digits and letters, most of what there is, are past the first comparison.
function endsCell(text: string, code: number, at: number): boolean {
  return code <= COMMA && (code === COMMA || code === NEWLINE || (code === RETURN && text.charCodeAt(at + 1) === NEWLINE));
}

// A view would keep the whole text in memory for as long as the shortest cell of it is kept.
function detach(cell: string): string {
  return cell.length < VIEW_LENGTH ? cell : ` ${cell}`.slice(1);
}
