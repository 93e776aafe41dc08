import type { Dialect, SqlAsk, SqlValue } from '../../io/database.ts';

/** How a database says what all of them can: what stands in a statement is made of these and of the names of columns. */
export type Words = {
  dialect: Dialect;
  quote(name: string): string;
  /** The place of the value with this number, from 1. */
  place(index: number): string;
  /** Behind ORDER BY: so many rows after so many. */
  page(most: string, offset: string): string;
  /** The condition that a text holds another in any case; `!` takes their meaning from the signs of a pattern. */
  like(column: string, pattern: string): string;
  /** Whole minutes, hours and days since 1970 of a time without a zone. */
  unit(step: 'minute' | 'hour' | 'day', column: string): string;
  /** A whole number divided by another, the rest left out. */
  quotient(column: string, divisor: number): string;
  sum(column: string): string;
  isTrue(column: string): string;
  /** The beginning of a text. */
  left(column: string, length: number): string;
  /** The time of the server in UTC without a zone, and its version. */
  nowUtc: string;
  version: string;
};

/** What a statement is made with: `value` puts one beside it and gives its place in the text. */
export type Draft = {
  words: Words;
  value(value: SqlValue): string;
  text(value: string): string;
  int(value: number): string;
  time(value: number): string;
};

/** Makes a statement and its values. */
export function draft(words: Words, write: (draft: Draft) => string): SqlAsk {
  const values: SqlValue[] = [];
  const value = (one: SqlValue): string => words.place(values.push(one));
  const text = write({
    words,
    value,
    text: (one) => value({ type: 'text', value: one }),
    int: (one) => value({ type: 'int', value: one }),
    time: (one) => value({ type: 'time', value: one }),
  });
  return { text, values };
}

/** A text as a pattern that holds it somewhere. */
export function containing(text: string): string {
  return `%${escaped(text)}%`;
}

/** A text as a pattern in which * stands for anything. */
export function wildcards(text: string): string {
  return escaped(text).replaceAll('*', '%');
}

function escaped(text: string): string {
  return text.replace(/[!%_[\]]/g, (sign) => `!${sign}`);
}
