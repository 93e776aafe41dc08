import { SqlError } from '../tds/types.ts';
import type { Expression, Query, Statement } from './ast.ts';
import { type Token, tokensOf } from './lexer.ts';
import { RESERVED } from './words.ts';

/** What is nested deeper than this is refused, as SQL Server refuses what does not fit its stack. */
const DEEPEST = 200;

/** The rules that call each other in a circle; the cursor holds them, so that no file of the parser imports another that imports it. */
export type Grammar = {
  expression(cursor: Cursor): Expression;
  condition(cursor: Cursor): Expression;
  /** A value or a condition, whichever stands in the parentheses. */
  either(cursor: Cursor): Expression;
  query(cursor: Cursor): Query;
  statement(cursor: Cursor): Statement;
};

/** Error 191: a text nested too deeply. */
export function tooDeep(line: number): SqlError {
  const message = 'Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries.';
  return new SqlError(191, message, { severity: 15, line });
}

/** A place in the tokens of a batch, and the small rules that every rule of the grammar is made of. Whatever does not fit throws SqlError. */
export class Cursor {
  readonly #sql: string;
  readonly #tokens: Token[];
  readonly #grammar: Grammar;
  readonly #end: Token;
  #at = 0;
  #depth = 0;

  constructor(sql: string, grammar: Grammar) {
    this.#sql = sql;
    this.#tokens = tokensOf(sql);
    this.#grammar = grammar;
    this.#end = this.#tokens.at(-1) ?? { kind: 'end', text: '', upper: '', line: 1, start: 0, end: 0 };
  }

  get token(): Token {
    return this.ahead(0);
  }

  get isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  get line(): number {
    return this.token.line;
  }

  /** The token `count` places further; beyond the last it is the last. */
  ahead(count: number): Token {
    return this.#tokens[this.#at + count] ?? this.#end;
  }

  /** The token that was read last, none at the beginning. */
  get previous(): Token | undefined {
    return this.#tokens[this.#at - 1];
  }

  /** Moves over the current token and returns it. */
  next(): Token {
    const { token } = this;
    this.#at += 1;
    return token;
  }

  /** Whether the words (or operators) stand here, one after another; words in upper case. */
  is(...words: string[]): boolean {
    return words.every((word, place) => this.isAhead(place, word));
  }

  /** Whether a word or operator stands `count` places further; the same letters in quotes are neither. */
  isAhead(count: number, word: string): boolean {
    const { kind, upper } = this.ahead(count);
    return (kind === 'word' || kind === 'operator') && upper === word;
  }

  isOneOf(words: readonly string[]): boolean {
    return words.some((word) => this.is(word));
  }

  /** Moves over the words where they stand here. */
  take(...words: string[]): boolean {
    if (!this.is(...words)) return false;
    this.#at += words.length;
    return true;
  }

  need(...words: string[]): void {
    for (const word of words) if (!this.take(word)) throw this.unexpected();
  }

  /** The error for the current token: 156 for a reserved word, else 102; at the end of the batch it names the token before. */
  unexpected(): SqlError {
    const { kind, text, upper, line } = this.#shown();
    const isKeyword = this.token.kind === 'word' && kind === 'word' && RESERVED.has(upper);
    if (isKeyword) return new SqlError(156, `Incorrect syntax near the keyword '${text}'.`, { severity: 15, line });
    return new SqlError(102, `Incorrect syntax near '${text}'.`, { severity: 15, line });
  }

  /** The error for a value where a condition has to stand. */
  notCondition(): SqlError {
    const { text, line } = this.#shown();
    const message = `An expression of non-boolean type specified in a context where a condition is expected, near '${text}'.`;
    return new SqlError(4145, message, { severity: 15, line });
  }

  #shown(): Token {
    return this.token.kind === 'end' ? (this.previous ?? this.token) : this.token;
  }

  /** Whether a name can stand here: a word that is not reserved, or a quoted one. */
  isIdentifier(): boolean {
    const { kind, upper } = this.token;
    return kind === 'quoted' || (kind === 'word' && !RESERVED.has(upper));
  }

  identifier(): string {
    if (!this.isIdentifier()) throw this.unexpected();
    return this.next().text;
  }

  variable(): string {
    if (this.token.kind !== 'variable') throw this.unexpected();
    return this.next().text;
  }

  /** A name of up to four parts; parts between two dots may be left out and are ''. Error 117 for more. */
  path(): string[] {
    const { line } = this;
    const parts = [this.identifier()];
    while (this.take('.')) parts.push(this.is('.') ? '' : this.identifier());
    if (parts.length > 4) {
      const message = `The object name '${parts.join('.')}' contains more than the maximum number of prefixes. The maximum is 3.`;
      throw new SqlError(117, message, { severity: 15, line });
    }
    return parts;
  }

  /** One or more, with commas between. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.take(',')) items.push(read());
    return items;
  }

  parenthesised<T>(read: () => T): T {
    this.need('(');
    const inner = read();
    this.need(')');
    return inner;
  }

  /** Runs a rule one level deeper; throws error 191 beyond the deepest. */
  deeper<T>(read: () => T): T {
    if (this.#depth >= DEEPEST) throw tooDeep(this.line);
    this.#depth += 1;
    const inner = read();
    this.#depth -= 1;
    return inner;
  }

  expression(): Expression {
    return this.deeper(() => this.#grammar.expression(this));
  }

  condition(): Expression {
    return this.deeper(() => this.#grammar.condition(this));
  }

  either(): Expression {
    return this.deeper(() => this.#grammar.either(this));
  }

  /** A query within a statement: a subquery, a derived table, a common table. */
  query(): Query {
    return this.deeper(() => this.#grammar.query(this));
  }

  statement(): Statement {
    return this.deeper(() => this.#grammar.statement(this));
  }

  /** Where a rule begins, for `back` and `textFrom`. */
  mark(): number {
    return this.#at;
  }

  back(mark: number): void {
    this.#at = mark;
  }

  /** The batch as it was written from a mark up to here. */
  textFrom(mark: number): string {
    const start = this.#tokens[mark]?.start ?? 0;
    return this.#sql.slice(start, this.previous?.end ?? start);
  }
}
