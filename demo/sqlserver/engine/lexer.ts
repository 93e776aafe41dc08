import { SqlError } from '../tds/types.ts';
import { notBuilt } from './not-built.ts';

export type TokenKind = 'word' | 'quoted' | 'variable' | 'number' | 'string' | 'nationalString' | 'binary' | 'operator' | 'end';

/** A piece of a batch. `text` is without quotes, `upper` the same in upper case for words and operators; `start` and `end` are its place in the batch. */
export type Token = { kind: TokenKind; text: string; upper: string; line: number; start: number; end: number };

const LONGEST_NAME = 128;
const SHOWN = 120;

const BLANK = /[\s\p{Cc}\ufeff]+/uy;
const LINE_COMMENT = /--[^\n]*/y;
const COMMENT_EDGE = /\/\*|\*\//g;
const STRING = /[Nn]?'([^']*(?:''[^']*)*)('?)/y;
const BRACKETED = /\[([^\]]*(?:\]\][^\]]*)*)(\]?)/y;
const DOUBLE_QUOTED = /"([^"]*(?:""[^"]*)*)("?)/y;
const BINARY = /0[xX][0-9a-fA-F]*/y;
const NUMBER = /\$?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const WORD = /[\p{L}_#@][\p{L}\p{Nd}_#@$]*/uy;
const OPERATOR = /<>|<=|>=|!=|!<|!>|[-+*/%&|^]=|::|[-+*/%&|^~=<>().,;]/y;

/** What has no closing quote, in the order in which it is looked for: 0x1F begins as a number does. */
const PLAIN: readonly [TokenKind, RegExp][] = [
  ['binary', BINARY],
  ['number', NUMBER],
  ['word', WORD],
  ['operator', OPERATOR],
];

/** Cuts a batch into tokens, the last of kind `end`. Throws SqlError 102, 103, 105, 113, 1038 with the line of what is wrong. */
export function tokensOf(sql: string): Token[] {
  return new Lexer(sql).tokens();
}

class Lexer {
  readonly #sql: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;

  constructor(sql: string) {
    this.#sql = sql;
  }

  tokens(): Token[] {
    while (this.#at < this.#sql.length) {
      if (!this.#skipped()) this.#take();
    }
    this.#push('end', '', this.#at);
    return this.#tokens;
  }

  /** The match of a sticky pattern here, or null; does not move. */
  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#sql);
  }

  #moveTo(end: number): void {
    for (let at = this.#sql.indexOf('\n', this.#at); at >= 0 && at < end; at = this.#sql.indexOf('\n', at + 1)) this.#line += 1;
    this.#at = end;
  }

  #push(kind: TokenKind, text: string, end: number): void {
    const upper = kind === 'word' || kind === 'operator' ? text.toUpperCase() : text;
    this.#tokens.push({ kind, text, upper, line: this.#line, start: this.#at, end });
    this.#moveTo(end);
  }

  #skipped(): boolean {
    const blank = this.#match(BLANK) ?? this.#match(LINE_COMMENT);
    if (blank) this.#moveTo(this.#at + blank[0].length);
    else if (this.#sql.startsWith('/*', this.#at)) this.#moveTo(this.#endOfComment());
    else return false;
    return true;
  }

  /** Comments between slash and star may hold others. */
  #endOfComment(): number {
    let depth = 0;
    COMMENT_EDGE.lastIndex = this.#at;
    for (let edge = COMMENT_EDGE.exec(this.#sql); edge; edge = COMMENT_EDGE.exec(this.#sql)) {
      depth += edge[0] === '/*' ? 1 : -1;
      if (depth === 0) return COMMENT_EDGE.lastIndex;
    }
    throw new SqlError(113, "Missing end comment mark '*/'.", { severity: 15, line: this.#line });
  }

  #take(): void {
    const first = String.fromCodePoint(this.#sql.codePointAt(this.#at) ?? 0);
    const string = this.#match(STRING);
    const name = this.#match(BRACKETED) ?? this.#match(DOUBLE_QUOTED);
    if (string) this.#quoted(/^n/i.test(first) ? 'nationalString' : 'string', string, "'");
    else if (name) this.#quoted('quoted', name, first === '[' ? ']' : '"');
    else if (!this.#plain()) {
      if (first === '$') throw notBuilt('a name that begins with $', this.#line);
      if (first === '{') throw notBuilt('an ODBC escape', this.#line);
      throw new SqlError(102, `Incorrect syntax near '${first}'.`, { severity: 15, line: this.#line });
    }
  }

  /** Takes what has no closing quote, if such stands here. */
  #plain(): boolean {
    for (const [kind, pattern] of PLAIN) {
      const text = this.#match(pattern)?.[0];
      if (text === undefined) continue;
      if (kind === 'word') this.#checkLength(text);
      this.#push(kind === 'word' && text.startsWith('@') ? 'variable' : kind, text, this.#at + text.length);
      return true;
    }
    return false;
  }

  /** A string or a quoted name; its closing quote is doubled within it. */
  #quoted(kind: TokenKind, [whole, inner = '', closed]: RegExpExecArray, quote: string): void {
    const text = inner.replaceAll(quote + quote, quote);
    if (!closed) {
      throw new SqlError(105, `Unclosed quotation mark after the character string '${text.slice(0, SHOWN)}'.`, {
        severity: 15,
        line: this.#line,
      });
    }
    if (kind === 'quoted') this.#checkLength(text);
    this.#push(kind, text, this.#at + whole.length);
  }

  #checkLength(name: string): void {
    if (name.length > LONGEST_NAME) {
      const message = `The identifier that starts with '${name.slice(0, LONGEST_NAME)}' is too long. Maximum length is ${LONGEST_NAME}.`;
      throw new SqlError(103, message, { severity: 15, line: this.#line });
    }
    if (name === '') {
      const message =
        'An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. ' +
        'For other statements, look for empty alias names. Aliases defined as "" or [] are not allowed. Change the alias to a valid name.';
      throw new SqlError(1038, message, { severity: 15, line: this.#line });
    }
  }
}
